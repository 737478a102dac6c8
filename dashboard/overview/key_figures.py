"""The figures that leadership asks for first, each with its definition."""

from collections.abc import Mapping, Sequence

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.read_model import Meeting
from dashboard.components import html
from dashboard.components.chart import facts_of_activities, facts_of_figure
from dashboard.components.html import KeyFigure
from dashboard.follow_up.selection import OPEN, OVERDUE, STATUS
from dashboard.overview import texts
from dashboard.shell import address


def key_figures(
    meeting: Meeting, figures: MeetingFigures, editions: Sequence[Meeting] = ()
) -> list[KeyFigure]:
    """Six figures of one meeting; each leads to its table and to the facts it was
    counted from. `editions` are the meetings that attendance is compared with.
    """

    def facts(parameters: Mapping[str, str | None]) -> Mapping[str, str]:
        return address.with_shared_parameters({"meeting": meeting.id, **parameters})

    seats = facts(facts_of_figure(CountedFigure.SEATS))

    return [
        KeyFigure(
            "Delegations",
            _counted_or_dash(figures.delegations, figures),
            "none is on record"
            if not figures.registrations
            else f"{formatting.format_count(figures.states, 'State')} · "
            f"{formatting.format_count(figures.partners, 'Partner')} · "
            f"{formatting.format_count(figures.organisations, 'organisation')}",
            "Delegations of which at least one person holds a seat: their "
            "registration is confirmed, or they attended. States are participating "
            "States; Partners are Partners for Co-operation.",
            seats,
            _table_address("delegations"),
        ),
        KeyFigure(
            "Participants",
            _counted_or_dash(figures.participants, figures),
            texts.stated_attendance(meeting)
            + texts.previous_stated_attendance(meeting, editions),
            "Registrations that are confirmed or attended, counted one by one. The "
            "total that a source reports stands apart from it; it is compared with "
            "the last edition before of which a source states a total.",
            seats,
            _table_address("delegations"),
        ),
        KeyFigure(
            "Objectives discussed",
            f"{figures.objectives_discussed} of {figures.objectives}",
            f"{formatting.format_number(figures.objectives_for_agreement)} for "
            "agreement",
            "Objectives of this meeting whose discussion is on record, out of those "
            "that were set.",
            facts({"only": "meeting", "kind": "objective"}),
            _table_address("objectives"),
        ),
        KeyFigure(
            "Activities open",
            formatting.format_number(figures.activities_open),
            _share_note(figures),
            "Follow-up activities that are neither confirmed as done nor withdrawn.",
            facts(facts_of_activities({OPEN: "yes"})),
            _table_address("activities"),
        ),
        KeyFigure(
            "Overdue",
            formatting.format_number(figures.activities_overdue),
            _postponed_note(figures),
            "Open activities whose last day has passed in the meeting's time zone, "
            "and which nobody has reported complete.",
            facts(facts_of_activities({OVERDUE: "yes"})),
            _table_address("overdue"),
            is_alarming=figures.activities_overdue > 0,
        ),
        KeyFigure(
            "Confirmed as done",
            formatting.format_number(figures.activities_confirmed),
            _share_note(figures),
            "Activities that another party than their owner has confirmed as done.",
            facts(facts_of_activities({STATUS: "confirmed"})),
            _table_address("activities"),
        ),
    ]


def _counted_or_dash(value: int, figures: MeetingFigures) -> str:
    """Without any registration on record, nothing was counted: that is not zero."""
    return formatting.format_number(value) if figures.registrations else "\u2013"


def _postponed_note(figures: MeetingFigures) -> str:
    moved = figures.activities_slipped_twice
    if not moved:
        return "no open activity was moved twice"
    activities = formatting.format_count(moved, "open activity", "open activities")
    return f"{activities} moved twice or more"


def _share_note(figures: MeetingFigures) -> str:
    if not figures.activities:
        return "none is on record yet"
    return (
        f"of {formatting.format_number(figures.activities)} that came of this meeting"
    )


def _table_address(panel: str) -> str:
    """The way to a panel of this page, with its table opened."""
    query = address.with_shared_parameters({address.TABLE: panel})
    return f"{html.link_address('', query)}#{panel}"
