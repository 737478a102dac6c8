"""What is known of a registration, and what follows from its status."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import Aggregate
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.name_based_ids import name_based_id
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.movements import Movements
from bsm_domain.registration.registration_facts import RegistrationStatus

_S = RegistrationStatus

# Who can be nominated again.
ENDED = (_S.REFUSED, _S.WITHDRAWN, _S.SUBSTITUTED)


@dataclass(frozen=True, slots=True)
class RegistrationState(Aggregate):
    """`seat` is the ID of the first registration that had the seat; `substituted_at` is
    when somebody last took over; `own_version` is that of the last fact that is not
    about a session.
    """

    KIND: ClassVar[str] = "registration"
    STATUS_PHRASES: ClassVar[Mapping[RegistrationStatus, str]] = {
        _S.WAITLISTED: "on the waiting list",
        _S.ATTENDED: "recorded as attended",
        _S.LISTED: "on the list of a past meeting",
    }

    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    seat: UUID
    participant_id: UUID | None = None
    status: RegistrationStatus = _S.NOMINATED
    note_id: UUID | None = None
    late: bool = False
    # Arrivals and departures that were not struck: at the meeting (None) and sessions.
    movements: Mapping[UUID | None, Movements] = field(default_factory=dict)
    is_from_list: bool = False
    substituted_at: datetime | None = None
    # By session: whether it has a place, or waits for one.
    places: Mapping[UUID, bool] = field(default_factory=dict)
    own_version: int = 1

    @property
    def shown_version(self) -> int:
        return self.own_version

    def is_current(self, version: int) -> bool:
        """With any later version, too: where it ends would tell of what is hidden."""
        return version >= self.own_version

    @property
    def owning_delegation(self) -> str:
        return self.delegation

    @property
    def concerned_participant(self) -> UUID | None:
        return self.participant_id

    @property
    def may_be_nominated_again(self) -> bool:
        """Whether it was withdrawn, refused or substituted, so that the person can be
        nominated again.
        """
        return self.status in ENDED

    @property
    def is_in_delegation(self) -> bool:
        """Whether the delegation sends the person: nominated, and not ended since."""
        return not self.may_be_nominated_again and self.status is not _S.REQUESTED

    @property
    def is_undecided(self) -> bool:
        """Whether the secretariat has not confirmed or refused it yet."""
        return self.status in (_S.NOMINATED, _S.WAITLISTED)

    @property
    def holds_seat(self) -> bool:
        return self.status in (_S.CONFIRMED, _S.ATTENDED)

    @property
    def holds_seat_or_place(self) -> bool:
        """Whether it holds a seat or a place in the queue, which must be released when
        leaving.
        """
        return self.status in (_S.CONFIRMED, _S.WAITLISTED)

    @property
    def has_arrived(self) -> bool:
        return self.status is _S.ATTENDED

    @property
    def new_seat(self) -> UUID | None:
        """The seat of another nomination: None for that of before, whose ID is the
        registration's; another one if somebody else took that over.
        """
        if self.substituted_at is None:
            return None
        return name_based_id(self.id, f"seat {self.version}")

    def must_not_be_from_list(self) -> None:
        """Raises InvalidTransition for what a list of a past meeting says."""
        if self.is_from_list:
            raise InvalidTransition(
                "this registration comes from the list of a past meeting, so it cannot "
                "be changed"
            )

    def is_of(self, meeting_id: UUID, delegation: str) -> bool:
        return (self.meeting_id, self.delegation) == (meeting_id, delegation)
