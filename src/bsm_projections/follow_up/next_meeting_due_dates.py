"""What is due before the next meeting, where that meeting is announced by now."""

from dataclasses import dataclass
from datetime import date, timedelta

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext


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
        "JOIN {meetings} n ON n.starts_on > o.ends_on "
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
        if (on := _day_before(row["starts_on"])).isoformat() != row["due_on"]
    )


def _proposed_on(row: Row) -> str:
    """The day in its own time zone, as databases keep days."""
    moment = from_micros(row["proposed_at"])
    return moment.astimezone(time_zone_named(row["due_zone"])).date().isoformat()


def _day_before(day: str) -> date:
    return date.fromisoformat(day) - timedelta(days=1)
