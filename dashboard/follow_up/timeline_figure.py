"""The timeline of activities. Rows in, figures out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape

import plotly.graph_objects as go

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.due_dates import DueDateHistory
from bsm_projections.follow_up.tables import Activity
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import (
    BAR_GAP,
    BAR_HEIGHT,
    LINE_HEIGHT,
    MARGIN,
    apply_style,
    date_ticks,
    pattern,
    wrap_title,
)
from dashboard.components.theme import STATUS_PATTERNS, Theme
from dashboard.follow_up.due_date_texts import due_date_text, postponed_text

# How far beyond the viewed day a timeline reaches: an activity due in the far future
# would leave no room for the others.
TIMELINE_HORIZON = timedelta(days=730)
_DAY_MILLISECONDS = 86_400_000  # in which Plotly measures a bar of dates


@cached_chart
def timeline_figure(
    rows: Sequence[Activity],
    due_date_histories: Mapping[str, DueDateHistory],
    theme: Theme,
    *,
    day: date,
) -> go.Figure:
    """A bar for each activity, from proposal to due date, earliest due date first.

    Former due dates are hollow diamonds on a thin line; the day on
    which the owner reported it complete is a tick; the viewed day is marked. Heights
    are in pixels, so that long titles have the lines they need.
    """
    figure = go.Figure()
    until = min(
        max([day, *(row.due_on for row in rows)], default=day) + timedelta(days=60),
        day + TIMELINE_HORIZON,
    )
    since = min((row.proposed_at.date() for row in rows), default=day)
    below = LINE_HEIGHT
    former_due_dates: list[tuple[date, float, str]] = []
    completions: list[tuple[date, float, str]] = []
    for row in rows:
        title = wrap_title(f"{row.owner} · {row.title}")
        y_position = below + LINE_HEIGHT * len(title) + BAR_HEIGHT / 2
        history = due_date_histories.get(row.id)
        _add_bar(figure, row, theme, y_position, until)
        _add_title(figure, title, row, since, y_position, until)
        if history:
            former_due_dates += [
                (
                    due_date.on,
                    y_position,
                    f"was due {due_date_text(due_date.on, due_date.precision)}",
                )
                for due_date in history.due_dates[:-1]
                if due_date.on <= until
            ]
            if history.completed_on:
                text = (
                    f"reported complete {formatting.format_date(history.completed_on)}"
                )
                completions.append((history.completed_on, y_position, text))
        below = int(y_position + BAR_HEIGHT / 2 + BAR_GAP)
    _add_markers(figure, former_due_dates, "diamond", theme, 11)
    _add_markers(figure, completions, "line-ns", theme, 12)
    _add_viewed_day(figure, day, theme)
    apply_style(figure, theme, height=below + LINE_HEIGHT + 2 * MARGIN)
    figure.update_layout(barmode="overlay", margin_l=0, margin_pad=0)
    figure.update_xaxes(type="date", range=[since, until], **date_ticks(since, until))
    figure.update_yaxes(visible=False, range=[below, 0])
    return figure


def _add_bar(
    figure: go.Figure, row: Activity, theme: Theme, y_position: float, until: date
) -> None:
    start, end = row.proposed_at.date(), min(row.due_on, until)
    colour = theme.status_colours[row.status]
    figure.add_bar(
        base=[start],
        x=[max((end - start).days, 1) * _DAY_MILLISECONDS],
        y=[y_position],
        orientation="h",
        width=BAR_HEIGHT,
        marker={
            "color": colour,
            "line": {"width": 0},
            "pattern": pattern(STATUS_PATTERNS.get(row.status, ""), theme),
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
        # An overdue bar goes on as a dotted line, to the viewed day.
        figure.add_shape(
            type="line",
            x0=row.due_on,
            x1=row.due_on + timedelta(days=row.days_late),
            y0=y_position,
            y1=y_position,
            line={"color": theme.overdue, "width": 4, "dash": "dot"},
        )


def _add_title(
    figure: go.Figure,
    title: Sequence[str],
    row: Activity,
    since: date,
    y_position: float,
    until: date,
) -> None:
    notes = [row.status]
    if row.overdue:
        notes = [formatting.format_days_late(row.days_late)]
    if row.slips:
        notes.append(postponed_text(row.slips))
    if row.due_on > until:
        notes.append(f"due {due_date_text(row.due_on, row.due_precision)} \u2192")
    # A title begins where its bar does, unless that leaves it no room.
    late_start = (row.proposed_at.date() - since) > (until - since) * 0.45
    figure.add_annotation(
        x=1 if late_start else row.proposed_at.date(),
        xref="paper" if late_start else "x",
        y=y_position - BAR_HEIGHT / 2,
        text=f"{'<br>'.join(title)} <b>{', '.join(notes)}</b>",
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
        y=[y_position for _, y_position, _ in marks],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": size,
            "color": theme.background,
            "line": {"width": 2, "color": theme.text},
        },
        customdata=[[escape(text)] for _, _, text in marks],
        hovertemplate="%{customdata[0]}<extra></extra>",
    )


def _add_viewed_day(figure: go.Figure, day: date, theme: Theme) -> None:
    figure.add_vline(
        x=day.isoformat(), line={"color": theme.accent, "width": 1}, layer="below"
    )
    figure.add_annotation(
        x=day.isoformat(),
        y=0,
        text=formatting.format_date(day),
        showarrow=False,
        xanchor="right",
        yanchor="top",
        font={"color": theme.accent, "size": 12},
    )
