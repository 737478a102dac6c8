"""The facts behind a figure: as an address of the History that shows exactly these.

The address names what the figure counts, and never lists it: it stays short, and says
the same at any moment.
"""

from dataclasses import dataclass

from bsm_projections.history.facts_behind_figures import CountedFigure, FigureFilter
from bsm_projections.meetings.queries import Meeting
from dashboard.components import formatting
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.follow_up import selection
from dashboard.follow_up.selection import FILTER_PARAMETERS, SCOPE
from dashboard.shell import address
from dashboard.shell.comparison import SINCE, comparison_day
from dashboard.shell.fact_links import ACTIVITIES, BEHIND

# What stands in the address beside it.
PARAMETERS = (BEHIND, SCOPE, SINCE, *FILTER_PARAMETERS)

_ACTIVITY_FIGURES = (CountedFigure.PROMISES, CountedFigure.MOVES, CountedFigure.CHANGES)
# What is counted, where its number is the figure's.
_COUNTED_THINGS = {
    CountedFigure.SEATS: ("registration with a seat", "registrations with a seat"),
    CountedFigure.PROMISES: ("agreed activity", "agreed activities"),
}
_DESCRIPTIONS = {
    CountedFigure.REGISTERED: "nominations and confirmations",
    CountedFigure.DELEGATIONS: "invitations, seats and open activities",
    CountedFigure.REGISTRATIONS: "invitations, quotas and registrations",
    CountedFigure.EDITIONS: "the editions of the same series",
    CountedFigure.MOVES: "moved due dates",
    CountedFigure.CHANGES: "changes to activities",
}


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure counts, in words that follow "facts about"; `behind` it, or the
    `streams` of its things.
    """

    description: str
    counted_by: FigureFilter | None = None
    streams: tuple[str, ...] | None = None


def is_figure_requested() -> bool:
    return address.parameter(BEHIND) in (ACTIVITIES, *CountedFigure)


def unknown_figure() -> str | None:
    """What the address names although no figure has this name."""
    return None if is_figure_requested() else address.parameter(BEHIND)


def requested_figure(page: PageContext) -> FigureFacts | None:
    """The figure that the address names; None where it names none."""
    name = address.parameter(BEHIND)
    if name == ACTIVITIES:
        return _activity_figure(page)
    if name not in list(CountedFigure):
        return None
    counted, meeting = CountedFigure(name), page.meeting
    position, details = 0, list[str]()
    if counted in _ACTIVITY_FIGURES:
        meeting = selection.read_selection(page).meeting
    if counted is CountedFigure.CHANGES:
        on = comparison_day(page, meeting).on
        position = record.moment_as_of(on.isoformat())[0].position
        details.append(f"after {formatting.day(on)}")
    behind = FigureFilter(counted, meeting.id if meeting else None, position)
    if counted in _COUNTED_THINGS:
        things = page.viewer.count_streams(FactFilter(behind=behind))
        said = formatting.format_count(things, *_COUNTED_THINGS[counted])
    else:
        said = _DESCRIPTIONS[counted]
    return FigureFacts(_with_details(said, details, meeting), behind)


def _activity_figure(page: PageContext) -> FigureFacts:
    choice = selection.read_selection(page)
    said = formatting.format_count(len(choice.activities), "activity", "activities")
    told = _with_details(said, list(choice.active_filters.values()), choice.meeting)
    return FigureFacts(told, streams=tuple(row.id for row in choice.activities))


def _with_details(said: str, details: list[str], meeting: Meeting | None) -> str:
    where = [formatting.short_meeting_name(meeting)] if meeting else []
    parts = ", ".join((*details, *where))
    return f"{said} ({parts})" if parts else said
