"""Texts about activities. They stand here, so that they can be translated."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_datetime,
    format_number,
    join_names,
    pluralize,
)
from bsm_projections.follow_up.tables import Activity, Comment, Evidence, Milestone
from bsm_projections.history.tables import Fact
from bsm_projections.leadership.burn_up import NO_ACTIVITIES, ReportingDelegation

ALL_ACTIVITIES = "Activities of all"
LEFT_OPEN_MEASURE = (
    "Open activities of earlier meetings that this one does not follow yet, the oldest "
    "promise first"
)
LEFT_OPEN = "Open activities of earlier meetings"
CARRY_OVER_HINT = (
    "This meeting follows them from now on; due dates stay. A single one is carried "
    "over where it is open"
)
NO_ACTIVITY_FITS = "No activity fits these choices. Take one of them back."
NO_ACTIVITIES_YET = (
    "Focal points and the Chair propose activities once the meeting has its "
    "objectives; what is agreed there is followed up here."
)
PENDING_MEASURE = "What others wait for you to do; a title opens the whole"
NO_OWN_ACTIVITIES = (
    "What your delegation promises at a meeting comes here, with its date; a button "
    "below proposes something new."
)
NO_SUCH_ACTIVITY = (
    "There is no such activity at this moment of the record that you may see."
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
    """The page's answer: what is overdue and whose it is, and who reported lately."""
    if not rows:
        return NO_ACTIVITIES
    overdue = sorted(
        (row for row in rows if row.overdue), key=lambda row: -row.days_late
    )
    total = format_count(len(counted_activities(rows)), "activity", "activities")
    if overdue:
        verb = pluralize(len(overdue), "is", "are")
        owners = list(dict.fromkeys(row.owner_name for row in overdue))
        text = f"{format_number(len(overdue))} of {total} {verb} overdue: "
        text += join_names(owners)
    else:
        text = f"Of {total} none is overdue"
    reporter_names = join_names([reporter.name for reporter in reporters])
    reported = f"{reporter_names} reported" if reporter_names else "nobody reported"
    return f"{text}; {reported} in the last seven days."


def counted_activities(rows: Sequence[Activity]) -> list[Activity]:
    """Those that figures count: what was replaced counts as what replaced it."""
    return [row for row in rows if row.status != "superseded"]


def activity_total(rows: Sequence[Activity]) -> str:
    """All that a list has: "22 activities and 2 that were replaced"."""
    counted = len(counted_activities(rows))
    text = format_count(counted, "activity", "activities")
    replaced = len(rows) - counted
    if not replaced:
        return text
    return f"{text} and {format_count(replaced, 'that was', 'that were')} replaced"


def confirmed_finding(rows: Sequence[Activity]) -> str:
    done = sum(row.status == "confirmed" for row in rows)
    total = format_count(len(counted_activities(rows)), "activity", "activities")
    return f"{format_number(done)} of {total} confirmed as done"


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
    """What the viewer is asked to do."""

    ACCEPT = "Accept it, or decline it with a reason"
    CONFIRM = "Confirm that it is done, or return it"
    AGREE = "Agreed by the meeting?"
    HAND_OVER = "Its owner declined it: find another"


def left_open_finding(rows: Sequence[Activity]) -> str:
    """What a meeting's preparation finds."""
    if not rows:
        return "Nothing is left open by earlier meetings"
    late = sum(row.overdue for row in rows)
    text = (
        f"Earlier meetings left {format_count(len(rows), 'activity', 'activities')} "
        "open"
    )
    return f"{text}, {format_number(late)} overdue" if late else text


def pending_finding(count: int) -> str:
    waiting = format_count(count, "activity waits", "activities wait")
    return f"{waiting} for you"


def mention_text(name: str, made_at: datetime) -> str:
    return f"{name} asks for your attention since {format_date(made_at.date())}"


def group_summary(rows: Sequence[Activity]) -> str:
    """A group's figures: "12 activities, 3 open, 1 overdue"."""
    opened, late = sum(row.is_open for row in rows), sum(row.overdue for row in rows)
    text = f"{activity_total(rows)}, {format_number(opened)} open"
    return f"{text}, {format_number(late)} overdue" if late else text


def report_text(fact: Fact) -> str:
    """A report in a list of reports: its day and content."""
    return f"{format_date(fact.occurred_at.date())}: {fact.sentence}"


