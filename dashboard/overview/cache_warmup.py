"""Draws the figures of the first page at start-up, so that nobody has to wait
for them.
"""

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from dashboard.components.theme import THEMES
from dashboard.data import record
from dashboard.data.page_context import PageContext, choose_meeting
from dashboard.data.queries import Viewer
from dashboard.overview import charts
from dashboard.registration import charts as registration_charts

_STARTUP_PRINCIPAL = Principal("start-up", Role.LEADERSHIP, None, SignInMethod.SYSTEM)


def preload_charts(both_audiences: bool) -> None:
    """Fills the caches of results and figures, and so loads Plotly."""
    visitors = [_STARTUP_PRINCIPAL]
    if both_audiences:
        visitors.append(Principal("start-up", Role.CHAIR, None, SignInMethod.SYSTEM))
    for visitor in visitors:
        viewer = Viewer(visitor, record.live_moment())
        meeting = choose_meeting(viewer, None)
        if meeting is None:
            continue
        for theme in THEMES.values():
            page = PageContext(viewer, meeting, theme)
            for make_chart in (*charts.CHARTS, *registration_charts.CHARTS):
                make_chart(page)
