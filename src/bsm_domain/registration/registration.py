"""One delegate's registration for one meeting.

nominated ──> confirmed ──> attended
    ├──> waitlisted ──> confirmed
    ├──> refused
    └──> withdrawn (from any state but refused and attended)

refused or withdrawn ──> nominated again
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID, uuid5

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    FactMetadata,
    is_possible,
    possible_when,
)
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.free_text import FreeText


class DelegateFunction(StrEnum):
    HEAD = "head"
    ALTERNATE = "alternate"
    MEMBER = "member"
    ADVISER = "adviser"
    OBSERVER = "observer"


class RegistrationStatus(StrEnum):
    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ATTENDED = "attended"


class RegistrationNominated(DomainEvent):
    """`participant_id` is None if the State has not named the person yet."""

    TOPIC: ClassVar[str] = "bsm.registration.nominated.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.NOMINATED
    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    participant_id: UUID | None = None


class RegistrationConfirmed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.confirmed.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.CONFIRMED


class RegistrationWaitlisted(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.waitlisted.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.WAITLISTED


class RegistrationRefused(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.refused.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.REFUSED
    reason: FreeText


class RegistrationWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.withdrawn.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.WITHDRAWN


class AttendanceRecorded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.attendance_recorded.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.ATTENDED


class RegistrationNominatedAgain(DomainEvent):
    """A registration that was withdrawn or refused is nominated again."""

    TOPIC: ClassVar[str] = "bsm.registration.nominated_again.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.NOMINATED


RegistrationEvent = (
    RegistrationNominated
    | RegistrationNominatedAgain
    | RegistrationConfirmed
    | RegistrationWaitlisted
    | RegistrationRefused
    | RegistrationWithdrawn
    | AttendanceRecorded
)


def registration_id_of(meeting: UUID, participant: UUID) -> UUID:
    """The ID of a person's registration for a meeting, so that there can be only
    one.
    """
    return uuid5(meeting, str(participant))


@dataclass(frozen=True, slots=True)
class Registration(Aggregate):
    KIND: ClassVar[str] = "registration"
    FIRST_FACT: ClassVar[type[DomainEvent]] = RegistrationNominated
    STATUS_PHRASES: ClassVar[Mapping[RegistrationStatus, str]] = {
        RegistrationStatus.WAITLISTED: "on the waiting list",
        RegistrationStatus.ATTENDED: "recorded as attended",
    }

    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    participant_id: UUID | None = None
    status: RegistrationStatus = RegistrationStatus.NOMINATED

    # Decide: can refuse, changes nothing.

    @classmethod
    def nominate(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        delegation: str,
        function: DelegateFunction,
        participant_id: UUID | None = None,
    ) -> RegistrationNominated:
        return RegistrationNominated(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            delegation=delegation,
            function=function,
            participant_id=participant_id,
        )

    @possible_when(
        "a delegate can be renominated",
        RegistrationStatus.REFUSED,
        RegistrationStatus.WITHDRAWN,
    )
    def nominate_again(
        self, metadata: FactMetadata, *, function: DelegateFunction
    ) -> RegistrationNominatedAgain:
        if function is not self.function:
            raise InvalidValue(
                f"this person was nominated as {self.function}; renominate them with "
                "the same function",
                field="function",
            )
        return RegistrationNominatedAgain(**self.next_header(metadata))

    @possible_when(
        "a registration can be confirmed",
        RegistrationStatus.NOMINATED,
        RegistrationStatus.WAITLISTED,
    )
    def confirm(self, metadata: FactMetadata) -> RegistrationConfirmed:
        return RegistrationConfirmed(**self.next_header(metadata))

    @possible_when(
        "a registration can be put on the waiting list", RegistrationStatus.NOMINATED
    )
    def waitlist(self, metadata: FactMetadata) -> RegistrationWaitlisted:
        return RegistrationWaitlisted(**self.next_header(metadata))

    @possible_when(
        "a registration can be refused",
        RegistrationStatus.NOMINATED,
        RegistrationStatus.WAITLISTED,
    )
    def refuse(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> RegistrationRefused:
        return RegistrationRefused(**self.next_header(metadata), reason=reason)

    @possible_when(
        "a registration can be withdrawn",
        RegistrationStatus.NOMINATED,
        RegistrationStatus.WAITLISTED,
        RegistrationStatus.CONFIRMED,
    )
    def withdraw(self, metadata: FactMetadata) -> RegistrationWithdrawn:
        return RegistrationWithdrawn(**self.next_header(metadata))

    @possible_when("attendance can be recorded", RegistrationStatus.CONFIRMED)
    def record_attendance(self, metadata: FactMetadata) -> AttendanceRecorded:
        return AttendanceRecorded(**self.next_header(metadata))

    @property
    def owning_delegation(self) -> str:
        return self.delegation

    @property
    def concerned_participant(self) -> UUID | None:
        return self.participant_id

    @property
    def may_be_nominated_again(self) -> bool:
        """Whether it was withdrawn or refused, so that the person can be nominated
        again.
        """
        return is_possible(Registration.nominate_again, self.status)

    @property
    def holds_seat_or_place(self) -> bool:
        """Whether it holds a seat or a place in the queue, which must be released when
        leaving.
        """
        return self.status in (
            RegistrationStatus.CONFIRMED,
            RegistrationStatus.WAITLISTED,
        )

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: RegistrationNominated) -> Self:
        return cls(
            event.originator_id,
            1,
            event.meeting_id,
            event.delegation,
            event.function,
            event.participant_id,
        )

    def evolve(self, event: RegistrationEvent) -> Self:
        status = RegistrationStatus(event.LEADS_TO or self.status)
        return replace(self, version=event.originator_version, status=status)
