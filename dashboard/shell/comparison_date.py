"""The day that the present is compared with. It stands in the address."""

from datetime import timedelta

import streamlit as st

from bsm_projections.leadership.queries import ComparisonDate, comparison_date
from bsm_projections.meetings.read_model import Meeting
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.shell import address

SINCE = "since"


def comparison_day(page: PageContext, meeting: Meeting | None) -> ComparisonDate:
    """The day in the address, if it makes sense; else the default of the meeting's
    series, or of all.
    """
    series = meeting.series if meeting else None
    today = page.viewer.moment.at.date()
    return comparison_date(
        page.viewer.meetings(), series, today, address.day_parameter(SINCE)
    )


def show_comparison_day(page: PageContext, comparison: ComparisonDate) -> None:
    """The day that the present is compared with."""
    first, last = record.first_day(), page.viewer.moment.at.date() - timedelta(days=1)
    if first >= last:
        return
    st.date_input(
        "Compare with the end of",
        min_value=min(first, comparison.on),
        max_value=max(last, comparison.on),
        format="DD.MM.YYYY",
        width=180,
        **address.bind_widget(
            SINCE,
            comparison.on,
            lambda day: (
                None if day is None or day == comparison.usual else day.isoformat()
            ),
        ),
    )
