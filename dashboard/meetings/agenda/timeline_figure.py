"""The timeline of an agenda. Rows in, figures out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from bsm_domain.foundation.formatting import format_date
from bsm_projections.meetings.agenda import MeetingSession
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import ROW_HEIGHT, apply_style, pattern
from dashboard.components.theme import Theme

# All days are drawn on one axis of a day's hours, which has to have some date.
_AXIS_DAY = date(2000, 1, 1)
_MILLISECONDS = 1_000  # in which Plotly measures a bar of times
_TITLE_CHARACTERS = 28
_LINE_HEIGHT = 18  # pixels


@cached_chart
def agenda_figure(sessions: Sequence[MeetingSession], theme: Theme) -> go.Figure:
    """A bar for each session that has times, in the meeting's local time. There is a
    row for each day and room, and a further one for what overlaps there.
    """
    figure = go.Figure()
    rows = agenda_rows(sessions)
    for place, (_, of_row) in enumerate(rows):
        for session in of_row:
            _add_bar(figure, session, place, theme)
    names = [name for name, _ in rows]
    apply_style(
        figure, theme, height=max(260, (ROW_HEIGHT + 24) * len(rows) + ROW_HEIGHT)
    )
    figure.update_layout(
        barmode="overlay", bargap=0.2, uniformtext={"mode": "hide", "minsize": 11}
    )
    figure.update_xaxes(type="date", tickformat="%H:%M", nticks=6, side="top")
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
    )
    return figure


def agenda_rows(
    sessions: Sequence[MeetingSession],
) -> list[tuple[str, list[MeetingSession]]]:
    """The rows of the figure, each with its name: sessions that do not overlap. Those
    without times have none.
    """
    tracks: dict[tuple[date, str], list[list[MeetingSession]]] = {}
    for session in sessions:
        if session.starts_at is None or session.ends_at is None:
            continue
        of_room = tracks.setdefault((session.on, session.room or ""), [])
        free = (
            track for track in of_room if (track[-1].ends_at or "") <= session.starts_at
        )
        track = next(free, None)
        if track is None:
            of_room.append([session])
        else:
            track.append(session)
    return [
        (_row_name(day, room), track)
        for (day, room), of_room in sorted(tracks.items(), key=lambda item: item[0])
        for track in of_room
    ]


def _row_name(day: date, room: str) -> str:
    lines = [format_date(day, "d MMM"), *wrap(room, 14)]
    return "<br>".join(escape(line, quote=False) for line in lines[:3])


def _on_axis(wall: str, day: date) -> datetime:
    """A wall time, so many hours after the midnight with which its day begins."""
    return datetime.fromisoformat(wall) - timedelta(days=(day - _AXIS_DAY).days)


def _add_bar(
    figure: go.Figure, session: MeetingSession, place: int, theme: Theme
) -> None:
    assert session.starts_at is not None  # see agenda_rows
    assert session.ends_at is not None
    start = _on_axis(session.starts_at, session.on)
    lasts = _on_axis(session.ends_at, session.on) - start
    is_closed = session.audience != "all"
    lines = wrap(session.title, _TITLE_CHARACTERS)[:2]
    figure.add_bar(
        base=[start.isoformat()],
        x=[lasts.total_seconds() * _MILLISECONDS],
        y=[place],
        orientation="h",
        marker={
            "color": theme.accent,
            "line": {"width": 1, "color": theme.background},
            "pattern": pattern("/" if is_closed else "", theme),
        },
        text=["<br>".join(escape(line, quote=False) for line in lines)],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"color": theme.on_accent},
        customdata=[
            [
                escape(session.title),
                f"{session.starts_at[11:]} to {session.ends_at[11:]}",
                escape(session.kind),
            ]
        ],
        hovertemplate=(
            "%{customdata[0]}<br>%{customdata[1]}, %{customdata[2]}<extra></extra>"
        ),
    )
