"""The seats of one meeting: the number held by each delegation, and the waiting list.

The ledger is saved in the same transaction as the registration, so that neither a quota
nor the capacity can be exceeded by simultaneous requests. It is the only long stream;
its state has totals, not an entry for each registration.
"""

from collections.abc import Sequence
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import (
    CapacityFull,
    QuotaFull,
    ReasonRequired,
    RowErrors,
)
from bsm_domain.foundation.formatting import count_of, pluralize
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.name_based_ids import name_based_id
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatReleased,
    SeatsOfDelegation,
    SeatsTaken,
    SeatTaken,
    SessionOpened,
)
from bsm_domain.registration.seats.limits import SeatLimits
from bsm_domain.registration.seats.queue import place_in
from bsm_domain.registration.seats.queue_decisions import QueueDecisions


def seat_ledger_id_of(id: UUID) -> UUID:
    """One ledger for each meeting, and for each session with limited places, so its
    identity follows from theirs.
    """
    return name_based_id(id, "seat-ledger")


class SeatLedger(QueueDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @classmethod
    def open(cls, metadata: FactMetadata, meeting_id: UUID) -> LedgerOpened:
        return LedgerOpened(
            **metadata.header(seat_ledger_id_of(meeting_id), 1), meeting_id=meeting_id
        )

    @classmethod
    def open_session(
        cls,
        metadata: FactMetadata,
        meeting_id: UUID,
        session_id: UUID,
        audience: MatterAudience,
    ) -> SessionOpened:
        return SessionOpened(
            **metadata.header(seat_ledger_id_of(session_id), 1),
            meeting_id=meeting_id,
            session_id=session_id,
            audience=audience,
        )

    def take(
        self,
        metadata: FactMetadata,
        *,
        registration_id: UUID,
        delegation: str,
        limits: SeatLimits,
        reason: FreeText | None = None,
    ) -> SeatTaken:
        """Assigns a seat to the registration, in the order of the queue unless a reason
        is given.
        """
        self.must_have_room(delegation, limits)
        reason = self._must_explain(registration_id, limits, reason)
        return SeatTaken(
            **self.next_header(metadata),
            registration_id=registration_id,
            delegation=delegation,
            reason=reason,
        )

    def take_seats(
        self,
        metadata: FactMetadata,
        *,
        rows: Sequence[tuple[UUID, str]],
        limits: SeatLimits,
        reason: FreeText | None = None,
    ) -> SeatsTaken:
        """Assigns seats to new registrations (each with its delegation): to all or
        none.
        """
        seated = self._seats_by_delegation(rows, limits)
        reason = self._must_explain(None, limits, reason)
        return SeatsTaken(
            **self.next_header(metadata),
            seats=tuple(
                SeatsOfDelegation(delegation=code, registrations=tuple(registrations))
                for code, registrations in seated.items()
            ),
            reason=reason,
        )

    def _seats_by_delegation(
        self, rows: Sequence[tuple[UUID, str]], limits: SeatLimits
    ) -> dict[str, list[UUID]]:
        """The registrations by delegation; refuses every row that finds no seat."""
        seated: dict[str, list[UUID]] = {}
        errors = RowErrors("delegates")
        free = limits.capacity - self.total_taken
        for row, (registration_id, delegation) in enumerate(rows, start=1):
            seats_of = seated.setdefault(delegation, [])
            quota = limits.quota_of(delegation)
            if self.taken.get(delegation, 0) + len(seats_of) >= quota:
                message = (
                    f"the quota of {delegation} ({count_of(quota, 'seat')}) would be "
                    "exceeded; leave the row out, or change the quota"
                )
                errors.add(row, "delegation", QuotaFull(message))
            elif not free:
                message = f"{limits.all_seats} of the meeting would already be taken"
                errors.add(row, "delegation", CapacityFull(message))
            else:
                free -= 1
                seats_of.append(registration_id)
        errors.raise_if_any()
        return seated

    def wait(
        self,
        metadata: FactMetadata,
        *,
        registration_id: UUID,
        delegation: str,
        limits: SeatLimits,
        late: bool = False,
    ) -> SeatAwaited:
        """Assigns a place at the end of the queue, if no seat is free."""
        if self.can_take_seat(registration_id, delegation, limits):
            raise limits.is_free(delegation)
        return SeatAwaited(
            **self.next_header(metadata),
            registration_id=registration_id,
            delegation=delegation,
            late=late,
        )

    def release(
        self, metadata: FactMetadata, *, registration_id: UUID, delegation: str
    ) -> SeatReleased | PlaceInQueueGivenUp:
        """Releases the seat or the place in the queue of a registration."""
        is_waiting = place_in(self.waiting, registration_id) is not None
        fact = PlaceInQueueGivenUp if is_waiting else SeatReleased
        return fact(
            **self.next_header(metadata),
            registration_id=registration_id,
            delegation=delegation,
        )

    def can_take_seat(
        self, registration_id: UUID, delegation: str, limits: SeatLimits
    ) -> bool:
        """Whether there is a free seat that nobody who has waited longer could take."""
        try:
            self.must_have_room(delegation, limits)
        except (QuotaFull, CapacityFull):
            return False
        return not self._passed_over(registration_id, limits)

    def must_have_room(self, delegation: str, limits: SeatLimits) -> None:
        if self.taken.get(delegation, 0) >= limits.quota_of(delegation):
            raise limits.quota_full(delegation)
        if self.total_taken >= limits.capacity:
            raise limits.capacity_full()

    def _must_explain(
        self, registration_id: UUID | None, limits: SeatLimits, reason: FreeText | None
    ) -> FreeText | None:
        """Requires a reason if others have waited longer."""
        passed_over = self._passed_over(registration_id, limits)
        if passed_over and reason is None:
            first = "these go" if registration_id is None else "this one goes"
            have = pluralize(passed_over, "has", "have")
            raise ReasonRequired(
                f"{count_of(passed_over, 'registration')} that could take a "
                f"{limits.THING} "
                f"{have} waited longer; give a reason why {first} first"
            )
        return reason if passed_over else None

    def _passed_over(self, registration_id: UUID | None, limits: SeatLimits) -> int:
        """The number of registrations that have waited longer and could take a seat;
        for a new registration, of all.
        """
        passed_over = 0
        for entry in self.waiting:
            if entry.registration_id == registration_id:
                break
            quota = limits.quota_of(entry.delegation)
            passed_over += self.taken.get(entry.delegation, 0) < quota
        return passed_over
