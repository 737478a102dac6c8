"""The facts behind a figure: as an address of the History that shows exactly these.

The address names what the figure counts, and never lists it: it stays short, and says
the same at any moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from bsm_domain.catalogue import stored_names_of
from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure, FigureFilter
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from dashboard.components.chart import ACTIVITIES, BEHIND
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.follow_up import selection
from dashboard.follow_up.selection import FILTER_PARAMETERS, SCOPE
from dashboard.history import texts
from dashboard.shell import address
from dashboard.shell.comparison_date import SINCE, comparison_day

# What stands in the address beside it.
PARAMETERS = (BEHIND, SCOPE, SINCE, *FILTER_PARAMETERS)

_ACTIVITY_FIGURES = (
    CountedFigure.ACTIVITIES,
    CountedFigure.MOVES,
    CountedFigure.CHANGES,
)
# What is counted, where its number is the figure's.
_COUNTED_THINGS = {
    CountedFigure.SEATS: ("registration with a seat", "registrations with a seat"),
    CountedFigure.ACTIVITIES: ("agreed activity", "agreed activities"),
}
# What earlier permanent links call the facts that a chart counts.
_FORMER_NAMES = {"registered": "registration.nominated,registration.confirmed"}
_DESCRIPTIONS = {
    CountedFigure.DELEGATIONS: "invitations, seats and open activities",
    CountedFigure.REGISTRATIONS: "invitations, quotas and registrations",
    CountedFigure.EDITIONS: "the editions of the same series",
    CountedFigure.OUTCOMES: "objectives, decisions and the activities that arise from "
    "them",
    CountedFigure.MOVES: "moved due dates",
    CountedFigure.CHANGES: "changes to activities",
}


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure counts, in words that follow "facts about", and its facts."""

    description: str
    facts: FactFilter


def is_figure_requested() -> bool:
    is_named = address.parameter(BEHIND) in (ACTIVITIES, *CountedFigure)
    return is_named or bool(_requested_facts())


def _requested_facts() -> dict[str, tuple[str, ...]]:
    """The stored names of the facts that the address names, by name; none where any of
    them is unknown.
    """
    name = address.parameter(BEHIND) or ""
    names = _FORMER_NAMES.get(name, name).split(",")
    stored_names = {name: stored_names_of(name) for name in names}
    return stored_names if all(stored_names.values()) else {}


def unknown_figure() -> str | None:
    """What the address names although no figure has this name."""
    return None if is_figure_requested() else address.parameter(BEHIND)


def requested_figure(page: PageContext) -> FigureFacts | None:
    """The figure that the address names; None where it names none."""
    name = address.parameter(BEHIND)
    if name == ACTIVITIES:
        return _activity_figure(page)
    if stored_names := _requested_facts():
        return _figure_of_facts(page, stored_names)
    if name not in list(CountedFigure):
        return None
    counted, meeting = CountedFigure(name), page.meeting
    position, details = 0, list[str]()
    if counted in _ACTIVITY_FIGURES:
        meeting = selection.read_selection(page).meeting
    if counted is CountedFigure.CHANGES:
        day = comparison_day(page, meeting).on
        position = record.moment_as_of(day.isoformat())[0].position
        details.append(f"after {formatting.format_date(day)}")
    figure_filter = FigureFilter(counted, meeting.id if meeting else None, position)
    if counted in _COUNTED_THINGS:
        streams = page.viewer.count_streams(FactFilter(behind=figure_filter))
        description = formatting.format_count(streams, *_COUNTED_THINGS[counted])
    else:
        description = _DESCRIPTIONS[counted]
    description = _with_details(description, details, meeting)
    return FigureFacts(description, FactFilter(behind=figure_filter))


def _figure_of_facts(
    page: PageContext, stored_names: Mapping[str, tuple[str, ...]]
) -> FigureFacts:
    """Of a chart that names the facts it counts; of the meeting, unless of all."""
    meeting = selection.read_selection(page).meeting
    counted = FactFilter(
        meeting_id=meeting.id if meeting else None,
        stored_names=tuple(chain.from_iterable(stored_names.values())),
    )
    description = texts.facts_by_name(stored_names)
    return FigureFacts(_with_details(description, [], meeting), counted)


def _activity_figure(page: PageContext) -> FigureFacts:
    selected = selection.read_selection(page)
    count_text = formatting.format_count(
        len(selected.activities), "activity", "activities"
    )
    description = _with_details(
        count_text, list(selected.active_filters.values()), selected.meeting
    )
    return FigureFacts(
        description, FactFilter(streams=tuple(row.id for row in selected.activities))
    )


def _with_details(text: str, details: list[str], meeting: Meeting | None) -> str:
    meeting_names = [short_meeting_name(meeting)] if meeting else []
    details_text = ", ".join((*details, *meeting_names))
    return f"{text} ({details_text})" if details_text else text
