"""The Overview's key figures, each with its definition, and its sections: charts, and
what changed since a day of the reader's choice.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.meeting_figures import MeetingFigures
from bsm_projections.meetings.read_model import Meeting
from dashboard.components import html
from dashboard.components.chart import facts_of_activities, facts_of_figure
from dashboard.components.html import KeyFigure
from dashboard.components.templates import render
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.follow_up.selection import OPEN, OVERDUE, STATUS
from dashboard.overview import charts, texts
from dashboard.shell import address
from dashboard.shell.comparison_date import comparison_day, show_comparison_day
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import HISTORY

MAX_FACTS = 6


def show_changes(page: PageContext) -> None:
    """The figures that changed, the latest facts, and a link to all of them."""
    viewer, meeting = page.viewer, page.shown_meeting
    comparison = comparison_day(page, meeting)
    before, _ = record.moment_as_of(comparison.on.isoformat())
    figures_before = viewer.at_moment(before).overview_figures(meeting.id)
    figures_now = viewer.overview_figures(meeting.id)
    fact_filter = FactFilter(meeting.id, beyond=before.position)
    facts = viewer.facts(fact_filter, None)
    show_heading(
        texts.changes_finding(
            facts.total, comparison.what, figures_before, figures_now
        ),
        texts.changes_measure(meeting, comparison.on),
    )
    if not facts.items:
        show_empty_state(texts.NO_CHANGES)
    else:
        st.html(
            html.figure_differences(
                texts.figure_differences(figures_before, figures_now)
            )
            + render(
                "components/facts.html",
                "recent_facts",
                facts.items[:MAX_FACTS],
                lambda fact: address.link("/history", fact=str(fact.position)),
                page.marks_invented,
            )
        )
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="changes-since"
    ):
        show_comparison_day(page, comparison)
        if facts.total:
            st.page_link(
                HISTORY,
                label=texts.show_all_label(facts.total),
                query_params=address.with_shared_parameters(
                    {
                        address.MEETING: meeting.id,
                        "only": "meeting",
                        "from": (comparison.on + timedelta(days=1)).isoformat(),
                    }
                ),
            )


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
            source=meeting.stated.page if meeting.stated else None,
        ),
        KeyFigure(
            "Objectives discussed",
            f"{figures.objectives_discussed} of {figures.objectives}",
            texts.objectives_note(figures),
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


# Those of the Overview, in their order.
SECTIONS = (charts.delegations, show_changes, *charts.CHARTS)
