"""What is known of a meeting, and what decisions about it check."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    impossible_when,
    possible_when,
)
from bsm_domain.foundation.errors import (
    InvalidTransition,
    NotFound,
    NotInvited,
)
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.meeting_facts import (
    DEFAULT_SYMBOL_PREFIX,
    MeetingAnnounced,
    MeetingDetails,
    MeetingStatus,
)
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.meetings.session_places import SessionPlaces


@dataclass(frozen=True, slots=True)
class Agenda:
    """Sessions, and the versions of the facts that last named their speakers."""

    sessions: Mapping[UUID, AgendaSession] = field(default_factory=dict)
    speakers: Mapping[UUID, int] = field(default_factory=dict)

    def with_session(self, session: AgendaSession) -> "Agenda":
        """With the session as it is now."""
        sessions = {**self.sessions, session.session_id: session}
        return replace(self, sessions=sessions)

    def with_speakers(self, session_id: UUID, version: int | None) -> "Agenda":
        speakers = {id: v for id, v in self.speakers.items() if id != session_id}
        if version is not None:
            speakers[session_id] = version
        return replace(self, speakers=speakers)

    def without(self, session_id: UUID) -> "Agenda":
        sessions = {id: s for id, s in self.sessions.items() if id != session_id}
        return Agenda(sessions, self.with_speakers(session_id, None).speakers)

    def moved(self, days: int) -> "Agenda":
        """With all sessions so many days later."""
        sessions = {id: s.moved_by(days) for id, s in self.sessions.items()}
        return replace(self, sessions=sessions)


possible_unless_cancelled = impossible_when(
    "the meeting was cancelled; nothing more can be recorded about it",
    MeetingStatus.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class MeetingState(Aggregate):
    KIND: ClassVar[str] = "meeting"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (MeetingAnnounced,)
    STATUS_PHRASES: ClassVar[Mapping[MeetingStatus, str]] = {
        MeetingStatus.REGISTRATION_OPEN: "open for registration",
        MeetingStatus.REGISTRATION_CLOSED: "closed for registration",
    }

    details: MeetingDetails
    status: MeetingStatus = MeetingStatus.ANNOUNCED
    # The status before it was postponed until further notice.
    status_before: MeetingStatus = MeetingStatus.ANNOUNCED
    capacity: int = 0
    quotas: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, DelegationKind] = field(default_factory=dict)
    terms: RegistrationTerms = field(default_factory=RegistrationTerms)
    has_terms: bool = False
    # By session.
    session_places: Mapping[UUID, SessionPlaces] = field(default_factory=dict)
    draft: Agenda = field(default_factory=Agenda)
    released: Agenda = field(default_factory=Agenda)
    # Of sessions, which keep their ids.
    dropped: frozenset[UUID] = frozenset()
    releases: int = 0
    rolls: dict[UUID | None, tuple[str, ...]] = field(default_factory=dict)
    symbol_prefix: str = DEFAULT_SYMBOL_PREFIX
    # The first and the last moment of which the record says that it was in session.
    held_between: tuple[datetime, datetime] | None = None
    has_stated_total: bool = False
    has_final_list: bool = False  # of participants

    def must_have_session(self, session_id: UUID) -> AgendaSession:
        """The session; refuses one that is not in the draft of the agenda."""
        try:
            return self.draft.sessions[session_id]
        except KeyError:
            raise NotFound(
                f"“{self.details.title}” has no session {session_id}"
            ) from None

    def must_have_released_session(self, session_id: UUID) -> AgendaSession:
        """The session; refuses one that not everybody knows, because what happens in it
        is for everybody.
        """
        session = self.must_have_session(session_id)
        if session_id not in self.released.sessions:
            raise InvalidTransition(
                f"“{session.title}” is only in the draft of the agenda; release the "
                "agenda first",
                field="session_id",
            )
        return session

    def day_of(self, moment: datetime) -> date:
        """The date at the meeting's place."""
        return moment.astimezone(time_zone_named(self.details.time_zone)).date()

    @possible_unless_cancelled
    def must_not_be_cancelled(self) -> None:
        """Refuses what a cancelled meeting no longer takes."""

    def quota_of(self, delegation: str) -> int:
        """The quota of a delegation; refuses a delegation that is not invited."""
        try:
            return self.quotas[delegation]
        except KeyError:
            raise NotInvited(
                f"{delegation} is not invited to “{self.details.title}”"
            ) from None

    @possible_when("a text can be adopted in the room", MeetingStatus.IN_SESSION)
    def must_be_in_session(self) -> None:
        """Refuses before the meeting is opened, and once it is concluded."""

    @possible_when(
        "attendance can be recorded", MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED
    )
    def must_have_begun(self) -> None:
        """Refuses unless the meeting is or was in session."""
