"""How promises are spoken of: when they are due, how late they are, what moved them.
Texts stand here, so that other languages can follow.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from bsm_projections.follow_up.queries import Activity
from bsm_projections.history.queries import Fact
from bsm_projections.leadership.burn_up import (
    NO_ACTIVITIES,
    DueDateHistory,
    DueDateSet,
    ReportingDelegation,
)
from bsm_projections.meetings.queries import Meeting
from dashboard.components import formatting
from dashboard.components.formatting import (
    day,
    format_count,
    format_days,
    format_number,
    join_names,
)

SCOPE_NAMES = {"meeting": "This meeting", "all": "All meetings"}
VIEW_NAMES = {
    "board": "Board",
    "table": "Table",
    "timeline": "Timeline",
    "delegations": "By delegation",
    "meetings": "By meeting",
}
SORT_NAMES = {
    "due": "Due date",
    "late": "Days late",
    "owner": "Owner",
    "title": "Activity",
    "status": "Status",
    "done": "Progress",
    "moved": "Times moved",
}


def headline(rows: Sequence[Activity], reporters: Sequence[ReportingDelegation]) -> str:
    """The page's answer: what is overdue and whose it is, and who told of late."""
    if not rows:
        return NO_ACTIVITIES
    overdue = sorted(
        (row for row in rows if row.overdue), key=lambda row: -row.days_late
    )
    whole = format_count(len(counted_activities(rows)), "activity", "activities")
    if overdue:
        verb = "is" if len(overdue) == 1 else "are"
        owners = list(dict.fromkeys(row.owner_name for row in overdue))
        said = f"{format_number(len(overdue))} of {whole} {verb} overdue: "
        said += join_names(owners)
    else:
        said = f"Of {whole} none is overdue"
    reporter_names = join_names([reporter.name for reporter in reporters])
    told = f"{reporter_names} reported" if reporter_names else "nobody reported"
    return f"{said}; {told} in the last seven days."


def counted_activities(rows: Sequence[Activity]) -> list[Activity]:
    """Those that figures count: what was replaced counts as what replaced it."""
    return [row for row in rows if row.status != "superseded"]


def activity_total(rows: Sequence[Activity]) -> str:
    """All that a list has: "22 activities and 2 that were replaced"."""
    whole = len(counted_activities(rows))
    said = format_count(whole, "activity", "activities")
    replaced = len(rows) - whole
    if not replaced:
        return said
    return f"{said} and {format_number(replaced)} that {_was(replaced)} replaced"


def _was(many: int) -> str:
    return "was" if many == 1 else "were"


def confirmed_finding(rows: Sequence[Activity]) -> str:
    done = sum(row.status == "confirmed" for row in rows)
    whole = format_count(len(counted_activities(rows)), "activity", "activities")
    return f"{format_number(done)} of {whole} confirmed as done"


def own_activities_finding(rows: Sequence[Activity], name: str) -> str:
    """What a focal point's own delegation has to do."""
    opened = [row for row in rows if row.is_open]
    if not rows:
        return f"{name} has promised nothing yet"
    if not opened:
        return f"{name} has nothing open"
    overdue = sum(row.overdue for row in rows)
    late = f", {format_number(overdue)} overdue" if overdue else ", none overdue"
    return f"My activities: {format_number(len(opened))} open{late}"


ON_TIME_TEXTS = {
    "due": "original date has passed",
    "yes": "completed by the original date",
    "no": "not completed by the original date",
}


class PendingReason(StrEnum):
    """What is asked of whoever looks."""

    ACCEPT = "Accept it, or decline it with a reason"
    CONFIRM = "Confirm that it is done, or return it"
    AGREE = "Agreed by the meeting?"
    HAND_OVER = "Its owner declined it: find another"


def left_open_finding(rows: Sequence[Activity]) -> str:
    """What a meeting's preparation finds."""
    if not rows:
        return "Nothing is left open by earlier meetings"
    late = sum(row.overdue for row in rows)
    said = (
        f"Earlier meetings left {format_count(len(rows), 'activity', 'activities')} "
        "open"
    )
    return f"{said}, {format_number(late)} overdue" if late else said


def pending_finding(many: int) -> str:
    return f"{format_count(many, 'activity', 'activities')} {_wait(many)} for you"


def _wait(many: int) -> str:
    return "waits" if many == 1 else "wait"


def mention_text(name: str, at: datetime) -> str:
    return f"{name} asks for your attention since {day(at.date())}"


def group_summary(rows: Sequence[Activity]) -> str:
    """A group's figures: "12 activities, 3 open, 1 overdue"."""
    opened, late = sum(row.is_open for row in rows), sum(row.overdue for row in rows)
    said = f"{activity_total(rows)}, {format_number(opened)} open"
    return f"{said}, {format_number(late)} overdue" if late else said


def due_date_text(on: date, precision: str) -> str:
    """A due date; a quarter's last day is told as the quarter."""
    if precision == "quarter":
        return f"end of Q{(on.month + 2) // 3} {on.year}"
    return day(on)


