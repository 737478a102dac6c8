"""Follow-up activities, as every list of them and every page about one shows them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.microseconds import DAY_MICROS, from_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import (
    Id,
    ReadContext,
    ResultPage,
    result_page,
)
from bsm_projections.follow_up.activities_for_import import activities_by_id
from bsm_projections.follow_up.sql_conditions import OVERDUE, followed_by_meeting

Ids = tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """`days_late` counts whole days past the due date at the viewed moment, in the
    meeting's zone; 0 where the activity is not overdue. `age_days` counts from the
    first promise, which this one may continue, to the viewed moment or to its end.
    `meeting_id` is the edition that follows it now. `inherited_slips` are those of
    the `slips` that happened to what it continues; `given_up_at` is when it was
    withdrawn, or when others came to stand in for it. Of the two moments of one thing,
    `…_at` is when it happened, `…_recorded_at` when it was recorded.

    `first_due_on` is the original due date, that of the earliest of what it continues;
    `completed_on_time` says whether its owner had reported it complete by the end of
    that day, whatever date it was moved to. It is None before that day has passed, and
    for what was replaced: its replacement says it.
    """

    id: Id
    version: int
    meeting_id: Id
    objective_id: Id | None
    audience: str
    title: str
    owner: str
    owner_name: str
    agency: str | None
    partners: tuple[str, ...]
    due_on: date
    due_precision: str
    first_due_on: date
    slips: int
    inherited_slips: int
    status: str
    percent: int
    overdue: bool
    days_late: int
    proposed_at: datetime
    agreed_at: datetime | None
    confirmed_at: datetime | None
    changed_at: datetime
    first_meeting_id: Id
    origin_kind: str
    origin: str | None
    person: Id | None
    parents: Ids
    succeeded_by: Ids
    is_open: bool
    age_days: int
    first_promised_at: datetime
    proposed_recorded_at: datetime
    agreed_recorded_at: datetime | None
    completed_at: datetime | None
    completed_recorded_at: datetime | None
    confirmed_recorded_at: datetime | None
    given_up_at: datetime | None
    given_up_recorded_at: datetime | None
    completed_on_time: bool | None


def activities(
    context: ReadContext,
    *,
    meeting_id: Id | None = None,
    owner: DelegationCode | None = None,
    concerning: DelegationCode | None = None,
    status: ActivityStatus | None = None,
    is_open: bool | None = None,
    overdue: bool | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Activity]:
    """Follow-up activities that the viewer may see, the first due first. Those
    `concerning` a delegation are its own, and those in which it is a partner; those of
    a meeting are all that it follows or once followed.
    """
    where = []
    if meeting_id is not None:
        where.append(followed_by_meeting("meeting_id"))
    if concerning is not None:
        where.append("(owner = :concerning OR partners LIKE :as_partner)")
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
        _from_rows,
        where=where,
        order=("due_ends_at", "activity_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        owner=owner,
        concerning=concerning,
        as_partner=f'%"{concerning}"%',
        status=status,
    )


def activity(context: ReadContext, id: Id) -> Activity | None:
    row = context.row(
        "SELECT * FROM {activities} WHERE activity_id = :id",
        id=id,
    )
    return None if row is None else _from_rows(context, [row])[0]


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
    return _from_rows(context, rows)


def _from_rows(context: ReadContext, rows: Sequence[Row]) -> tuple[Activity, ...]:
    """Each names, of those that it continues and that continue it, the ones that the
    viewer may see; of others not even how many they are.
    """
    relations = [
        (json.loads(row["parents"]), json.loads(row["succeeded_by"])) for row in rows
    ]
    related_ids = {
        id for parents, succeeded_by in relations for id in (*parents, *succeeded_by)
    }
    visible = activities_by_id(context, sorted(related_ids))
    return tuple(
        _from_row(
            context,
            row,
            parents=tuple(id for id in parents if id in visible),
            succeeded_by=tuple(id for id in succeeded_by if id in visible),
        )
        for row, (parents, succeeded_by) in zip(rows, relations, strict=True)
    )


def _from_row(
    context: ReadContext, row: Row, *, parents: Ids, succeeded_by: Ids
) -> Activity:
    due_on = date.fromisoformat(row["due_on"])
    overdue = bool(
        row["is_open"]
        and row["status"] != "reported complete"
        and row["due_ends_at"] <= context.now
    )
    late = (context.local_day(row["due_zone"]) - due_on).days if overdue else 0
    return Activity(
        id=row["activity_id"],
        version=row["version"],
        meeting_id=row["meeting_id"],
        objective_id=row["objective_id"],
        audience=row["audience"],
        title=row["title"],
        owner=row["owner"],
        owner_name=context.delegation_name(row["owner"]),
        agency=row["agency"],
        partners=tuple(json.loads(row["partners"])),
        due_on=due_on,
        due_precision=row["due_precision"],
        first_due_on=date.fromisoformat(row["first_due_on"]),
        slips=row["slips"],
        inherited_slips=row["inherited_slips"],
        status=row["status"],
        percent=row["percent"],
        overdue=overdue,
        days_late=late,
        proposed_at=from_micros(row["proposed_at"]),
        agreed_at=_moment(row["agreed_at"]),
        confirmed_at=_moment(row["confirmed_at"]),
        changed_at=from_micros(row["changed_at"]),
        first_meeting_id=row["first_meeting_id"],
        origin_kind=row["origin_kind"],
        origin=row["origin"],
        person=row["person"],
        parents=parents,
        succeeded_by=succeeded_by,
        is_open=bool(row["is_open"]),
        age_days=_age_days(context, row),
        first_promised_at=from_micros(row["first_promised_at"]),
        proposed_recorded_at=from_micros(row["proposed_recorded_at"]),
        agreed_recorded_at=_moment(row["agreed_recorded_at"]),
        completed_at=_moment(row["completed_at"]),
        completed_recorded_at=_moment(row["completed_recorded_at"]),
        confirmed_recorded_at=_moment(row["confirmed_recorded_at"]),
        given_up_at=_moment(row["given_up_at"]),
        given_up_recorded_at=_moment(row["given_up_recorded_at"]),
        completed_on_time=_completed_on_time(context, row),
    )


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


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)


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
