"""Facts by month, as a strip. Rows in, figure out."""

from collections.abc import Mapping
from datetime import date

import plotly.graph_objects as go

from dashboard.components import formatting
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import apply_style, integer_ticks
from dashboard.components.theme import Theme


@cached_chart
def facts_by_month(
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
        # Bars are thin: whatever lies above or below one belongs to it.
        hovermode="x",
    )
    figure.update_traces(unselected={"marker": {"opacity": 1}})
    figure.update_xaxes(showgrid=False, tickformat="%Y", nticks=8)
    figure.update_yaxes(rangemode="tozero", **integer_ticks(counts.values()))
    return figure
