"""Horizontal bars of activities. Rows in, figures out."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.activity_figures import AgeBand, PostponedActivities
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import (
    BAR_GAP,
    BAR_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    apply_bar_style,
    apply_style,
    pattern,
    wrap_title,
)
from dashboard.components.theme import STATUS_ORDER, STATUS_PATTERNS, Theme

MAX_OWNERS = 8


@cached_chart
def activity_ages_figure(
    bands: Sequence[AgeBand], labels: Sequence[str], theme: Theme
) -> go.Figure:
    """A bar for each age band; overdue activities have a colour, pattern and label."""
    figure = go.Figure()
    for name, values, colour, shape in (
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
            marker={"color": colour, "pattern": pattern(shape, theme)},
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
    """The owners whose due dates moved most often, with times and activities."""
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


@cached_chart
def activities_by_status_figure(counts: Mapping[str, int], theme: Theme) -> go.Figure:
    """One bar per status, in the order of an activity's life, each with its number."""
    statuses = [status for status in STATUS_ORDER if counts.get(status)]
    figure = go.Figure(
        go.Bar(
            x=[counts[status] for status in statuses],
            y=statuses,
            orientation="h",
            marker={
                "color": [theme.status_colours[status] for status in statuses],
                # Without an outline, pale bars would not stand out.
                "line": {"width": 1, "color": theme.secondary_text},
                "pattern": {
                    "shape": [STATUS_PATTERNS.get(status, "") for status in statuses],
                    "fgcolor": theme.background,
                    "size": 6,
                    "solidity": 0.25,
                },
            },
            text=[formatting.format_number(counts[status]) for status in statuses],
            textposition="outside",
            cliponaxis=False,
            customdata=[
                [formatting.format_count(counts[status], "activity", "activities")]
                for status in statuses
            ],
            hovertemplate="%{y}: %{customdata[0]}<extra></extra>",
        )
    )
    apply_style(figure, theme, height=max(260, 34 * len(statuses) + 30))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


@cached_chart
def overdue_figure(rows: Sequence[Activity], theme: Theme) -> go.Figure:
    """Overdue activities, the latest first: owner and title above a bar of days.

    Positions are in pixels, so that long titles have the lines they need.
    """
    rows = sorted(rows, key=lambda row: row.days_late, reverse=True)
    titles = [wrap_title(f"{row.owner} · {row.title}") for row in rows]
    # Added all at once: Plotly goes through all annotations whenever one is added.
    bars, labels = list[go.Bar](), list[dict[str, Any]]()
    below = 0
    for row, title in zip(rows, titles, strict=True):
        bar_at = below + LINE_HEIGHT * len(title) + BAR_HEIGHT / 2
        bars.append(
            go.Bar(
                x=[row.days_late],
                y=[bar_at],
                orientation="h",
                width=BAR_HEIGHT,
                marker={"color": theme.overdue},
                customdata=[
                    [
                        escape(row.owner_name),
                        formatting.format_date(row.due_on),
                        formatting.format_count(row.days_late, "day"),
                    ]
                ],
                hovertemplate=(
                    "%{customdata[0]}: due %{customdata[1]}, %{customdata[2]} late"
                    "<extra></extra>"
                ),
            )
        )
        late = formatting.format_days_late(row.days_late)
        labels.append(
            {
                "x": 0,
                "y": bar_at - BAR_HEIGHT / 2,
                "text": f"{'<br>'.join(title)} <b>{late}</b>",
                "showarrow": False,
                "xanchor": "left",
                "yanchor": "bottom",
                "align": "left",
                "borderpad": 0,
            }
        )
        below = int(bar_at + BAR_HEIGHT / 2 + BAR_GAP)
    figure = go.Figure(data=bars, layout={"annotations": labels})
    apply_style(figure, theme, height=max(below, LINE_HEIGHT) + 2 * MARGIN)
    figure.update_layout(barmode="overlay", margin_l=0, margin_pad=0)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(visible=False, range=[max(below, LINE_HEIGHT), 0])
    return figure
