"""The day that the present is compared with. It stands in the address."""

from datetime import timedelta

from bsm_projections.leadership.queries import ComparisonDate, comparison_date
from bsm_projections.meetings.read_model import Meeting
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.shell import address, filters

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
    filters.choose_day(
        SINCE,
        "Compare with the end of",
        comparison.on,
        first=min(first, comparison.on),
        last=max(last, comparison.on),
        default=comparison.usual,
        width=180,
    )
