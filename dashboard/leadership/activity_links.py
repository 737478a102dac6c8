"""The activities behind a figure, as an address of the Follow-up that shows
exactly these.
"""

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.leadership.activity_changes import DueDateMove
from bsm_projections.leadership.activity_figures import AgeBand
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_service.leadership import texts
from dashboard.components.templates import render
from dashboard.components.theme import STATUS_ORDER
from dashboard.follow_up.selection import (
    ACTIVITY,
    AGE,
    FIRST,
    MOVES,
    ON_TIME,
    OPEN,
    OVERDUE,
    OWNER,
    PAGE_ADDRESS,
    SCOPE,
    SLIPS,
    STATUS,
    VIEW,
)
from dashboard.leadership.selection import LeadershipSelection
from dashboard.shell import address

_MAX_REASONS = 5
_TEMPLATE = "leadership/commitments.html"

# A superseded activity is counted once, as the one that replaces it.
POSTPONED_FILTERS = {
    STATUS: ",".join(status for status in STATUS_ORDER if status != "superseded"),
    SLIPS: "1",
}


def figure_filters(figure: str) -> dict[str, str]:
    """The filters that select exactly the activities of a key figure."""
    return {
        "open": {OPEN: "yes"},
        "overdue": {OVERDUE: "yes"},
        "on time": {ON_TIME: "due"},
        "completed on time": {ON_TIME: "yes"},
        "age": {OPEN: "yes"},
        "slipped": POSTPONED_FILTERS,
        "slipped twice": {**POSTPONED_FILTERS, SLIPS: "2"},
        "waiting": {STATUS: "reported complete"},
    }[figure]


def age_filters(band: AgeBand, *, overdue: bool = False) -> dict[str, str]:
    until = "" if band.until_days is None else band.until_days
    filters = {AGE: f"{band.from_days}-{until}", OPEN: "yes"}
    return {**filters, OVERDUE: "yes"} if overdue else filters


def owner_filters(code: str, status: str | None = None) -> dict[str, str]:
    """An owner's activities; `status` may be "overdue" too."""
    if status == "overdue":
        return {OWNER: code, OVERDUE: "yes"}
    return {OWNER: code, STATUS: status} if status else {OWNER: code}


def postponed_by_filters(code: str) -> dict[str, str]:
    return {OWNER: code, MOVES: "1"}


def first_meeting_filters(meeting_id: str) -> dict[str, str]:
    return {FIRST: meeting_id, MOVES: "1"}


def link_address(choices: dict[str, str]) -> str:
    """The address, of the scope that is shown here, safe in an attribute."""
    parameters = {SCOPE: address.parameter(SCOPE), VIEW: "table"}
    return address.link(PAGE_ADDRESS, **parameters, **choices)


def activity_address(id: str) -> str:
    parameters = {SCOPE: address.parameter(SCOPE), ACTIVITY: id}
    return address.link(PAGE_ADDRESS, **parameters)


def postponement_links(selected: LeadershipSelection) -> Markup:
    """Links: who moved due dates, from which meetings, and the latest reasons."""
    report, meetings = selected.report, selected.meetings_by_id
    by_owner = [
        (
            row.of,
            texts.moves_text(row),
            link_address(postponed_by_filters(row.of)),
        )
        for row in report.slipped_by_owner
    ]
    by_meeting = [
        (
            short_meeting_name(meetings[row.of]) if row.of in meetings else row.name,
            texts.moves_text(row),
            link_address(first_meeting_filters(row.of)),
        )
        for row in report.slipped_by_meeting
    ]
    reasons = [
        (
            row.owner,
            row.title,
            activity_address(row.activity_id),
            _postponement_text(row),
        )
        for row in report.dates_moved[:_MAX_REASONS]
    ]
    return (
        render("components/text.html", "link_row", by_owner)
        + render("components/text.html", "link_row", by_meeting, "first agreed at")
        + render(_TEMPLATE, "activity_list", reasons)
    )


def _postponement_text(row: DueDateMove) -> str:
    """From when to when it was moved, and why."""
    was_due = formatting.format_date(row.was_due_on)
    text = f"{was_due} \u2192 {formatting.format_date(row.due_on)}"
    return f"{text}: {row.reason}" if row.reason else text