def due_text(row: Activity, course: DueDateHistory | None, today: date) -> str:
    """When it is due in words that a card has room for, as seen on a day."""
    on = due_date_text(row.due_on, row.due_precision)
    if row.overdue:
        return f"Overdue: {formatting.days_late(row.days_late)} · was due {on}"
    if row.status in ("withdrawn", "superseded"):
        return f"{row.status.capitalize()} · was due {on}"
    if row.status in ("reported complete", "confirmed"):
        if course is None or course.completed_on is None:
            return f"Done · due {on}"
        punctual = _punctuality(row, course, course.completed_on)
        return f"Done {day(course.completed_on)}, {punctual} · due {on}"
    left = (row.due_on - today).days
    if left <= 0:
        return f"Due today · {on}"
    if left == 1:
        return f"Due tomorrow · {on}"
    return f"Due in {format_days(left)} · {on}"


def _punctuality(row: Activity, course: DueDateHistory, completed_on: date) -> str:
    """ "On time" is by the original date, as the figures count it."""
    if course.completed_late:
        return formatting.days_late(course.completed_late)
    if completed_on > row.first_due_on:
        return "by its moved date"
    return "on time"


def deadline(on: date) -> str:
    return f"by {day(on)}"


def report_text(fact: Fact) -> str:
    """A report in a list of them: its day, and what it said."""
    return f"{day(fact.occurred_at.date())}: {fact.sentence}"


def postponed_text(times: int) -> str:
    """How often a due date was given up: "moved once", "moved 3 times"."""
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return f"moved {often}"


def age_text(row: Activity, first: Meeting | None) -> str:
    """How long it is open, reckoned from the first promise: "open since the 10th
    meeting (2 years), moved 3 times".
    """
    since = day(row.first_promised_at.date())
    if first is not None and first.edition:
        since = f"the {formatting.format_ordinal(first.edition)} meeting, {since}"
    said = f"Open since {since}" if row.is_open else f"First promised: {since}"
    if row.age_days:
        said = f"{said} ({format_days(row.age_days)})"
    return f"{said}, {postponed_text(row.slips)}" if row.slips else said


def is_entered_late(happened: datetime, recorded: datetime) -> bool:
    """More than a day after it happened."""
    return recorded - happened > timedelta(days=1)


def file_size(octets: int) -> str:
    """A file's size in words: "12 KB", "3.4 MB"."""
    if octets < 1_000_000:
        return f"{max(octets // 1_000, 1)} KB"
    return f"{octets / 1_000_000:.1f} MB"


def too_many_bars(drawn: int, of: int) -> str:
    return (
        f"Drawn are the {format_number(drawn)} that are due first, of "
        f"{format_number(of)}; the table "
        "below has all of them. A choice above makes them fewer."
    )


def min_postponements_text(times: int | None) -> str:
    return f"moved at least {_times(times)}" if times else ""


def min_own_postponements_text(times: int | None) -> str:
    """Without the moves of what it continues."""
    return f"moved at least {_times(times)} by itself" if times else ""


def _times(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times) or format_count(times, "time")


def age_range_text(days: tuple[int, int | None] | None) -> str:
    """How old they are, reckoned from the first promise."""
    if days is None:
        return ""
    least, most = days
    if most is None:
        return f"promised {format_days(least)} ago or earlier"
    if not least:
        return f"promised less than {format_days(most)} ago"
    return f"promised {format_days(least)} to {format_days(most)} ago"


def due_date_rows(dates: Sequence[DueDateSet]) -> list[list[str]]:
    """Each due date, since when it held and why the one before was given up."""
    return [
        [
            due_date_text(due_date.on, due_date.precision),
            f"since {day(due_date.set_at.date())}",
            due_date.reason or "as first promised",
        ]
        for due_date in dates
    ]


def postponed_finding(rows: Sequence[Activity]) -> str:
    """The timeline's finding."""
    whole = counted_activities(rows)
    moved = sum(row.slips > 0 for row in whole)
    if not moved:
        return "No due date was moved"
    of = format_count(len(whole), "activity", "activities")
    verb = "has" if 1 in (moved, len(whole)) else "have"
    return f"{format_number(moved)} of {of} {verb} a moved due date"


def filter_summary(view: str, narrowed: Mapping[str, str]) -> str:
    """What is chosen for the list of all, where the choices are folded away."""
    return ", ".join(["Shown below: " + VIEW_NAMES[view].lower(), *narrowed.values()])


_VIEW_ORDERS = {
    "board": "by status, what waits longest first",
    "table": "a title opens its activity, a head sorts by it",
    "timeline": "from proposal to due date, the first due first",
    "delegations": "by owner in protocol order, what waits longest first",
    "meetings": "by the meeting that promised them first, the latest first",
}


def activities_measure(
    rows: Sequence[Activity],
    of: Sequence[Activity],
    choices: Mapping[str, str],
    view: str,
) -> str:
    """How much of the scope fits the choices, and how it is arranged."""
    order = _VIEW_ORDERS[view]
    if not choices:
        return f"{activity_total(of)}, {order}"
    fit = f"Shown: {format_number(len(rows))} of {activity_total(of)}"
    return f"{fit} ({', '.join(choices.values())}); {order}"
