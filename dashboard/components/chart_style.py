"""Builds figures from rows. Depends on plotly, but not on streamlit or facts.

Every figure is labelled directly, states its measure, and takes its colours from the
theme, where one colour has one meaning. Findings stand above the figures, as text.
"""

from collections.abc import Collection, Sequence
from datetime import date
from html import escape
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go
import plotly.io

from bsm_domain.foundation import formatting
from dashboard.components.theme import FONT, Theme

# All that figures look like is set by `apply_style`, so none carries Plotly's template.
plotly.io.templates.default = None

# Pixels.
BAR_HEIGHT, LINE_HEIGHT, BAR_GAP, MARGIN = 10, 18, 14, 8
ROW_HEIGHT = 40
TITLE_CHARACTERS = 46


def wrap_title(text: str) -> list[str]:
    """Text of people for a figure, where `<` would begin a mark of plotly's own."""
    return [escape(line, quote=False) for line in wrap(text, TITLE_CHARACTERS)]


def integer_ticks(values: Collection[int]) -> dict[str, int]:
    """Axis ticks are whole numbers, because things are counted."""
    return {"dtick": 1} if max(values, default=0) < 4 else {"nticks": 4}


def noon_of(day: date) -> str:
    """The middle of a day on an axis of days."""
    return f"{day.isoformat()}T12:00"


def pattern(shape: str, theme: Theme) -> dict[str, Any]:
    """What tells bars apart where colours do not."""
    return {
        "shape": shape,
        "fgcolor": theme.background,
        "fillmode": "overlay",
        "size": 6,
        "solidity": 0.25,
    }


def add_steps(
    figure: go.Figure,
    days: Sequence[date],
    values: Sequence[int],
    name: str,
    colour: str,
    dash: str,
    **area: Any,
) -> None:
    """A line of numbers, each of which holds until the next day."""
    figure.add_scatter(
        x=days,
        y=values,
        name=name,
        mode="lines",
        line={"color": colour, "width": 2, "shape": "hv", "dash": dash},
        hovertemplate="%{x|%-d %b %Y}: %{y} " + name + "<extra></extra>",
        **area,
    )


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


def apply_bar_style(
    figure: go.Figure,
    theme: Theme,
    labels: Sequence[tuple[str, int, str]],
    *,
    room: float,
) -> None:
    """The look of horizontal bars that are read without an axis: `labels` are each
    bar's place, its length, and the text at its end, for which the axis is `room` times
    as long as the longest bar.
    """
    for place, length, text in labels:
        figure.add_annotation(
            x=length,
            y=place,
            text=text,
            showarrow=False,
            xanchor="left",
            borderpad=4,
        )
    apply_style(figure, theme, height=max(260, ROW_HEIGHT * len(labels) + 20))
    longest = max((length for _, length, _ in labels), default=0) or 1
    figure.update_layout(bargap=0.35)
    figure.update_xaxes(visible=False, range=[0, longest * room])
    figure.update_yaxes(autorange="reversed", showgrid=False)


def date_ticks(since: date, until: date) -> dict[str, Any]:
    """Whole years where there is room for them; months within a few years."""
    years = (until - since).days // 365
    if years < 3:
        return {"tickformat": "%b<br>%Y", "nticks": 5}
    return {"tickformat": "%Y", "dtick": f"M{12 * (1 + years // 8)}"}
