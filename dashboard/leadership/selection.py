"""The upper part of the page Commitments: the headline, the filters, the brief. Every
choice stands in the address; the scope is the Follow-up's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import streamlit as st

from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.queries import (
    ComparisonDate,
    LeadershipFigures,
    leadership_figures,
)
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import require_permission
from bsm_service.leadership import brief, texts
from bsm_service.leadership.report import leadership_report
from dashboard.components import html
from dashboard.data import record
from dashboard.data.page_context import PageContext, PageSelection
from dashboard.data.queries import Viewer
from dashboard.data.system import running_system
from dashboard.follow_up import header, selection
from dashboard.follow_up.selection import SCOPE
from dashboard.shell import address, callback_checks, comparison_date, filters

CLOCK = "clock"
CLOCK_NAMES = {
    DayBasis.HAPPENED: "it happened",
    DayBasis.RECORDED: "it was recorded",
}
_HEADLINE_KEY = "commitments-answer"


@dataclass(frozen=True)
class LeadershipSelection(PageSelection):
    """What is shown; `meeting` is None for all meetings."""

    meeting: Meeting | None
    comparison: ComparisonDate
    compared_moment: Moment
    clock: DayBasis

    @property
    def meeting_id(self) -> str | None:
        return self.meeting.id if self.meeting else None

    @cached_property
    def report(self) -> LeadershipFigures:
        return self.page.viewer.fetch(
            "read.activities",
            leadership_figures,
            self.meeting_id,
            self.meeting.time_zone if self.meeting else "UTC",
            self.compared_moment,
            self.clock,
        )

    @cached_property
    def meeting_names(self) -> Mapping[str, str]:
        return {
            id: meeting_in_sentence(meeting)
            for id, meeting in self.meetings_by_id.items()
        }


def read_selection(page: PageContext) -> LeadershipSelection:
    """The selection in the address; values that make no sense are ignored."""
    meeting = selection.read_selection(page).meeting
    since = comparison_date.comparison_day(page, meeting)
    before, _ = record.moment_as_of(since.on.isoformat())
    recorded = address.parameter(CLOCK) == DayBasis.RECORDED
    clock = DayBasis.RECORDED if recorded else DayBasis.HAPPENED
    return LeadershipSelection(page, meeting, since, before, clock)


def fact_link_parameters(parameters: Mapping[str, str | None]) -> dict[str, str | None]:
    """Parameters of the link to the facts behind a figure."""
    return {SCOPE: address.parameter(SCOPE), **parameters}


def show_controls(page: PageContext) -> None:
    """Reserves the headline's place, and draws the filters."""
    st.session_state[_HEADLINE_KEY] = st.empty()
    selected = read_selection(page)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="commitment-choices"
    ):
        header.show_scope(page, "meeting" if selected.meeting else "all")
        filters.choose_segment(
            CLOCK,
            "Counted by the day",
            CLOCK_NAMES,
            selected.clock,
            default=DayBasis.HAPPENED,
        )
        comparison_date.show_comparison_day(page, selected.comparison)
        st.download_button(
            "One-page brief (PDF)",
            callback_checks.checked_file(
                lambda: brief_pdf(
                    page.viewer,
                    selected.meeting_id,
                    selected.comparison.on,
                    selected.clock,
                )
            ),
            file_name=brief.file_name(page.viewer.moment),
            mime="application/pdf",
            key="brief",
            on_click="ignore",
            help="This page as a one-page PDF, with its position, time and root hash",
        )


def brief_pdf(
    viewer: Viewer, meeting_id: str | None, since: date, clock: DayBasis
) -> bytes:
    """One page of PDF, of the viewed moment. Raises NotPermitted."""
    require_permission(viewer.principal, "read.activities")
    system = running_system().system
    report = leadership_report(
        system,
        system.with_time(viewer.moment),
        viewer.audience,
        meeting_id=meeting_id,
        since=since,
        clock=clock,
    )
    return brief.render_brief(system, report, record.record_notice())


def show_headline(selected: LeadershipSelection) -> None:
    """The headline at this moment."""
    text = texts.headline(
        selected.report, selected.comparison.what, selected.meeting_names
    )
    st.session_state[_HEADLINE_KEY].html(html.headline(text))
