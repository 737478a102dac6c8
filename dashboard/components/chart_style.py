"""Rows in, figures out. Knows plotly; knows nothing of streamlit or of facts.

Every figure is labelled directly, states its measure, and takes its colours from the
theme, where one colour has one meaning. Findings stand above the figures, as text.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io

from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership.overview import RegistrationsOn
from dashboard.components import formatting
from dashboard.components.cache import cached_chart
from dashboard.components.theme import FONT, STATUS_ORDER, STATUS_PATTERNS, Theme

# All that figures look like is said by `finish`, so none carries Plotly's template.
plotly.io.templates.default = None

# Pixels.
BAR_HEIGHT, LINE_HEIGHT, BAR_GAP, MARGIN = 10, 18, 14, 8
TITLE_CHARACTERS = 46


@cached_chart
def registrations_over_time(
    rows: Sequence[RegistrationsOn], theme: Theme, *, starts_on: date
) -> go.Figure:
    """Nominated and confirmed, cumulated by day, up to the meeting."""
    figure = go.Figure()
    days = [row.day for row in rows]
    # Dashes and the label tell the two lines apart where colours do not.
    for name, values, colour, dash in (
        ("nominated", [row.nominated for row in rows], theme.secondary_text, "dot"),
        ("confirmed", [row.confirmed for row in rows], theme.accent, "solid"),
    ):
        figure.add_scatter(
            x=days,
            y=values,
            name=name,
            mode="lines",
            line={"color": colour, "width": 2, "dash": dash, "shape": "hv"},
            hovertemplate="%{x|%-d %b %Y}: %{y} " + name + "<extra></extra>",
        )
    if rows:
        last = rows[-1]
        same = last.nominated == last.confirmed
        labels = [("nominated", last.nominated), ("confirmed", last.confirmed)]
        if same:
            labels = [("nominated and confirmed", last.confirmed)]
        for name, value in labels:
            figure.add_annotation(
                x=last.day,
                y=value,
                text=f"{value} {name}",
                showarrow=False,
                xanchor="right",
                yanchor="bottom" if name != "confirmed" else "top",
            )
        figure.add_vline(x=_noon(starts_on), line={"color": theme.border, "width": 1})
        figure.add_annotation(
            x=_noon(starts_on),
            y=0,
            text="meeting",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font={"color": theme.secondary_text},
        )
    apply_style(figure, theme, height=280)
    figure.update_xaxes(showgrid=False, tickformat="%-d %b<br>%Y", nticks=5)
    most = [row.nominated for row in rows]
    figure.update_yaxes(rangemode="tozero", **integer_ticks(most))
    return figure


@cached_chart
def activities_by_status(counts: Mapping[str, int], theme: Theme) -> go.Figure:
    """One bar a status, in the order of an activity's life, each with its number."""
    statuses = [status for status in STATUS_ORDER if counts.get(status)]
    figure = go.Figure(
        go.Bar(
            x=[counts[status] for status in statuses],
            y=statuses,
            orientation="h",
            marker={
                "color": [theme.status_colours[status] for status in statuses],
                # Pale statuses would be lost on the ground without an edge.
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
def overdue_by_owner(rows: Sequence[Activity], theme: Theme) -> go.Figure:
    """Overdue activities, the latest first: owner and title above a bar of days.

    Places are reckoned in pixels, so that long titles have the lines they need.
    """
    rows = sorted(rows, key=lambda row: row.days_late, reverse=True)
    titles = [wrap_title(f"{row.owner} · {row.title}") for row in rows]
    figure = go.Figure()
    below = 0
    for row, title in zip(rows, titles, strict=True):
        bar_at = below + LINE_HEIGHT * len(title) + BAR_HEIGHT / 2
        figure.add_bar(
            x=[row.days_late],
            y=[bar_at],
            orientation="h",
            width=BAR_HEIGHT,
            marker={"color": theme.overdue},
            customdata=[
                [
                    escape(row.owner_name),
                    formatting.day(row.due_on),
                    formatting.format_count(row.days_late, "day"),
                ]
            ],
            hovertemplate=(
                "%{customdata[0]}: due %{customdata[1]}, %{customdata[2]} late"
                "<extra></extra>"
            ),
        )
        figure.add_annotation(
            x=0,
            y=bar_at - BAR_HEIGHT / 2,
            text=f"{'<br>'.join(title)} <b>{formatting.days_late(row.days_late)}</b>",
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            align="left",
            borderpad=0,
        )
        below = int(bar_at + BAR_HEIGHT / 2 + BAR_GAP)
    apply_style(figure, theme, height=max(below, LINE_HEIGHT) + 2 * MARGIN)
    figure.update_layout(barmode="overlay", margin_l=0, margin_pad=0)
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(visible=False, range=[max(below, LINE_HEIGHT), 0])
    return figure


@cached_chart
def facts_by_month(
    counts: Mapping[date, int], theme: Theme, *, chosen: tuple[date, date] | None
) -> go.Figure:
    """A thin strip: how many facts were recorded in each month."""
    months = sorted(counts)
    colours = [
        theme.accent
        if chosen is None or chosen[0].replace(day=1) <= month <= chosen[1]
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


def wrap_title(text: str) -> list[str]:
    """Text of people for a figure, where `<` would begin a mark of plotly's own."""
    return [escape(line, quote=False) for line in wrap(text, TITLE_CHARACTERS)]


def integer_ticks(values: Collection[int]) -> dict[str, int]:
    """Things are counted whole, so the axis must not offer halves."""
    return {"dtick": 1} if max(values, default=0) < 4 else {"nticks": 4}


def _noon(day: date) -> str:
    return f"{day.isoformat()}T12:00"


def apply_style(figure: go.Figure, theme: Theme, *, height: int) -> None:
    """The look that every figure shares; `height` in pixels."""
    axis: dict[str, Any] = {
        "gridcolor": theme.border,
        "linecolor": theme.border,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": theme.secondary_text, "size": 12},
    }
    figure.update_layout(
        height=height,
        margin={"l": MARGIN, "r": 24, "t": MARGIN, "b": MARGIN, "pad": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": theme.text},
        showlegend=False,
        hoverlabel={
            "bgcolor": theme.raised_background,
            "bordercolor": theme.border,
            "font": {"color": theme.text},
        },
        xaxis={**axis, "automargin": True},
        yaxis={**axis, "automargin": True},
        separators=f".{formatting.THIN_SPACE}",
    )
