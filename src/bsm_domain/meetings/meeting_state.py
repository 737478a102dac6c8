"""What is known of a meeting, and what decisions about it check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    possible_when,
)
from bsm_domain.foundation.errors import (
    NotFound,
    NotInvited,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import (
    DEFAULT_SYMBOL_PREFIX,
    MeetingAnnounced,
    MeetingDetails,
    MeetingStatus,
)


@dataclass(frozen=True, slots=True)
class MeetingState(Aggregate):
    KIND: ClassVar[str] = "meeting"
    FIRST_FACT: ClassVar[type[DomainEvent]] = MeetingAnnounced
    STATUS_PHRASES: ClassVar[Mapping[MeetingStatus, str]] = {
        MeetingStatus.REGISTRATION_OPEN: "open for registration",
        MeetingStatus.REGISTRATION_CLOSED: "closed for registration",
    }

    details: MeetingDetails
    status: MeetingStatus = MeetingStatus.ANNOUNCED
    capacity: int = 0
    quotas: dict[str, int] = field(default_factory=dict)
    sessions: dict[UUID, MatterAudience] = field(default_factory=dict)
    rolls: dict[UUID | None, tuple[str, ...]] = field(default_factory=dict)
    symbol_prefix: str = DEFAULT_SYMBOL_PREFIX

    def must_have_session(self, session_id: UUID) -> MatterAudience:
        """For whom the session is; refuses one that is not on the agenda."""
        try:
            return self.sessions[session_id]
        except KeyError:
            raise NotFound(
                f"“{self.details.title}” has no session {session_id}"
            ) from None

    def quota_of(self, delegation: str) -> int:
        """The quota of a delegation; refuses a delegation that is not invited."""
        try:
            return self.quotas[delegation]
        except KeyError:
            raise NotInvited(
                f"{delegation} is not invited to “{self.details.title}”"
            ) from None

    @possible_when("delegates can be nominated", MeetingStatus.REGISTRATION_OPEN)
    def must_accept_nominations(self, delegation: str) -> None:
        self.quota_of(delegation)

    @possible_when(
        "seats can be assigned",
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
    )
    def must_assign_seats(self) -> None:
        """Seats can be assigned from the opening of registration until the meeting
        opens.
        """

    @possible_when("a text can be adopted in the room", MeetingStatus.IN_SESSION)
    def must_be_in_session(self) -> None:
        """Refuses before the meeting is opened, and once it is concluded."""

    @possible_when(
        "attendance can be recorded", MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED
    )
    def must_have_begun(self) -> None:
        """Refuses unless the meeting is or was in session."""
