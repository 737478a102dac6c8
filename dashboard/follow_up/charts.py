"""Activities over time: how many are completed, and how their due dates moved.

As pure as the other figures: rows in, figures out.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

import plotly.graph_objects as go

from bsm_projections.follow_up.due_date_history import DueDateHistory
from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership.burn_up import BURN_UP_LABELS, BurnUpDay
from dashboard.components import formatting
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import (
    BAR_GAP,
    BAR_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    apply_style,
    integer_ticks,
    wrap_title,
)
from dashboard.components.theme import STATUS_PATTERNS, Theme
from dashboard.follow_up.due_date_texts import due_date_text, postponed_text

# How far beyond the viewed day a timeline reaches: an activity due in the far future
# would leave no room for the others.
TIMELINE_HORIZON = timedelta(days=730)
_PLOT_HEIGHT = 200  # pixels, of the burn-up's lines, about
_DAY_MILLISECONDS = (
    86_400_000  # milliseconds, which is how plotly measures a bar of dates
)


@cached_chart
def burn_up(rows: Sequence[BurnUpDay], theme: Theme, *, until: date) -> go.Figure:
    """Activities agreed, confirmed and withdrawn, cumulated up to the viewed day."""
    figure, above = go.Figure(), 24
    if rows:
        last = rows[-1]
        until = max(until, last.day)
        days = [*(row.day for row in rows), until]
        totals: list[tuple[int, str]] = []
        for name, label, colour, fill, dash in (
            (
                "made",
                BURN_UP_LABELS["made"],
                theme.status_colours["agreed"],
                None,
                "dot",
            ),
            (
                "kept",
                BURN_UP_LABELS["kept"],
                theme.status_colours["confirmed"],
                "tozeroy",
                "solid",
            ),
            (
                "given_up",
                BURN_UP_LABELS["given_up"],
                theme.secondary_text,
                None,
                "dash",
            ),
        ):
            values = [getattr(row, name) for row in rows]
            values.append(values[-1])
            if name == "given_up" and not any(values):
                continue
            figure.add_scatter(
                x=days,
                y=values,
                name=label,
                mode="lines",
                line={
                    "color": colour,
                    "width": 2,
                    "shape": "hv",
                    "dash": dash,
                },
                fill=fill,
                fillcolor=f"rgba({_rgb(colour)}, 0.25)" if fill else None,
                hovertemplate="%{x|%-d %b %Y}: %{y} " + label + "<extra></extra>",
            )
            totals.append((values[-1], label))
        for value, label, shift in _spread_labels(totals):
            figure.add_annotation(
                x=until,
                y=value,
                yshift=shift,
                text=f"<b>{value}</b> {label}",
                showarrow=False,
                xanchor="right",
                yanchor="bottom",
            )
            above = LINE_HEIGHT + MARGIN + shift
    apply_style(figure, theme, height=280)
    figure.update_layout(margin_t=above)
    if rows:
        figure.update_xaxes(**_date_ticks(rows[0].day, until))
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(rangemode="tozero", **integer_ticks([r.made for r in rows]))
    return figure


def _spread_labels(totals: Sequence[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Each total with the pixels by which its label is raised so that it hides none
    below, from the lowest up.
    """
    most, lowest = max(value for value, _ in totals) or 1, 0
    raised = []
    for value, label in sorted(totals, key=lambda one: one[0]):
        height = value * _PLOT_HEIGHT // most
        at = max(height, lowest)
        raised.append((value, label, at - height))
        lowest = at + LINE_HEIGHT
    return raised


@cached_chart
def timeline(
    rows: Sequence[Activity],
    courses: Mapping[str, DueDateHistory],
    theme: Theme,
    *,
    at: date,
) -> go.Figure:
    """A bar for each activity, from its proposal to its due date, the first due first.

    Due dates that were given up stay as hollow diamonds on a thin line; the day on
    which the owner reported it complete is a tick; the viewed day is marked. Places
    are reckoned in pixels, so that long titles have the lines they need.
    """
    figure = go.Figure()
    until = min(
        max([at, *(row.due_on for row in rows)], default=at) + timedelta(days=60),
        at + TIMELINE_HORIZON,
    )
    since = min((row.proposed_at.date() for row in rows), default=at)
    below = LINE_HEIGHT
    ghosts: list[tuple[date, float, str]] = []
    done: list[tuple[date, float, str]] = []
    for row in rows:
        title = wrap_title(f"{row.owner} · {row.title}")
        place = below + LINE_HEIGHT * len(title) + BAR_HEIGHT / 2
        course = courses.get(row.id)
        _add_bar(figure, row, theme, place, until)
        _add_title(figure, title, row, since, place, until)
        if course:
            ghosts += [
                (
                    due_date.on,
                    place,
                    f"was due {due_date_text(due_date.on, due_date.precision)}",
                )
                for due_date in course.due_dates[:-1]
                if due_date.on <= until
            ]
            if course.completed_on:
                told = f"reported complete {formatting.day(course.completed_on)}"
                done.append((course.completed_on, place, told))
        below = int(place + BAR_HEIGHT / 2 + BAR_GAP)
    _add_markers(figure, ghosts, "diamond", theme, 11)
    _add_markers(figure, done, "line-ns", theme, 12)
    _add_viewed_day(figure, at, theme)
    apply_style(figure, theme, height=below + LINE_HEIGHT + 2 * MARGIN)
    figure.update_layout(barmode="overlay", margin_l=0, margin_pad=0)
    figure.update_xaxes(type="date", range=[since, until], **_date_ticks(since, until))
    figure.update_yaxes(visible=False, range=[below, 0])
    return figure


