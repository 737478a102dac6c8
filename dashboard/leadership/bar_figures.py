"""Bars of ages and of postponements. Rows in, figures out."""

from collections.abc import Sequence

import plotly.graph_objects as go

from bsm_projections.leadership.activity_figures import AgeBand, PostponedActivities
from dashboard.components import formatting
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import apply_bar_style
from dashboard.components.theme import Theme

MAX_OWNERS = 8


@cached_chart
def activity_ages_figure(
    bands: Sequence[AgeBand], labels: Sequence[str], theme: Theme
) -> go.Figure:
    """A bar for each band of ages, what is overdue apart by colour, pattern, word."""
    figure = go.Figure()
    for name, values, colour, pattern in (
        (
            "not overdue",
            [band.open - band.overdue for band in bands],
            theme.secondary_text,
            "",
        ),
        ("overdue", [band.overdue for band in bands], theme.overdue, "/"),
    ):
        figure.add_bar(
            x=values,
            y=list(labels),
            orientation="h",
            name=name,
            marker={
                "color": colour,
                "pattern": {
                    "shape": pattern,
                    "fgcolor": theme.background,
                    "fillmode": "overlay",
                    "size": 6,
                    "solidity": 0.25,
                },
            },
            hovertemplate="%{y}: %{x} " + name + "<extra></extra>",
        )
    bar_labels = []
    for label, band in zip(labels, bands, strict=True):
        text = f"<b>{formatting.format_number(band.open)}</b>"
        if band.overdue:
            text += f", {formatting.format_number(band.overdue)} overdue"
        bar_labels.append((label, band.open, text))
    apply_bar_style(figure, theme, bar_labels, room=1.45)
    figure.update_layout(barmode="stack")
    return figure


@cached_chart
def postponements_figure(
    rows: Sequence[PostponedActivities], theme: Theme
) -> go.Figure:
    """Whose due dates moved most often, how often, and in how many activities."""
    rows = rows[:MAX_OWNERS]
    activities = [
        formatting.format_count(row.activities, "activity", "activities")
        for row in rows
    ]
    figure = go.Figure(
        go.Bar(
            x=[row.times for row in rows],
            y=[row.of for row in rows],
            orientation="h",
            marker={"color": theme.accent},
            customdata=[
                [formatting.format_count(row.times, "date"), in_all]
                for row, in_all in zip(rows, activities, strict=True)
            ],
            hovertemplate="%{y}: %{customdata[0]} moved, in %{customdata[1]}"
            "<extra></extra>",
        )
    )
    bar_labels = [
        (row.of, row.times, f"<b>{formatting.format_number(row.times)}</b> in {in_all}")
        for row, in_all in zip(rows, activities, strict=True)
    ]
    apply_bar_style(figure, theme, bar_labels, room=1.6)
    figure.update_yaxes(type="category")
    return figure
