"""Activities agreed, confirmed and withdrawn, cumulated by day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bsm_domain.follow_up.facts import ActivityReportedComplete, ProgressReported
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext, local_day
from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.follow_up.sql_conditions import NOT_SUPERSEDED, activities_of

# What the rows of a burn-up count, by their fields.
BURN_UP_LABELS = {"made": "agreed", "kept": "confirmed", "given_up": "withdrawn"}
NO_ACTIVITIES = "No activity is on record yet."


@dataclass(frozen=True, slots=True)
class BurnUpDay:
    """Up to the end of one day (cumulated): agreed, confirmed as done, and withdrawn
    after they were agreed. What was split, merged or superseded counts as what
    continues it, which is promised since the first of them was agreed.
    """

    day: date
    made: int
    kept: int
    given_up: int


@dataclass(frozen=True, slots=True)
class ReportingDelegation:
    """A delegation that reported on its activities, and when last."""

    code: str
    name: str
    reported_at: datetime


class DayBasis(StrEnum):
    """By which clock something is put on a day: what was entered in one go did not
    happen on one day.
    """

    HAPPENED = "happened"
    RECORDED = "recorded"


EVENT_KINDS = ("agreed", "confirmed", "given up")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """When one of `EVENT_KINDS` happened to an activity (`kind` is its place in them),
    and when it was recorded; in microseconds.
    """

    kind: int
    happened: int
    recorded: int


def dated_events(context: ReadContext, meeting_id: str | None) -> list[DatedEvent]:
    """When each activity was agreed, confirmed and given up."""
    rows = context.rows(
        "SELECT activity_id, parents, status, agreed_at, agreed_recorded_at, "
        "confirmed_at, confirmed_recorded_at, given_up_at, given_up_recorded_at "
        f"FROM {{activities}} WHERE ({activities_of(meeting_id, 'meeting_id')} OR NOT "
        f"{NOT_SUPERSEDED}) "
        "AND agreed_at IS NOT NULL",
        meeting_id=meeting_id,
    )
    rows_by_id = {row["activity_id"]: row for row in rows}
    events = []
    for row in rows:
        if row["status"] == "superseded":
            continue
        events.append(DatedEvent(0, *_first_agreed(row, rows_by_id)))
        for kind, name in ((1, "confirmed"), (2, "given_up")):
            if row[f"{name}_at"] is not None:
                events.append(
                    DatedEvent(kind, row[f"{name}_at"], row[f"{name}_recorded_at"])
                )
    return events


def _first_agreed(row: Row, rows_by_id: Mapping[str, Row]) -> tuple[int, int]:
    """When it was agreed, or the first of what it continues."""
    agreed = [
        _first_agreed(rows_by_id[id], rows_by_id)
        for id in json.loads(row["parents"])
        if id in rows_by_id
    ]
    return min(agreed, default=(row["agreed_at"], row["agreed_recorded_at"]))


def burn_up(
    context: ReadContext,
    meeting_id: str | None,
    time_zone: str,
    clock: DayBasis = DayBasis.HAPPENED,
) -> tuple[BurnUpDay, ...]:
    """Activities agreed and confirmed, by the day on which that happened in a time
    zone, or on which it was recorded.

    A day on which nothing of the kind happened has no entry.
    """
    by_happening = clock is DayBasis.HAPPENED
    events = sorted(
        (event.happened if by_happening else event.recorded, event.kind)
        for event in dated_events(context, meeting_id)
    )
    days: dict[date, BurnUpDay] = {}
    totals = [0, 0, 0]
    for micros, kind in events:
        totals[kind] += 1
        day = local_day(from_micros(micros), time_zone)
        days[day] = BurnUpDay(day, *totals)
    return tuple(days.values())


def reporting_delegations(
    context: ReadContext, meeting_id: str | None, since: datetime
) -> tuple[ReportingDelegation, ...]:
    """Who reported progress or completion after `since`, by when it happened; the
    latest first.
    """
    rows = context.rows(
        "SELECT delegation AS code, max(occurred_at) AS reported_at FROM {facts} WHERE "
        + sql_in(
            "stored_name", (ProgressReported.TOPIC, ActivityReportedComplete.TOPIC)
        )
        + f" AND occurred_at > :since AND {_facts_of_meeting(meeting_id)}"
        " GROUP BY delegation ORDER BY reported_at DESC, delegation",
        since=to_micros(since),
        meeting_id=meeting_id,
    )
    return tuple(
        context.item(
            ReportingDelegation, row, name=context.delegation_name(row["code"])
        )
        for row in rows
    )


def _facts_of_meeting(meeting_id: str | None) -> str:
    """The condition for facts of the activities of a meeting: facts are of streams."""
    activities = activities_of(meeting_id, "meeting_id")
    return activities.replace("activity_id IN", "stream_id IN", 1)
