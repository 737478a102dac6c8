"""Read model: who waits for a seat of a meeting, or for a place of a session."""

from dataclasses import dataclass, replace
from datetime import datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    MovedInQueue,
    PassedOn,
    SeatAwaited,
    SeatsTaken,
    SeatTaken,
    SessionOpened,
)
from bsm_domain.registration.seats.queue import last_rank
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLedgerRow:
    """What a ledger is about: a meeting, or one of its sessions."""

    ledger_id: str
    meeting_id: str
    session_id: str | None = None
    audience: str = MatterAudience.ALL


@dataclass(slots=True, kw_only=True)
class QueuePlace:
    """A registration on the waiting list, and its `place`, counted from 1.

    `passed_over` is how many have taken a seat ahead of it. `obstacle` is why it could
    not take a free seat now: it was nominated late, no note covers it though one is
    needed, or the quota of its delegation is used up.
    """

    place: int = computed()
    registration_id: Id
    delegation: str
    delegation_name: str = computed()
    since: datetime
    passed_over: int = computed()
    obstacle: str | None = computed()


@dataclass(slots=True, kw_only=True)
class QueueRow(QueuePlace):
    """A row of somebody who has left says by which command."""

    ledger_id: str
    meeting_id: str
    rank: int
    late: bool = False
    is_waiting: bool = True
    joined_position: int
    left_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsAheadRow:
    """Seats that one fact, at this position, gave to whoever waited with that `rank`,
    or would have had it.
    """

    ledger_id: str
    position: int
    rank: int
    seats: int = 1


SEAT_LEDGERS = Table("seat_ledgers", SeatLedgerRow, ("ledger_id",))
QUEUE = Table(
    "queue",
    QueueRow,
    ("ledger_id", "registration_id"),
    (("ledger_id", "is_waiting", "rank"),),
    belongs_to=SEAT_LEDGERS,
)
SEATS_AHEAD = Table(
    "seats_ahead",
    SeatsAheadRow,
    ("ledger_id", "position"),
    (("ledger_id", "rank"),),
    belongs_to=SEAT_LEDGERS,
)


def fold_ledger(fact: DomainEvent, batch: RowBatch) -> None:
    """Who leaves the waiting list is known from the registration, so that facts about
    seats need no look at this table.
    """
    ledger = batch.stream
    match fact:
        case LedgerOpened(meeting_id=meeting):
            row = SeatLedgerRow(ledger_id=ledger, meeting_id=str(meeting))
            batch.add(SEAT_LEDGERS, row)
        case SessionOpened(meeting_id=meeting, session_id=session):
            row = SeatLedgerRow(
                ledger_id=ledger,
                meeting_id=str(meeting),
                session_id=str(session),
                audience=fact.audience,
            )
            batch.add(SEAT_LEDGERS, row)
        case SeatAwaited(late=late):
            entry = QueueRow(
                ledger_id=ledger,
                meeting_id=batch.must_get(SEAT_LEDGERS, ledger).meeting_id,
                registration_id=str(fact.registration_id),
                delegation=fact.delegation,
                since=fact.occurred_at,
                rank=last_rank(fact.originator_version),
                late=late,
                joined_position=batch.position,
            )
            batch.put(QUEUE, entry)
        case MovedInQueue(registration_id=id, rank=rank):
            entry = batch.must_get(QUEUE, ledger, str(id))
            batch.put(QUEUE, replace(entry, rank=rank))
        case PassedOn(from_registration=outgoing, to_registration=incoming):
            _pass_on(batch, str(outgoing), str(incoming), fact)
        case SeatTaken(registration_id=id, reason=reason) if reason is not None:
            before = batch.get(QUEUE, ledger, str(id))
            if before is None or before.left_by != str(fact.command_id):
                _note_seats_ahead(batch, ledger, last_rank(fact.originator_version))
        case SeatsTaken(seats=seats, reason=reason) if reason is not None:
            number = sum(len(each.registrations) for each in seats)
            rank = last_rank(fact.originator_version)
            _note_seats_ahead(batch, ledger, rank, number)


def _pass_on(batch: RowBatch, outgoing: str, incoming: str, fact: DomainEvent) -> None:
    """Where a place in the queue is passed on, not a seat: whoever had it still waits,
    or left with the same command.
    """
    entry = batch.get(QUEUE, batch.stream, outgoing)
    if entry is None:
        return
    if entry.is_waiting or entry.left_by == str(fact.command_id):
        leave_queue(batch, batch.stream, outgoing, fact)
        passed = replace(entry, registration_id=incoming, is_waiting=True, left_by=None)
        batch.put(QUEUE, passed)


def _note_seats_ahead(batch: RowBatch, ledger: str, rank: int, seats: int = 1) -> None:
    row = SeatsAheadRow(
        ledger_id=ledger, position=batch.position, rank=rank, seats=seats
    )
    batch.add(SEATS_AHEAD, row)


def leave_queue(
    batch: RowBatch,
    ledger: str,
    registration: str,
    fact: DomainEvent,
    *,
    took_seat: bool = False,
) -> None:
    """`fact` says that the registration waits no more."""
    entry = batch.get(QUEUE, ledger, registration)
    if entry is not None and entry.is_waiting:
        left = replace(entry, is_waiting=False, left_by=str(fact.command_id))
        batch.put(QUEUE, left)
        if took_seat:
            _note_seats_ahead(batch, ledger, entry.rank)
