"""Who waits for a seat is moved, promoted, or hands the place on."""

from collections.abc import Callable, Iterator
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.registration.seat_ledger_facts import (
    MovedInQueue,
    PassedOn,
    SeatTaken,
)
from bsm_domain.registration.seats.limits import SeatLimits
from bsm_domain.registration.seats.queue import QueueEntry, rank_ahead_of
from bsm_domain.registration.seats.state import SeatLedgerState


class QueueDecisions(SeatLedgerState):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    def move(
        self,
        metadata: FactMetadata,
        *,
        registration_id: UUID,
        delegation: str,
        ahead_of: UUID | None,
        reason: FreeText,
    ) -> MovedInQueue:
        """Moves who waits ahead of another, or to the end. Raises InvalidTransition,
        InvalidValue.
        """
        rank = rank_ahead_of(self.waiting, registration_id, ahead_of, self.version + 1)
        return MovedInQueue(
            **self.next_header(metadata),
            registration_id=registration_id,
            delegation=delegation,
            ahead_of=ahead_of,
            rank=rank,
            reason=reason,
        )

    def pass_on(
        self, metadata: FactMetadata, *, outgoing: UUID, incoming: UUID, delegation: str
    ) -> PassedOn:
        """Hands the seat, or the place in the queue, of one to another registration."""
        return PassedOn(
            **self.next_header(metadata),
            from_registration=outgoing,
            to_registration=incoming,
            delegation=delegation,
        )

    def to_promote(
        self, limits: SeatLimits, is_entitled: Callable[[QueueEntry], bool]
    ) -> Iterator[QueueEntry]:
        """Who can take a free seat now, in the order of the queue. Who was nominated
        late, is not entitled or whose quota is full keeps the place.
        """
        taken, free = dict(self.taken), limits.capacity - self.total_taken
        for entry in self.waiting:
            if free <= 0:
                return
            seats = taken.get(entry.delegation, 0)
            has_room = not entry.late and seats < limits.quota_of(entry.delegation)
            if has_room and is_entitled(entry):
                taken[entry.delegation] = seats + 1
                free -= 1
                yield entry

    def promote(self, metadata: FactMetadata, entry: QueueEntry) -> SeatTaken:
        """Assigns a seat to one of those `to_promote`."""
        return SeatTaken(
            **self.next_header(metadata),
            registration_id=entry.registration_id,
            delegation=entry.delegation,
        )
