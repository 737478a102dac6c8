"""What is known of the seats of a meeting, or of the places of a session."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    MovedInQueue,
    PassedOn,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatLedgerEvent,
    SeatReleased,
    SeatsTaken,
    SeatTaken,
    SessionOpened,
)
from bsm_domain.registration.seats.queue import (
    Queue,
    QueueEntry,
    last_rank,
    moved,
    passed_on,
    without,
)


@dataclass(frozen=True, slots=True)
class SeatLedgerState(Aggregate):
    KIND: ClassVar[str] = "seat ledger"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (LedgerOpened, SessionOpened)

    meeting_id: UUID
    # Of the session; who may not see it can still withdraw, which gives its place back.
    session_audience: MatterAudience = MatterAudience.ALL
    taken: dict[str, int] = field(default_factory=dict)
    total_taken: int = 0
    # In the order of their ranks.
    waiting: Queue = ()

    def held_or_awaited_by(self, delegation: str) -> int:
        """How many seats the delegation holds or waits for."""
        waiting = sum(entry.delegation == delegation for entry in self.waiting)
        return self.taken.get(delegation, 0) + waiting

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: LedgerOpened | SessionOpened) -> Self:
        audience = getattr(event, "audience", MatterAudience.ALL)
        return cls(event.originator_id, 1, event.meeting_id, audience)

    def evolve(self, event: SeatLedgerEvent) -> Self:
        version = event.originator_version
        match event:
            case SeatTaken(registration_id=id, delegation=delegation):
                return replace(
                    self,
                    version=version,
                    taken=self._counted({delegation: 1}),
                    total_taken=self.total_taken + 1,
                    waiting=without(self.waiting, id),
                )
            case SeatsTaken(seats=seats):
                added = {
                    seats_of.delegation: len(seats_of.registrations)
                    for seats_of in seats
                }
                return replace(
                    self,
                    version=version,
                    taken=self._counted(added),
                    total_taken=self.total_taken + sum(added.values()),
                )
            case SeatAwaited(registration_id=id, delegation=delegation, late=late):
                entry = QueueEntry(id, delegation, last_rank(version), late)
                return replace(self, version=version, waiting=(*self.waiting, entry))
            case MovedInQueue(registration_id=id, rank=rank):
                waiting = moved(self.waiting, id, rank)
                return replace(self, version=version, waiting=waiting)
            case PassedOn(from_registration=outgoing, to_registration=incoming):
                waiting = passed_on(self.waiting, outgoing, incoming)
                return replace(self, version=version, waiting=waiting)
            case SeatReleased(delegation=delegation):
                return replace(
                    self,
                    version=version,
                    taken=self._counted({delegation: -1}),
                    total_taken=self.total_taken - 1,
                )
            case PlaceInQueueGivenUp(registration_id=id):
                return replace(self, version=version, waiting=without(self.waiting, id))
            case LedgerOpened() | SessionOpened():
                raise AssertionError("a ledger is opened only once")
            case _:
                assert_never(event)

    def _counted(self, steps: Mapping[str, int]) -> dict[str, int]:
        return self.taken | {
            delegation: self.taken.get(delegation, 0) + step
            for delegation, step in steps.items()
        }
