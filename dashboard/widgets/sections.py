"""Sections of a page: charts with their tables and facts, and what draws itself.

Figures and tiles are painted before Plotly, which is most of what a browser has to
load: a page first shows places of the charts' own height, and asks for the charts when
it has been painted (`live_updates.request_charts`).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import streamlit as st

from dashboard.components.chart import Chart
from dashboard.data.page_context import PageContext
from dashboard.shell import live_updates
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

# Charts answer to a pointer; they are not moved or zoomed.
CHART_CONFIG = {"displayModeBar": False, "responsive": True}

S = TypeVar("S")

# Either draws itself, or returns a chart that is drawn here.
Section = Callable[[S], Chart | None]


def show_sections(
    page: PageContext, subject: S, sections: Sequence[Section[S]]
) -> None:
    """Each section of `subject`, two beside each other; a last one without a neighbour
    takes the whole width.
    """
    # Row by row, so that a narrow screen shows them in the same order.
    for first in range(0, len(sections), 2):
        pair = sections[first : first + 2]
        if len(pair) == 1:
            _show_section(page, subject, pair[0])
            continue
        for column, section in zip(st.columns(2, gap="large"), pair, strict=True):
            with column:
                _show_section(page, subject, section)


def show_columns(page: PageContext, subject: S, *columns: Sequence[Section[S]]) -> None:
    """Columns beside each other, each of sections below each other."""
    places = st.columns(len(columns), gap="large")
    for place, sections in zip(places, columns, strict=True):
        with place:
            for section in sections:
                _show_section(page, subject, section)


def _show_section(page: PageContext, subject: S, section: Section[S]) -> None:
    chart = section(subject)
    if chart is not None:
        show_chart(page, chart)


def show_chart(page: PageContext, chart: Chart) -> None:
    """A chart under its finding, with its table and the way to its facts."""
    is_invented = page.marks_invented and bool(chart.rows) and not chart.names_sources
    show_heading(chart.title, chart.measure, chart.name, is_invented=is_invented)
    if chart.rows:
        show_picture_and_table(page, chart)
    elif chart.empty_text:
        show_empty_state(chart.empty_text)


def show_picture_and_table(page: PageContext, chart: Chart) -> None:
    """A chart below a heading of the page's own."""
    if chart.notes:
        st.html(chart.notes)
    if chart.figure is not None:
        show_figure(
            chart.figure,
            key=f"chart-{chart.name}",
            alt=f"{chart.alt}. The table below has the same data.",
        )
    if chart.html:
        st.html(chart.html)
    show_table_and_facts(page, chart)


def show_figure(figure: Any, *, key: str, alt: str, **selection: Any) -> Any:
    """A figure described by `alt`; a placeholder until charts are requested."""
    if not live_updates.are_charts_requested():
        with st.container(key=f"{live_updates.CHART_PLACEHOLDER}-{key}"):
            st.skeleton(height=int(figure.layout.height))
        return None
    return st.plotly_chart(
        figure, key=key, theme=None, config=CHART_CONFIG, alt=alt, **selection
    )
