"""One delegate's registration for one meeting.

nominated ──> confirmed ──> attended
    ├──> waitlisted ──> confirmed
    ├──> refused
    └──> withdrawn (from any state but refused and attended)
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self, assert_never
from uuid import UUID

from bsm_domain.errors import InvalidTransition
from bsm_domain.foundation import Aggregate, DomainEvent, Stamp
from bsm_domain.free_text import FreeText, plain


class DelegateFunction(StrEnum):
    HEAD = "head"
    ALTERNATE = "alternate"
    MEMBER = "member"
    ADVISER = "adviser"
    OBSERVER = "observer"


class RegistrationNominated(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.nominated.v1"
    meeting_id: UUID
    delegation: str
    function: DelegateFunction


class RegistrationConfirmed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.confirmed.v1"


class RegistrationWaitlisted(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.waitlisted.v1"


class RegistrationRefused(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.refused.v1"
    reason: FreeText


class RegistrationWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.withdrawn.v1"


class AttendanceRecorded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.attendance_recorded.v1"


RegistrationEvent = (
    RegistrationNominated
    | RegistrationConfirmed
    | RegistrationWaitlisted
    | RegistrationRefused
    | RegistrationWithdrawn
    | AttendanceRecorded
)


class RegistrationStatus(StrEnum):
    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Registration(Aggregate):
    KIND: ClassVar[str] = "registration"
    BEGINS_WITH: ClassVar[type[DomainEvent]] = RegistrationNominated

    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    status: RegistrationStatus = RegistrationStatus.NOMINATED

    # Decide: may refuse, changes nothing.

    @classmethod
    def nominate(
        cls,
        id: UUID,
        stamp: Stamp,
        *,
        meeting_id: UUID,
        delegation: str,
        function: DelegateFunction,
    ) -> RegistrationNominated:
        return RegistrationNominated(
            **stamp.header(id, 1),
            meeting_id=meeting_id,
            delegation=delegation,
            function=function,
        )

    def confirm(self, stamp: Stamp) -> RegistrationConfirmed:
        self._must_be(
            "confirm", RegistrationStatus.NOMINATED, RegistrationStatus.WAITLISTED
        )
        return RegistrationConfirmed(**self.next(stamp))

    def waitlist(self, stamp: Stamp) -> RegistrationWaitlisted:
        self._must_be("put on the waiting list", RegistrationStatus.NOMINATED)
        return RegistrationWaitlisted(**self.next(stamp))

    def refuse(self, stamp: Stamp, *, reason: str) -> RegistrationRefused:
        self._must_be(
            "refuse", RegistrationStatus.NOMINATED, RegistrationStatus.WAITLISTED
        )
        return RegistrationRefused(**self.next(stamp), reason=plain(reason))

    def withdraw(self, stamp: Stamp) -> RegistrationWithdrawn:
        self._must_be(
            "withdraw",
            RegistrationStatus.NOMINATED,
            RegistrationStatus.WAITLISTED,
            RegistrationStatus.CONFIRMED,
        )
        return RegistrationWithdrawn(**self.next(stamp))

    def record_attendance(self, stamp: Stamp) -> AttendanceRecorded:
        self._must_be("record attendance of", RegistrationStatus.CONFIRMED)
        return AttendanceRecorded(**self.next(stamp))

    @property
    def is_in_ledger(self) -> bool:
        """Holds a seat or a place in the queue, which leaving must give back."""
        return self.status in (
            RegistrationStatus.CONFIRMED,
            RegistrationStatus.WAITLISTED,
        )

    def _must_be(self, verb: str, *allowed: RegistrationStatus) -> None:
        if self.status not in allowed:
            raise InvalidTransition(
                f"cannot {verb} a registration that is {self.status}; "
                f"it must be {' or '.join(allowed)}"
            )

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: RegistrationNominated) -> Self:
        return cls(
            event.originator_id, 1, event.meeting_id, event.delegation, event.function
        )

    def evolve(self, event: RegistrationEvent) -> Self:
        return replace(self, version=event.originator_version, status=_after(event))


def _after(event: RegistrationEvent) -> RegistrationStatus:
    match event:
        case RegistrationNominated():
            return RegistrationStatus.NOMINATED
        case RegistrationConfirmed():
            return RegistrationStatus.CONFIRMED
        case RegistrationWaitlisted():
            return RegistrationStatus.WAITLISTED
        case RegistrationRefused():
            return RegistrationStatus.REFUSED
        case RegistrationWithdrawn():
            return RegistrationStatus.WITHDRAWN
        case AttendanceRecorded():
            return RegistrationStatus.ATTENDED
        case _:
            assert_never(event)