def _add_bar(
    figure: go.Figure, row: Activity, theme: Theme, place: float, until: date
) -> None:
    start, end = row.proposed_at.date(), min(row.due_on, until)
    colour = theme.status_colours[row.status]
    figure.add_bar(
        base=[start],
        x=[max((end - start).days, 1) * _DAY_MILLISECONDS],
        y=[place],
        orientation="h",
        width=BAR_HEIGHT,
        marker={
            "color": colour,
            "line": {"width": 0},
            "pattern": {
                "shape": STATUS_PATTERNS.get(row.status, ""),
                "fgcolor": theme.background,
                "fillmode": "overlay",
                "size": 6,
                "solidity": 0.25,
            },
        },
        customdata=[
            [
                escape(row.owner_name),
                row.status,
                due_date_text(row.due_on, row.due_precision),
            ]
        ],
        hovertemplate=(
            "%{customdata[0]}: %{customdata[1]}, due %{customdata[2]}<extra></extra>"
        ),
    )
    if row.overdue:
        # What is past its day goes on, hollow, to the day from which one looks.
        figure.add_shape(
            type="line",
            x0=row.due_on,
            x1=row.due_on + timedelta(days=row.days_late),
            y0=place,
            y1=place,
            line={"color": theme.overdue, "width": 4, "dash": "dot"},
        )


def _add_title(
    figure: go.Figure,
    title: Sequence[str],
    row: Activity,
    since: date,
    place: float,
    until: date,
) -> None:
    told = [row.status]
    if row.overdue:
        told = [formatting.days_late(row.days_late)]
    if row.slips:
        told.append(postponed_text(row.slips))
    if row.due_on > until:
        told.append(f"due {due_date_text(row.due_on, row.due_precision)} \u2192")
    # A title begins where its bar does, unless that leaves it no room.
    late_start = (row.proposed_at.date() - since) > (until - since) * 0.45
    figure.add_annotation(
        x=1 if late_start else row.proposed_at.date(),
        xref="paper" if late_start else "x",
        y=place - BAR_HEIGHT / 2,
        text=f"{'<br>'.join(title)} <b>{', '.join(told)}</b>",
        showarrow=False,
        xanchor="right" if late_start else "left",
        yanchor="bottom",
        align="right" if late_start else "left",
        borderpad=0,
    )


def _add_markers(
    figure: go.Figure,
    marks: Sequence[tuple[date, float, str]],
    symbol: str,
    theme: Theme,
    size: int,
) -> None:
    if not marks:
        return
    figure.add_scatter(
        x=[day for day, _, _ in marks],
        y=[place for _, place, _ in marks],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size,
            "color": theme.background,
            "line": {"width": 2, "color": theme.text},
        },
        customdata=[[escape(told)] for _, _, told in marks],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _add_viewed_day(figure: go.Figure, at: date, theme: Theme) -> None:
    figure.add_vline(
        x=at.isoformat(), line={"color": theme.accent, "width": 1}, layer="below"
    )
    figure.add_annotation(
        x=at.isoformat(),
        y=0,
        text=formatting.day(at),
        showarrow=False,
        xanchor="right",
        yanchor="top",
        font={"color": theme.accent, "size": 12},
    )


def _date_ticks(since: date, until: date) -> dict[str, Any]:
    """Whole years where there is room for them; months within a few years."""
    years = (until - since).days // 365
    if years < 3:
        return {"tickformat": "%b<br>%Y", "nticks": 5}
    return {"tickformat": "%Y", "dtick": f"M{12 * (1 + years // 8)}"}


def _rgb(colour: str) -> str:
    """#0072B2 as "0, 114, 178"."""
    return ", ".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
