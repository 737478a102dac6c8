"""Texts about activities. They stand here to be translated."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_date,
    format_datetime,
    format_number,
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.follow_up.tables import Activity, Comment, Evidence, Milestone
from bsm_projections.history.tables import Fact
from bsm_projections.leadership.burn_up import NO_ACTIVITIES, ReportingDelegation

ALL_ACTIVITIES = "All activities"
LEFT_OPEN_MEASURE = (
    "Open activities of earlier meetings that have not been carried over to this one, "
    "oldest first"
)
LEFT_OPEN = "Open activities of earlier meetings"
CARRY_OVER_HINT = (
    "From then on they are followed up at this meeting; due dates do not change. To "
    "carry over a single activity, open it"
)
NO_ACTIVITY_FITS = "No activities match these filters. Remove a filter to see more."
NO_ACTIVITIES_YET = (
    "Focal points and the Chair propose activities once the meeting has objectives; "
    "those agreed there are followed up here."
)
PENDING_MEASURE = "Click a title to open the activity"
NO_OWN_ACTIVITIES = (
    "Activities that your delegation agrees to do are listed here with their due "
    "dates. To propose a new one, use the button below."
)
NO_SUCH_ACTIVITY = "No such activity is on record here, or it is not visible to you."
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
    "moved": "Times postponed",
}


def headline(
    rows: Sequence[Activity],
    reporters: Sequence[ReportingDelegation],
    period_start: datetime,
) -> str:
    """The page's answer: which activities are overdue, and who has reported since
    `period_start`. That nobody has is said only of activities agreed before.
    """
    if not rows:
        return NO_ACTIVITIES
    overdue = sorted(
        (row for row in rows if row.overdue), key=lambda row: -row.days_late
    )
    total = format_count(len(counted_activities(rows)), "activity", "activities")
    if overdue:
        verb = pluralize(len(overdue), "is", "are")
        owners = dict.fromkeys(name_in_sentence(row.owner_name) for row in overdue)
        text = f"{format_number(len(overdue))} of {total} {verb} overdue "
        text += f"({join_names(list(owners))})"
    else:
        text = f"{total}, none overdue"
    reporter_names = join_names(
        [name_in_sentence(reporter.name) for reporter in reporters]
    )
    verb = pluralize(len(reporters), "has", "have")
    is_awaited = any(
        row.is_open and row.agreed_at is not None and row.agreed_at < period_start
        for row in rows
    )
    if not reporters and not is_awaited:
        return f"{text}."
    reported = (
        f"{reporter_names} {verb} reported progress"
        if reporter_names
        else "no progress has been reported"
    )
    return f"{text}; {reported} in the last seven days."


def counted_activities(rows: Sequence[Activity]) -> list[Activity]:
    """Those that figures count: a replaced activity is counted as its replacement."""
    return [row for row in rows if row.status != "superseded"]


def activity_total(rows: Sequence[Activity]) -> str:
    """The whole of a list: "22 activities and 2 that were replaced"."""
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
        return f"{capitalize(name_in_sentence(name))} has no activities yet"
    if not opened:
        return f"{capitalize(name_in_sentence(name))} has no open activities"
    overdue = sum(row.overdue for row in rows)
    late = f", {format_number(overdue)} overdue" if overdue else ", none overdue"
    return f"My activities: {format_number(len(opened))} open{late}"


# By what `completed_on_time` says of them.
ON_TIME_TEXTS = {
    (True, False): "original due date has passed",
    (True,): "completed by the original due date",
    (False,): "not completed by the original due date",
}


class PendingReason(StrEnum):
    """What the viewer is asked to do."""

    ACCEPT = "Accept it or decline it with a reason"
    CONFIRM = "Confirm that it is done or return it"
    AGREE = "Record whether the meeting agreed on it"
    HAND_OVER = "Assign another owner; the current owner declined it"


def left_open_finding(rows: Sequence[Activity]) -> str:
    """What a meeting's preparation finds."""
    if not rows:
        return "Earlier meetings left no activities open"
    late = sum(row.overdue for row in rows)
    text = (
        f"Earlier meetings left {format_count(len(rows), 'activity', 'activities')} "
        "open"
    )
    return f"{text}, {format_number(late)} overdue" if late else text


def pending_finding(count: int) -> str:
    waiting = format_count(count, "activity is", "activities are")
    return f"{waiting} waiting for your action"


def mention_text(name: str, made_at: datetime) -> str:
    return f"{name} has asked for your attention since {format_date(made_at.date())}"


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
        f"Showing the {format_number(shown)} due soonest of {format_number(total)}. "
        "Use the filters to narrow the list; the table below has all of them."
    )


def filter_summary(view: str, filters: Mapping[str, str]) -> str:
    """The view and filters of the list of all, shown where they are collapsed."""
    return ", ".join(["View: " + VIEW_NAMES[view].lower(), *filters.values()])


_VIEW_ORDERS = {
    "board": "by status, longest overdue first",
    "table": "click a title to open it, a column heading to sort",
    "timeline": "from proposal to due date, earliest due date first",
    "delegations": "by owner in protocol order, longest overdue first",
    "meetings": "by the meeting that first agreed them, latest first",
}


def activities_measure(
    rows: Sequence[Activity],
    in_scope: Sequence[Activity],
    choices: Mapping[str, str],
    view: str,
) -> str:
    """How much of the scope matches the filters, and in which order."""
    order = _VIEW_ORDERS[view]
    if not choices:
        separator = ";" if view == "table" else ","
        return f"{activity_total(in_scope)}{separator} {order}"
    shown = f"Showing {format_number(len(rows))} of {activity_total(in_scope)}"
    return f"{shown} ({', '.join(choices.values())}); {order}"


def milestones_finding(milestones: Sequence[Milestone]) -> str:
    reached = sum(milestone.state == "reached" for milestone in milestones)
    counted = sum(milestone.state != "dropped" for milestone in milestones)
    return f"{reached} of {counted} milestones reached"


def milestone_text(milestone: Milestone) -> str:
    """Whether it is reached or overdue, and its date."""
    names = {"set": "not reached yet", "reached": "reached", "dropped": "dropped"}
    state = "overdue" if milestone.overdue else names[milestone.state]
    day_text = f"by {format_date(milestone.due_on)}"
    if milestone.reached_at is not None:
        day_text = f"{day_text}, reached {format_date(milestone.reached_at.date())}"
    return f"{state} · {day_text}"


def evidence_state(evidence: Evidence) -> str:
    """Why it no longer counts; empty where it does."""
    if evidence.is_withdrawn:
        return "withdrawn"
    if evidence.is_erased:
        return "erased permanently"
    return "expired" if evidence.expired else ""


def evidence_text(evidence: Evidence) -> str:
    """Who attached it and when, its revision and size, and how long it is valid."""
    author = _author(evidence.by_delegation, evidence.by_role)
    times = _times(evidence.attached_at, evidence.recorded_at)
    parts = [f"{author}, {times}"]
    if evidence.revision > 1:
        parts.append(f"revision {evidence.revision}")
    if evidence.size is not None:
        parts.append(file_size(evidence.size))
    if evidence.expires_on is not None:
        verb = "was valid until" if evidence.expired else "valid until"
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
        f"Unfinished activities of {name_in_sentence(name)} from all meetings, "
        "earliest due date first"
    )
