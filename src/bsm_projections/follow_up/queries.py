"""Follow-up activities, as every list of them and every page about one shows them."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.microseconds import DAY_MICROS
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.follow_up.sql_conditions import OVERDUE, followed_by_meeting
from bsm_projections.follow_up.tables import Activity

_OF_DECISION = (
    "EXISTS (SELECT 1 FROM {decisions} d WHERE d.decision_id = :decision_id "
    "AND (activities.decision_id = d.decision_id "
    "OR d.activities LIKE '%\"' || activities.activity_id || '\"%'))"
)


def activities(
    context: ReadContext,
    *,
    meeting_id: Id | None = None,
    owner: DelegationCode | None = None,
    concerning: DelegationCode | None = None,
    status: ActivityStatus | None = None,
    decision_id: Id | None = None,
    is_open: bool | None = None,
    overdue: bool | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Activity]:
    """Follow-up activities that the viewer may see, the first due first. Those
    `concerning` a delegation are its own, and those in which it is a partner; those of
    a meeting are all that it follows or once followed. Those of a decision are linked
    to its text, or came from it afterwards.
    """
    where = []
    if meeting_id is not None:
        where.append(followed_by_meeting("meeting_id"))
    if concerning is not None:
        where.append("(owner = :concerning OR partners LIKE :as_partner)")
    if decision_id is not None:
        where.append(_OF_DECISION)
    if is_open is not None:
        where.append(f"is_open = {int(is_open)}")
    if owner is not None:
        where.append("owner = :owner")
    if status is not None:
        where.append("status = :status")
    if overdue is not None:
        where.append(f"{'' if overdue else 'NOT '}({OVERDUE})")
    return result_page(
        context,
        "activities",
        _activities,
        where=where,
        order=("due_ends_at", "activity_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        owner=owner,
        concerning=concerning,
        as_partner=f'%"{concerning}"%',
        status=status,
        decision_id=decision_id,
    )


def activity(context: ReadContext, id: Id) -> Activity | None:
    row = context.row("SELECT * FROM {activities} WHERE activity_id = :id", id=id)
    return None if row is None else _activities(context, [row])[0]


def activities_where(
    context: ReadContext,
    condition: str,
    order: str,
    *,
    limit: int = 2**31 - 1,
    **values: Any,
) -> tuple[Activity, ...]:
    """All that the viewer may see of those for which a condition of SQL holds; the
    first of them where there is a `limit`.
    """
    rows = context.rows(
        f"SELECT * FROM {{activities}} WHERE {condition} ORDER BY {order} LIMIT :limit",
        limit=limit,
        **values,
    )
    return _activities(context, rows)


def _activities(context: ReadContext, rows: Sequence[Row]) -> tuple[Activity, ...]:
    """Each names, of what it comes from, continues and is continued by, only what the
    viewer may see; of other activities not even how many they are.
    """
    relations = [
        (json.loads(row["parents"]), json.loads(row["succeeded_by"])) for row in rows
    ]
    related_ids = {
        id for parents, succeeded_by in relations for id in (*parents, *succeeded_by)
    }
    sql = "SELECT activity_id FROM {activities} WHERE activity_id IN (:ids)"
    visible = {
        row["activity_id"] for row in context.rows_among(sql, sorted(related_ids))
    }
    symbols = _symbols(context, {row["decision_id"] for row in rows})
    return tuple(
        context.item(
            Activity,
            row,
            **_origin(context, row, symbols),
            parents=tuple(id for id in parents if id in visible),
            succeeded_by=tuple(id for id in succeeded_by if id in visible),
            overdue=(days_late := _days_late(context, row)) is not None,
            days_late=days_late or 0,
            age_days=_age_days(context, row),
            completed_on_time=_completed_on_time(context, row),
        )
        for row, (parents, succeeded_by) in zip(rows, relations, strict=True)
    )


def _symbols(context: ReadContext, ids: set[str | None]) -> dict[str | None, str]:
    """Those of the decisions that the viewer may see."""
    sql = "SELECT decision_id, symbol FROM {decisions} WHERE decision_id IN (:ids)"
    rows = context.rows_among(sql, sorted(id for id in ids if id is not None))
    return {row["decision_id"]: row["symbol"] for row in rows}


def _origin(
    context: ReadContext, row: Row, symbols: Mapping[str | None, str]
) -> dict[str, str | None]:
    id = row["decision_id"]
    if id is not None:
        symbol = symbols.get(id)
        return {"origin": symbol, "decision_id": id if id in symbols else None}
    if row["is_released"] and not context.audience.focal_points_matter:
        return {"origin": None, "objective_id": None}
    return {}


def _days_late(context: ReadContext, row: Row) -> int | None:
    """Whole days past the due date; None where it is not `OVERDUE`."""
    if not row["is_open"] or row["status"] == "reported complete":
        return None
    if row["due_ends_at"] > context.now:
        return None
    due_on = date.fromisoformat(row["due_on"])
    return (context.local_day(row["due_zone"]) - due_on).days


def _completed_on_time(context: ReadContext, row: Row) -> bool | None:
    """The same as `COMPLETED_ON_TIME`, of those that were `ORIGINALLY_DUE`."""
    end = row["first_due_ends_at"]
    if row["status"] == "superseded" or end > context.now:
        return None
    if row["status"] not in ("reported complete", "confirmed"):
        return False
    return bool((row["completed_at"] or row["confirmed_at"]) < end)


def _age_days(context: ReadContext, row: Row) -> int:
    """Days since it was first agreed, to the viewed moment or to its end."""
    end = context.now
    if not row["is_open"]:
        end = row["confirmed_at"] or row["given_up_at"] or end
    return days_between(row["first_promised_at"], end)


def days_between(since: int, until: int) -> int:
    """From one day to another in UTC; of microseconds. By days and not by the hour, so
    that a page, which rounds its time, says the same as a program.
    """
    return max(until // DAY_MICROS - since // DAY_MICROS, 0)


def open_from_earlier_meetings(
    context: ReadContext, meeting_id: Id
) -> tuple[Activity, ...]:
    """Open activities of earlier meetings that this one does not follow yet, the oldest
    first.
    """
    return activities_where(
        context,
        "is_open = 1 AND meeting_id IN (SELECT m.meeting_id FROM {meetings} m "
        "WHERE m.starts_on < "
        "(SELECT starts_on FROM {meetings} WHERE meeting_id = :id)) "
        f"AND NOT ({followed_by_meeting('id')})",
        "first_promised_at, activity_id",
        id=meeting_id,
    )
