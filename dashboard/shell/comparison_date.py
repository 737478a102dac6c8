"""The day that the present is compared with. It stands in the address."""

from bsm_projections.leadership.comparison_date import ComparisonDate, comparison_date
from bsm_projections.meetings.queries import Meeting
from dashboard.data.page_context import PageContext
from dashboard.shell import address

SINCE = "since"


def comparison_day(page: PageContext, meeting: Meeting | None) -> ComparisonDate:
    """The reader's day, if it makes sense; else the usual one of the meeting's series,
    or of all.
    """
    series = meeting.series if meeting else None
    today = page.viewer.moment.at.date()
    return comparison_date(
        page.viewer.meetings(), series, today, address.day_parameter(SINCE)
    )
