"""Registrations over time. Rows in, figure out."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from bsm_projections.leadership.meeting_figures import RegistrationDay
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import _noon, apply_style, integer_ticks
from dashboard.components.theme import Theme


@cached_chart
def registrations_over_time(
    rows: Sequence[RegistrationDay], theme: Theme, *, starts_on: date
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
        all_confirmed = last.nominated == last.confirmed
        labels = [("nominated", last.nominated), ("confirmed", last.confirmed)]
        if all_confirmed:
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
    nominated = [row.nominated for row in rows]
    figure.update_yaxes(rangemode="tozero", **integer_ticks(nominated))
    return figure
