"""The figures that leadership asks for first, each with its definition."""

from collections.abc import Mapping, Sequence

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.read_model import Meeting
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
            "Delegations with seats",
            _counted_or_dash(figures.delegations, figures),
            texts.delegations_note(figures),
            texts.DELEGATIONS_DEFINITION,
            seats,
            _table_address("delegations"),
        ),
        KeyFigure(
            "Seats taken",
            _counted_or_dash(figures.participants, figures),
            texts.stated_attendance(meeting)
            + texts.previous_stated_attendance(meeting, editions),
            texts.PARTICIPANTS_DEFINITION,
            seats,
            _table_address("delegations"),
        ),
        KeyFigure(
            "Objectives discussed",
            f"{figures.objectives_discussed} of {figures.objectives}",
            texts.objectives_for_agreement(figures.objectives_for_agreement),
            texts.OBJECTIVES_DEFINITION,
            facts({"only": "meeting", "kind": "objective"}),
            _table_address("objectives"),
        ),
        KeyFigure(
            "Activities open",
            formatting.format_number(figures.activities_open),
            texts.share_note(figures),
            texts.OPEN_DEFINITION,
            facts(facts_of_activities({OPEN: "yes"})),
            _table_address("activities"),
        ),
        KeyFigure(
            "Overdue",
            formatting.format_number(figures.activities_overdue),
            texts.postponed_note(figures),
            texts.OVERDUE_DEFINITION,
            facts(facts_of_activities({OVERDUE: "yes"})),
            _table_address("overdue"),
            is_alarming=figures.activities_overdue > 0,
        ),
        KeyFigure(
            "Confirmed as done",
            formatting.format_number(figures.activities_confirmed),
            texts.share_note(figures),
            texts.CONFIRMED_DEFINITION,
            facts(facts_of_activities({STATUS: "confirmed"})),
            _table_address("activities"),
        ),
    ]


def _counted_or_dash(value: int, figures: MeetingFigures) -> str:
    """A dash without any registration on record: nothing was counted."""
    return formatting.format_number(value) if figures.registrations else "\u2013"


def _table_address(panel: str) -> str:
    """The address of a panel of this page, with its table open."""
    return f"{address.link('', **{address.TABLE: panel})}#{panel}"
