"""The strip above the History: facts by month, and a way to select months.

The chosen period stands in the address, like every choice: a pointer sets it here, a
keyboard in the fields for days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import format_date, format_month
from bsm_domain.foundation.quarters import last_day_of_month
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import apply_style, integer_ticks
from dashboard.components.theme import Theme
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.history import texts
from dashboard.history.selection import BEFORE, FACT, SINCE, UNTIL
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets import sections
from dashboard.widgets.headings import show_heading

ALL_DAYS = (date.min, date.max)
_CHANGED_KEY = "strip-chosen"


def show_month_chart(page: PageContext, fact_filter: FactFilter) -> None:
    """Facts by month of recording; dragging across months selects them."""
    if st.session_state.pop(_CHANGED_KEY, False):
        st.rerun()  # the fields for days lie outside of what is redrawn here
    counts = page.viewer.facts_by_month(replace(fact_filter, since=None, until=None))
    if not counts:
        return
    busiest = max(counts, key=lambda month: (counts[month], month))
    show_heading(
        _busiest_month_text(counts, busiest),
        texts.MONTHS_MEASURE,
    )
    period = None
    if fact_filter.since or fact_filter.until:
        period = (fact_filter.since or ALL_DAYS[0], fact_filter.until or ALL_DAYS[1])
    # A new period gets a new chart, which knows nothing of the selection before.
    key = f"chart-months-{fact_filter.since}-{fact_filter.until}"
    sections.show_figure(
        facts_by_month_figure(counts, page.theme, period=period),
        key=key,
        alt=f"Bars: facts by month of recording; most in {format_month(busiest)}.",
        on_select=checked(lambda: _apply_selection(key)),
        selection_mode="box",
    )
    if period is not None:
        st.button(
            "All months",
            key="strip-all",
            on_click=checked(_set_period),
            args=((),),
            type="tertiary",
        )


@cached_chart
def facts_by_month_figure(
    counts: Mapping[date, int], theme: Theme, *, period: tuple[date, date] | None
) -> go.Figure:
    """A thin strip: how many facts were recorded in each month."""
    months = sorted(counts)
    colours = [
        theme.accent
        if period is None or period[0].replace(day=1) <= month <= period[1]
        else theme.border
        for month in months
    ]
    figure = go.Figure(
        go.Bar(
            x=months,
            y=[counts[month] for month in months],
            # A month is about this long in milliseconds.
            width=[27 * 86_400_000] * len(months),
            marker={"color": colours},
            customdata=[
                [formatting.format_count(counts[month], "fact")] for month in months
            ],
            hovertemplate="%{x|%b %Y}: %{customdata[0]}<extra></extra>",
        )
    )
    apply_style(figure, theme, height=120)
    # A drag chooses months; colours tell which are chosen, not plotly's own fading.
    figure.update_layout(
        dragmode="select",
        selectdirection="h",
        # Bars are thin: the space above and below one belongs to it.
        hovermode="x",
    )
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    figure.update_xaxes(showgrid=False, tickformat="%Y", nticks=8)
    figure.update_yaxes(rangemode="tozero", **integer_ticks(counts.values()))
    return figure


def _busiest_month_text(counts: Mapping[date, int], busiest: date) -> str:
    if len(counts) == 1:
        return f"All in {format_month(busiest)}"
    if counts[busiest] == 1:
        first, last = min(counts), max(counts)
        return f"From {format_month(first)} to {format_month(last)}"
    facts = formatting.format_count(counts[busiest], "fact")
    return f"Busiest month: {format_date(busiest, 'MMMM y')} ({facts})"


def _apply_selection(key: str) -> None:
    selection: Any = st.session_state.get(key)
    months = [
        point.get("x")
        for point in (selection or {}).get("selection", {}).get("points", [])
    ]
    _set_period(months)


def _set_period(months: Sequence[Any]) -> None:
    since, until = selected_period(months)
    for name, value in ((SINCE, since), (UNTIL, until), (BEFORE, None), (FACT, None)):
        address.set_parameter(name, value)
    st.session_state[_CHANGED_KEY] = True


def selected_period(months: Sequence[Any]) -> tuple[str | None, str | None]:
    """The first and last day of the months of the bars; None without bars."""
    days = sorted(date.fromisoformat(str(month)[:10]) for month in months)
    if not days:
        return None, None
    return days[0].isoformat(), last_day_of_month(days[-1]).isoformat()
