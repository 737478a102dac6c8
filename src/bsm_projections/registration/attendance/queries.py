"""Who arrived at a meeting or a session, and who is there."""

from typing import Any

from bsm_domain.registration.movements import Movement
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.registration.attendance.read_model import (
    Attendance,
    movements_of,
)


def attendances(
    context: ReadContext,
    meeting_id: Id,
    *,
    session_id: Id | None = None,
    delegation: str | None = None,
    present: bool | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Attendance]:
    """Those who arrived at a meeting or, with a `session_id`, at a session of it, in
    the order of their arrival. `present` chooses those who are there, or who left.
    """
    where = ["meeting_id = :meeting_id", "place = :place", "came_at IS NOT NULL"]
    if delegation is not None:
        where.append("delegation = :delegation")
    if present is not None:
        where.append(f"present = {int(present)}")
    return result_page(
        context,
        "attendances",
        Attendance,
        where=where,
        order=("came_at", "registration_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        place=session_id or "",
        delegation=delegation,
    )


def movements_of_registration(
    context: ReadContext, registration_id: Id
) -> tuple[tuple[str, Movement], ...]:
    """The arrivals and departures of one person, each with the ID of the session (empty
    for the meeting), in the order in which they happened.
    """
    rows = context.rows(
        "SELECT place, movements FROM {attendances} WHERE registration_id = :id",
        id=registration_id,
    )
    found = [
        (row["place"], movement)
        for row in rows
        for movement in movements_of(row["movements"])
    ]
    return tuple(sorted(found, key=lambda each: (each[1].at, each[1].version)))
