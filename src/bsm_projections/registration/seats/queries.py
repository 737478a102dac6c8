"""The waiting list of a meeting."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.registration.seats.obstacles import obstacles_of
from bsm_projections.registration.seats.read_model import QueuePlace

_IS_WAITING = "ledger_id = :ledger_id AND is_waiting = 1"
_SEATS_AHEAD = """SELECT rank, position, seats FROM {seats_ahead}
    WHERE ledger_id = :ledger_id AND rank > :rank AND position > :joined"""


def queue(
    context: ReadContext,
    meeting_id: Id,
    *,
    session_id: Id | None = None,
    delegation: str | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[QueuePlace]:
    """Who waits for a seat of a meeting, or for a place in one of its sessions, in
    their order.
    """
    ledger_id = str(seat_ledger_id_of(UUID(session_id or meeting_id)))
    where = [_IS_WAITING, "meeting_id = :meeting_id"]
    if delegation is not None:
        where.append("delegation = :delegation")
    return result_page(
        context,
        "queue",
        partial(_places, delegation=delegation),
        where=where,
        order=("rank",),
        after=after,
        limit=limit,
        ledger_id=ledger_id,
        meeting_id=meeting_id,
        delegation=delegation,
    )


def queue_place(context: ReadContext, id: Id) -> QueuePlace | None:
    """The place of a registration on the waiting list of its meeting, if it waits."""
    meeting = context.row(
        "SELECT meeting_id FROM {registrations} WHERE registration_id = :id "
        "AND status = 'waitlisted'",
        id=id,
    )
    if meeting is None:
        return None
    rows = context.rows(
        f"SELECT * FROM {{queue}} WHERE {_IS_WAITING} AND registration_id = :id",
        ledger_id=str(seat_ledger_id_of(UUID(meeting["meeting_id"]))),
        id=id,
    )
    return next(_places(context, rows), None)


def waiting_lists(context: ReadContext) -> tuple[tuple[str, str | None], ...]:
    """The meetings for which anybody waits for a seat, until they are over; with a
    session, for a place in it.
    """
    rows = context.rows(
        "SELECT DISTINCT l.meeting_id, l.session_id FROM {queue} q "
        "JOIN {seat_ledgers} l ON l.ledger_id = q.ledger_id "
        "JOIN {meetings} m ON m.meeting_id = l.meeting_id "
        "WHERE q.is_waiting = 1 AND m.status NOT IN ('concluded', 'cancelled')"
    )
    return tuple((row["meeting_id"], row["session_id"]) for row in rows)


def _places(
    context: ReadContext, rows: Sequence[Row], *, delegation: str | None = None
) -> Iterator[QueuePlace]:
    """Of rows of one waiting list, in their order; all of them, unless only those of a
    delegation.
    """
    if not rows:
        return
    ledger_id = rows[0]["ledger_id"]
    places = _place_numbers(context, ledger_id, rows, delegation)
    seats_ahead = context.rows(
        _SEATS_AHEAD,
        ledger_id=ledger_id,
        rank=rows[0]["rank"],
        joined=min(row["joined_position"] for row in rows),
    )
    obstacles = obstacles_of(rows, context)
    for place, row in zip(places, rows, strict=True):
        yield context.item(
            QueuePlace,
            row,
            place=place,
            passed_over=sum(
                each["seats"]
                for each in seats_ahead
                if each["rank"] > row["rank"]
                and each["position"] > row["joined_position"]
            ),
            obstacle=obstacles.get(row["registration_id"]),
        )


def _place_numbers(
    context: ReadContext, ledger_id: str, rows: Sequence[Row], delegation: str | None
) -> Sequence[int]:
    if delegation is None:
        ahead = context.count(
            f"SELECT count(*) FROM {{queue}} WHERE {_IS_WAITING} AND rank < :rank",
            ledger_id=ledger_id,
            rank=rows[0]["rank"],
        )
        return range(ahead + 1, ahead + 1 + len(rows))
    ranks = [
        row["rank"]
        for row in context.rows(
            f"SELECT rank FROM {{queue}} WHERE {_IS_WAITING} ORDER BY rank",
            ledger_id=ledger_id,
        )
    ]
    return [bisect_left(ranks, row["rank"]) + 1 for row in rows]
