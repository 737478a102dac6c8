"""What the Overview shows below its key figures, in this order."""

from collections.abc import Sequence

from dashboard.data.page_context import PageContext
from dashboard.overview import changes, charts
from dashboard.registration import charts as registration_charts
from dashboard.widgets.sections import Section

SECTIONS: Sequence[Section[PageContext]] = (
    charts.delegations,
    changes.show_changes,
    *charts.CHARTS,
    *registration_charts.CHARTS,
)