def is_entered_late(happened: datetime, recorded: datetime) -> bool:
    """More than a day after it happened."""
    return recorded - happened > timedelta(days=1)


def file_size(bytes_: int) -> str:
    """A file's size in words: "12 KB", "3.4 MB"."""
    if bytes_ < 1_000_000:
        return f"{max(bytes_ // 1_000, 1)} KB"
    return f"{bytes_ / 1_000_000:.1f} MB"


def too_many_bars(shown: int, total: int) -> str:
    return (
        f"Drawn are the {format_number(shown)} that are due first, of "
        f"{format_number(total)}; the table "
        "below has all of them. A choice above makes them fewer."
    )


def filter_summary(view: str, filters: Mapping[str, str]) -> str:
    """What is chosen for the list of all, where the choices are folded away."""
    return ", ".join(["Shown below: " + VIEW_NAMES[view].lower(), *filters.values()])


_VIEW_ORDERS = {
    "board": "by status, what waits longest first",
    "table": "a title opens its activity, a head sorts by it",
    "timeline": "from proposal to due date, the first due first",
    "delegations": "by owner in protocol order, what waits longest first",
    "meetings": "by the meeting that promised them first, the latest first",
}


def activities_measure(
    rows: Sequence[Activity],
    in_scope: Sequence[Activity],
    choices: Mapping[str, str],
    view: str,
) -> str:
    """How much of the scope fits the choices, and how it is arranged."""
    order = _VIEW_ORDERS[view]
    if not choices:
        return f"{activity_total(in_scope)}, {order}"
    shown = f"Shown: {format_number(len(rows))} of {activity_total(in_scope)}"
    return f"{shown} ({', '.join(choices.values())}); {order}"


def milestones_finding(milestones: Sequence[Milestone]) -> str:
    reached = sum(milestone.state == "reached" for milestone in milestones)
    counted = sum(milestone.state != "dropped" for milestone in milestones)
    return f"{reached} of {counted} milestones reached"


def milestone_text(milestone: Milestone) -> str:
    """Whether it is reached, and by when; what is late says so in words."""
    names = {"set": "to come", "reached": "reached", "dropped": "dropped"}
    state = "overdue" if milestone.overdue else names[milestone.state]
    day_text = f"by {format_date(milestone.due_on)}"
    if milestone.reached_at is not None:
        day_text = f"{day_text}, reached {format_date(milestone.reached_at.date())}"
    return f"{state} · {day_text}"


def evidence_state(evidence: Evidence) -> str:
    """Why it does not count any more; empty where it does."""
    if evidence.is_withdrawn:
        return "withdrawn"
    if evidence.is_erased:
        return "erased for ever"
    return "expired" if evidence.expired else ""


def evidence_text(evidence: Evidence) -> str:
    """Who gave it and when, its revision and size, and how long it counts."""
    author = _author(evidence.by_delegation, evidence.by_role)
    times = _times(evidence.attached_at, evidence.recorded_at)
    parts = [f"{author}, {times}"]
    if evidence.revision > 1:
        parts.append(f"revision {evidence.revision}")
    if evidence.size is not None:
        parts.append(file_size(evidence.size))
    if evidence.expires_on is not None:
        verb = "counted until" if evidence.expired else "counts until"
        parts.append(f"{verb} {format_date(evidence.expires_on)}")
    return " · ".join(parts)


def comment_text(comment: Comment, names: Mapping[str, str]) -> str:
    """Who wrote it, to whom, and when; `names` are those of delegations."""
    mentions = [names.get(code, code) for code in comment.mentions]
    addressees = f" to {join_names(mentions, limit=20)}" if mentions else ""
    code = comment.by_delegation
    author = _author(code and names.get(code, code), comment.by_role)
    return f"{author}{addressees}, {_times(comment.made_at, comment.recorded_at)}"


def _author(delegation: str | None, role: str) -> str:
    return delegation or role.replace("-", " ")


def _times(happened: datetime, recorded: datetime) -> str:
    """When it happened; and when it was recorded, where that was later."""
    text = format_datetime(happened)
    if recorded == happened:
        return text
    late = ", entered late" if is_entered_late(happened, recorded) else ""
    return f"{text}, recorded {format_datetime(recorded)}{late}"


def own_activities_measure(name: str) -> str:
    return (
        f"What {name} has promised and not yet finished, at any meeting; the first due "
        "first"
    )
