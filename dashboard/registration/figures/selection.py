"""What the page Registrations shows: figures of the meeting, by either clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import streamlit as st

from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.registration_figures import (
    RegistrationFigures,
    registration_figures,
)
from bsm_projections.leadership.seats_over_time import (
    SeatsDay,
    invited_since,
    seats_over_time,
)
from bsm_projections.meetings.delegation_cards import DelegationCard, delegation_cards
from bsm_projections.meetings.display_names import short_meeting_name
from bsm_projections.meetings.read_model import Meeting
from dashboard.data.page_context import PageContext
from dashboard.shell import address, filters

CLOCK = "clock"
CLOCK_NAMES = {
    DayBasis.HAPPENED: "it happened",
    DayBasis.RECORDED: "it was recorded",
}


@dataclass(frozen=True)
class FiguresSelection:
    """Everything is read when it is needed."""

    page: PageContext
    clock: DayBasis

    @property
    def meeting(self) -> Meeting:
        return self.page.shown_meeting

    @property
    def last_day(self) -> date:
        """Until when days are counted: today, or the last day of the meeting."""
        return min(self.page.viewer.moment.at.date(), self.meeting.ends_on)

    @cached_property
    def figures(self) -> RegistrationFigures:
        return self._figures_of(self.meeting.id)

    def _figures_of(self, meeting_id: str) -> RegistrationFigures:
        found = self.page.viewer.fetch(
            "read.registration-figures", registration_figures, meeting_id
        )
        assert found is not None  # the meeting is on record
        return found

    @cached_property
    def editions(self) -> tuple[tuple[str, RegistrationFigures], ...]:
        """The meetings with anybody seated, the earliest first."""
        named = [
            (short_meeting_name(meeting), self._figures_of(meeting.id))
            for meeting in self.page.viewer.meetings()
        ]
        return tuple((name, figures) for name, figures in named if figures.seated)

    @cached_property
    def days(self) -> tuple[SeatsDay, ...]:
        return self.page.viewer.fetch(
            "read.registration-figures",
            seats_over_time,
            self.meeting.id,
            self.meeting.time_zone,
            self.clock,
        )

    @cached_property
    def cards(self) -> tuple[DelegationCard, ...]:
        return self.page.viewer.fetch(
            "read.delegation-cards", delegation_cards, self.meeting.id
        )

    @cached_property
    def invited_since(self) -> Mapping[str, datetime]:
        return self.page.viewer.fetch(
            "read.delegation-cards", invited_since, self.meeting.id
        )


def read_selection(page: PageContext) -> FiguresSelection:
    """Values that make no sense in the address are ignored."""
    recorded = address.parameter(CLOCK) == DayBasis.RECORDED
    clock = DayBasis.RECORDED if recorded else DayBasis.HAPPENED
    return FiguresSelection(page, clock)


def show_controls(page: PageContext) -> None:
    """The filter, outside of the part that is redrawn."""
    if page.meeting is None:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        filters.choose_segment(
            CLOCK,
            "Counted by the day",
            CLOCK_NAMES,
            read_selection(page).clock,
            default=DayBasis.HAPPENED,
        )
