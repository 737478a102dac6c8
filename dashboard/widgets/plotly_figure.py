"""Puts figures on the screen after what is text.

Figures and tiles are painted before Plotly, which is most of what a browser has to
load: a page first shows places of the charts' own height, and asks for the charts when
it has been painted (`live_updates.request_charts`).
"""

from typing import Any

import streamlit as st

from dashboard.shell import live_updates

# Charts answer to a pointer; they are not moved or zoomed.
CHART_CONFIG = {"displayModeBar": False, "responsive": True}


def show_figure(figure: Any, *, key: str, alt: str, **selection: Any) -> Any:
    """A figure, described by `alt`; only its place, until charts are requested."""
    if not live_updates.are_charts_requested():
        with st.container(key=f"{live_updates.CHART_PLACEHOLDER}-{key}"):
            st.skeleton(height=int(figure.layout.height))
        return None
    return st.plotly_chart(
        figure, key=key, theme=None, config=CHART_CONFIG, alt=alt, **selection
    )
