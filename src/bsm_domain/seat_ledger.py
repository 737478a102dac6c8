"""The seats of one meeting: how many each delegation holds, and who waits.

The ledger is saved in the same transaction as the registration that it seats, so that
neither a quota nor the capacity can be exceeded, however many ask at once. It is the
one long stream; its state holds totals, not one entry a registration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self, assert_never
from uuid import UUID, uuid5

from bsm_domain.errors import CapacityFull, InvalidTransition, QuotaFull, ReasonRequired
from bsm_domain.foundation import Aggregate, DomainEvent, Immutable, Stamp
from bsm_domain.free_text import FreeText, plain_if_said


class LedgerOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.opened.v1"
    meeting_id: UUID


class SeatTaken(DomainEvent):
    """`reason` is given where the registration went ahead of others that waited."""

    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_taken.v1"
    registration_id: UUID
    delegation: str
    reason: FreeText | None = None


class SeatAwaited(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_awaited.v1"
    registration_id: UUID
    delegation: str


class SeatReleased(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_released.v1"
    registration_id: UUID
    delegation: str


class PlaceInQueueGivenUp(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.place_in_queue_given_up.v1"
    registration_id: UUID
    delegation: str


SeatLedgerEvent = (
    LedgerOpened | SeatTaken | SeatAwaited | SeatReleased | PlaceInQueueGivenUp
)


class Waiting(Immutable):
    registration_id: UUID
    delegation: str


class SeatLimits(Immutable):
    """The meeting's side of the bargain: seats in all and seats per delegation."""

    capacity: int
    quotas: Mapping[str, int]


def ledger_id(meeting_id: UUID) -> UUID:
    """One ledger per meeting, so its identity follows from the meeting's."""
    return uuid5(meeting_id, "seat-ledger")


@dataclass(frozen=True, slots=True)
class SeatLedger(Aggregate):
    KIND: ClassVar[str] = "seat ledger"
    BEGINS_WITH: ClassVar[type[DomainEvent]] = LedgerOpened

    meeting_id: UUID
    taken: dict[str, int] = field(default_factory=dict)
    taken_in_all: int = 0
    waiting: tuple[Waiting, ...] = ()

    # Decide: may refuse, changes nothing.

    @classmethod
    def open(cls, stamp: Stamp, meeting_id: UUID) -> LedgerOpened:
        return LedgerOpened(
            **stamp.header(ledger_id(meeting_id), 1), meeting_id=meeting_id
        )

    def take(
        self,
        stamp: Stamp,
        *,
        registration_id: UUID,
        delegation: str,
        limits: SeatLimits,
        reason: str | None = None,
    ) -> SeatTaken:
        """A seat for the registration, in the order of the queue unless explained."""
        self._must_have_room(delegation, limits)
        passed_over = self._passed_over(registration_id, limits)
        if passed_over and reason is None:
            raise ReasonRequired(
                f"{passed_over} registration(s) have waited longer for a seat that "
                "is free for them too; say why this one goes first"
            )
        return SeatTaken(
            **self.next(stamp),
            registration_id=registration_id,
            delegation=delegation,
            reason=plain_if_said(reason) if passed_over else None,
        )

    def wait(
        self,
        stamp: Stamp,
        *,
        registration_id: UUID,
        delegation: str,
        limits: SeatLimits,
    ) -> SeatAwaited:
        """A place at the end of the queue; only where no seat is free to take."""
        if self._could_sit(registration_id, delegation, limits):
            raise InvalidTransition(
                f"{delegation} has a free seat; confirm the registration instead"
            )
        return SeatAwaited(
            **self.next(stamp), registration_id=registration_id, delegation=delegation
        )

    def release(
        self, stamp: Stamp, *, registration_id: UUID, delegation: str
    ) -> SeatReleased | PlaceInQueueGivenUp:
        """What a registration held, a seat or a place in the queue, becomes free."""
        waits = any(one.registration_id == registration_id for one in self.waiting)
        fact = PlaceInQueueGivenUp if waits else SeatReleased
        return fact(
            **self.next(stamp), registration_id=registration_id, delegation=delegation
        )

    def _could_sit(
        self, registration_id: UUID, delegation: str, limits: SeatLimits
    ) -> bool:
        """There is room, and nobody who waits longer could take it."""
        try:
            self._must_have_room(delegation, limits)
        except (QuotaFull, CapacityFull):
            return False
        return not self._passed_over(registration_id, limits)

    def _must_have_room(self, delegation: str, limits: SeatLimits) -> None:
        taken, quota = self.taken.get(delegation, 0), limits.quotas.get(delegation, 0)
        if taken >= quota:
            raise QuotaFull(
                f"{delegation} holds {taken} of its {quota} seats; put the "
                "registration on the waiting list, or change the quota"
            )
        if self.taken_in_all >= limits.capacity:
            raise CapacityFull(
                f"all {limits.capacity} seats of the meeting are taken; put the "
                "registration on the waiting list"
            )

    def _passed_over(self, registration_id: UUID, limits: SeatLimits) -> int:
        """How many that wait longer could sit down now."""
        passed = 0
        for one in self.waiting:
            if one.registration_id == registration_id:
                break
            quota = limits.quotas.get(one.delegation, 0)
            passed += self.taken.get(one.delegation, 0) < quota
        return passed

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: LedgerOpened) -> Self:
        return cls(event.originator_id, 1, event.meeting_id)

    def evolve(self, event: SeatLedgerEvent) -> Self:
        version = event.originator_version
        match event:
            case SeatTaken(registration_id=id, delegation=delegation):
                return replace(
                    self,
                    version=version,
                    taken=self._counted(delegation, 1),
                    taken_in_all=self.taken_in_all + 1,
                    waiting=self._without(id),
                )
            case SeatAwaited(registration_id=id, delegation=delegation):
                last = Waiting(registration_id=id, delegation=delegation)
                return replace(self, version=version, waiting=(*self.waiting, last))
            case SeatReleased(delegation=delegation):
                return replace(
                    self,
                    version=version,
                    taken=self._counted(delegation, -1),
                    taken_in_all=self.taken_in_all - 1,
                )
            case PlaceInQueueGivenUp(registration_id=id):
                return replace(self, version=version, waiting=self._without(id))
            case LedgerOpened():
                raise AssertionError("a ledger is opened only once")
            case _:
                assert_never(event)

    def _counted(self, delegation: str, step: int) -> dict[str, int]:
        return self.taken | {delegation: self.taken.get(delegation, 0) + step}

    def _without(self, registration_id: UUID) -> tuple[Waiting, ...]:
        if not self.waiting:
            return self.waiting
        return tuple(
            one for one in self.waiting if one.registration_id != registration_id
        )
