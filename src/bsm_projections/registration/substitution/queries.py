"""Whose a seat was and is, and which changes delegations requested."""

from collections.abc import Iterable, Sequence
from typing import Any

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.engine.readable_texts import readable_text
from bsm_projections.registration.substitution.read_model import (
    ChangeRequest,
    SeatHolder,
)

_REGISTRATION = """SELECT seat, registration_id, participant_id, delegation, function,
        status, seat_since AS since,
        CASE WHEN status IN ('refused', 'withdrawn') THEN decided_at END AS until
    FROM {registrations} WHERE registration_id = :id"""
_FORMER = "SELECT * FROM {former_seat_holders} WHERE seat = :seat ORDER BY position"


def seat_history(context: ReadContext, registration_id: Id) -> tuple[SeatHolder, ...]:
    """Everybody who held the seat of a registration, the first one first. The same
    registration can stand in it more than once.
    """
    asked = context.row(_REGISTRATION, id=registration_id)
    if asked is None:
        return ()
    seat = asked["seat"]
    former = context.rows(_FORMER, seat=seat)
    last: Row | None = asked
    if former:
        last = context.row(_REGISTRATION, id=former[-1]["passed_to"] or "")
    holders = [*former, last] if last is not None and last["seat"] == seat else former
    return tuple(context.item(SeatHolder, row) for row in holders)


def change_requests(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    decided: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[ChangeRequest]:
    """The changes that delegations to a meeting requested, in the order in which they
    did: those that wait for the secretariat, or those that are `decided`.
    """
    where = ["meeting_id = :meeting_id", f"status {'<>' if decided else '='} 'open'"]
    if delegation is not None:
        where.append("delegation = :delegation")
    return result_page(
        context,
        "change_requests",
        _with_reasons,
        where=where,
        order=("requested_at", "registration_id", "version"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        delegation=delegation,
    )


def requests_for_substitutes(
    context: ReadContext, participant_ids: Sequence[str]
) -> tuple[ChangeRequest, ...]:
    """The requests that one of these people take over a seat, the first one first;
    without their reasons.
    """
    sql = "SELECT * FROM {change_requests} WHERE substitute IN (:ids)"
    found = [
        context.item(ChangeRequest, row, reason=None)
        for row in context.rows_among(sql, participant_ids)
    ]
    return tuple(sorted(found, key=lambda request: request.requested_at))


def _with_reasons(context: ReadContext, rows: list[Row]) -> Iterable[ChangeRequest]:
    for row in rows:
        stream = row["registration_id"]
        reason = readable_text(context, stream, row, "sealed_reason", of="reason")
        yield context.item(ChangeRequest, row, reason=reason)
