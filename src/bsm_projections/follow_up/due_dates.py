"""The due dates that activities had, one after the other; and those that become a day
now that the next meeting is announced.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bsm_domain.follow_up.facts import (
    ActivityCarriedOver,
    ActivityProposed,
    ActivityReleased,
    ActivityReopened,
    ActivityReportedComplete,
    ActivityReturned,
    DueDateChanged,
    DueDateSettled,
    ReportCorrected,
)
from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext, local_day
from bsm_projections.engine.readable_texts import readable_words, reason_in
from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.follow_up.sql_conditions import activities_of

_DUE_DATE_FACTS = tuple(
    fact.TOPIC
    for fact in (
        ActivityProposed,
        # The first that everybody else may see.
        ActivityReleased,
        DueDateChanged,
        ActivityReportedComplete,
        ActivityReturned,
        ReportCorrected,
        ActivityReopened,
        ActivityCarriedOver,
        DueDateSettled,
    )
)


@dataclass(frozen=True, slots=True)
class DueDateSet:
    """A day by which an activity was due, and the fact that set it.

    `reason` is why an earlier day was given up; None for the first day.
    """

    on: date
    precision: str
    position: int
    set_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class DueDateHistory:
    """What an activity's own row does not keep: every due date, the first one first.

    `completed_on` is the day in the meeting's zone on which the owner reported it
    complete, unless it was returned since; `completed_late` counts the days by which
    that was past the due date.
    """

    activity_id: str
    due_dates: tuple[DueDateSet, ...] = ()
    completed_on: date | None = None

    @property
    def completed_late(self) -> int:
        if self.completed_on is None:
            return 0
        return max((self.completed_on - self.due_dates[-1].on).days, 0)


def due_date_histories(
    context: ReadContext, meeting_id: str | None = None
) -> tuple[DueDateHistory, ...]:
    """The due dates of every activity that the viewer may see, of a meeting or of all.

    Each version of an activity's row is of one fact, so the two are read together.
    """
    is_due_date_fact = sql_in("f.stored_name", _DUE_DATE_FACTS)
    rows = context.rows(
        'SELECT a.activity_id, a.due_on AS "on", a.due_precision AS precision, '
        "a.due_zone, a.completed_at, f.position, f.occurred_at AS set_at, "
        "f.stream_id, f.command_id, f.words "
        "FROM {activities:every_version} a "
        "JOIN {facts} f ON f.position = a.from_position "
        f"WHERE {activities_of(meeting_id, 'meeting_id', 'a.')} "
        f"AND {is_due_date_fact} ORDER BY f.position",
        meeting_id=meeting_id,
    )
    histories: dict[str, DueDateHistory] = {}
    for row, words in zip(rows, readable_words(context, rows), strict=True):
        id = row["activity_id"]
        before = histories.get(id, DueDateHistory(id))
        histories[id] = _with_fact(context, before, row, words)
    return tuple(histories.values())


def _with_fact(
    context: ReadContext, history: DueDateHistory, row: Row, words: Mapping[str, Any]
) -> DueDateHistory:
    completed = row["completed_at"]
    completed_on = completed and local_day(from_micros(completed), row["due_zone"])
    history = replace(history, completed_on=completed_on)
    due_date = context.item(DueDateSet, row, reason=reason_in(words))
    last = history.due_dates[-1] if history.due_dates else None
    if last and (last.on, last.precision) == (due_date.on, due_date.precision):
        return history
    return replace(history, due_dates=(*history.due_dates, due_date))


@dataclass(frozen=True, slots=True)
class UnsettledDueDate:
    """An open activity, the meeting before which it is due, and the day that makes."""

    activity_id: str
    version: int
    meeting_id: str
    due_on: date


def unsettled_due_dates(context: ReadContext) -> tuple[UnsettledDueDate, ...]:
    """Those whose due date is not yet the day before the next meeting begins: the first
    after its own that begins after it was proposed. Of all audiences, whoever asks: it
    is for the product itself.
    """
    rows = context.rows(
        "SELECT a.activity_id, a.version, a.due_on, a.due_zone, a.proposed_at, "
        "n.meeting_id, n.starts_on "
        "FROM {activities:every_audience} a "
        "JOIN {meetings} o ON o.meeting_id = a.meeting_id "
        "JOIN {meetings} n ON n.starts_on > o.ends_on AND n.status <> 'cancelled' "
        "WHERE a.due_precision = 'next meeting' AND a.is_open = 1 "
        "ORDER BY a.activity_id, n.starts_on",
    )
    rows_by_activity = {
        row["activity_id"]: row
        for row in reversed(rows)
        if _proposed_on(row) < row["starts_on"]
    }
    return tuple(
        UnsettledDueDate(id, row["version"], row["meeting_id"], on)
        for id, row in rows_by_activity.items()
        for on in [date.fromisoformat(row["starts_on"]) - timedelta(days=1)]
        if on.isoformat() != row["due_on"]
    )


def _proposed_on(row: Row) -> str:
    """The day in its own time zone, as databases keep days."""
    moment = from_micros(row["proposed_at"])
    return moment.astimezone(time_zone_named(row["due_zone"])).date().isoformat()
