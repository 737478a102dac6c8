"""Texts about due dates: when an activity is due, how late it is, why it moved."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_days,
    format_number,
)
from bsm_projections.follow_up.due_dates import DueDateHistory, DueDateSet
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings.read_model import Meeting
from dashboard.follow_up.texts import counted_activities


def due_date_text(on: date, precision: str) -> str:
    """A due date; a quarter's last day is shown as the quarter."""
    if precision == "quarter":
        return f"end of Q{(on.month + 2) // 3} {on.year}"
    return format_date(on)


def due_text(row: Activity, history: DueDateHistory | None, today: date) -> str:
    """When it is due, short enough for a card, as seen on a day."""
    on = due_date_text(row.due_on, row.due_precision)
    if row.overdue:
        return f"Overdue: {formatting.format_days_late(row.days_late)} · was due {on}"
    if row.status in ("withdrawn", "superseded"):
        return f"{row.status.capitalize()} · was due {on}"
    if row.status in ("reported complete", "confirmed"):
        if history is None or history.completed_on is None:
            return f"Done · due {on}"
        punctual = _punctuality(row, history, history.completed_on)
        return f"Done {format_date(history.completed_on)}, {punctual} · due {on}"
    left = (row.due_on - today).days
    if left <= 0:
        return f"Due today · {on}"
    if left == 1:
        return f"Due tomorrow · {on}"
    return f"Due in {format_days(left)} · {on}"


def _punctuality(row: Activity, history: DueDateHistory, completed_on: date) -> str:
    """ "On time" is by the original date, as the figures count it."""
    if history.completed_late:
        return formatting.format_days_late(history.completed_late)
    if completed_on > row.first_due_on:
        return "by the postponed due date"
    return "on time"


def deadline(on: date) -> str:
    return f"by {format_date(on)}"


def postponed_text(times: int) -> str:
    """How often it was postponed: "postponed once", "postponed 3 times"."""
    return f"postponed {_times(times)}"


def age_text(row: Activity, first: Meeting | None) -> str:
    """How long it has been open, from when it was first agreed: "Open since 12 Apr
    2016 (2 years), from the 10th meeting, postponed 3 times".
    """
    since = format_date(row.first_promised_at.date())
    text = f"Open since {since}" if row.is_open else f"First agreed on {since}"
    if row.age_days:
        text = f"{text} ({format_days(row.age_days)})"
    if first is not None and first.edition:
        text += f", from the {formatting.format_ordinal(first.edition)} meeting"
    return f"{text}, {postponed_text(row.slips)}" if row.slips else text


def min_postponements_text(times: int) -> str:
    return f"postponed at least {_times(times)}"


def _times(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times) or format_count(times, "time")


def age_range_text(days: tuple[int, int | None]) -> str:
    """How old they are, from when they were first agreed."""
    min_days, max_days = days
    if max_days is None:
        return f"agreed at least {format_days(min_days)} ago"
    if not min_days:
        return f"agreed less than {format_days(max_days)} ago"
    return f"agreed {format_days(min_days)} to {format_days(max_days)} ago"


def due_date_rows(dates: Sequence[DueDateSet]) -> list[dict[str, str]]:
    """Each due date, since when it applied and why the one before was changed."""
    return [
        {
            "Due": due_date_text(due_date.on, due_date.precision),
            "Valid": f"since {format_date(due_date.set_at.date())}",
            "Reason": due_date.reason or "original due date",
        }
        for due_date in dates
    ]


def postponed_finding(rows: Sequence[Activity]) -> str:
    """The timeline's finding."""
    counted = counted_activities(rows)
    moved = sum(row.slips > 0 for row in counted)
    if not moved:
        return "No due date has been postponed"
    total = format_count(len(counted), "activity", "activities")
    verb = "has" if 1 in (moved, len(counted)) else "have"
    return f"{format_number(moved)} of {total} {verb} been postponed"
