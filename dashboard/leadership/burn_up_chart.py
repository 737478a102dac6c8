"""The burn-up of activities, which the Overview shows of a meeting and the Commitments
of any.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go
from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.leadership.burn_up import BURN_UP_LABELS, BurnUpDay
from bsm_service.leadership import texts
from dashboard.components.cache import cached_chart
from dashboard.components.chart import Chart
from dashboard.components.chart_style import (
    LINE_HEIGHT,
    MARGIN,
    add_steps,
    apply_style,
    date_ticks,
    integer_ticks,
)
from dashboard.components.theme import Theme
from dashboard.data.page_context import PageContext

_PLOT_HEIGHT = 200  # pixels, of the burn-up's lines, about


def burn_up_chart(
    page: PageContext,
    rows: Sequence[BurnUpDay],
    *,
    name: str,
    measure: str,
    counted_by: str = "",
    notes: Markup | None = None,
    caption: str,
    empty_text: str,
    facts: Mapping[str, str | None],
) -> Chart:
    """Activities agreed, confirmed and withdrawn, cumulated; `counted_by` says by which
    day they are counted, where there is a choice.
    """
    first_day = formatting.format_date(rows[0].day) if rows else ""
    title = texts.burn_up_sentence(rows)
    return Chart(
        name=name,
        title=title,
        measure=measure,
        empty_text=empty_text,
        notes=notes or Markup(),
        figure=burn_up_figure(rows, page.theme, until=page.viewer.moment.at.date()),
        alt=f"Rising lines from {first_day}{counted_by}: {title}",
        caption=caption,
        rows=[
            {
                "Day": formatting.format_date(row.day),
                **{
                    label.capitalize(): getattr(row, name)
                    for name, label in BURN_UP_LABELS.items()
                },
            }
            for row in rows
        ],
        facts=facts,
    )


@cached_chart
def burn_up_figure(
    rows: Sequence[BurnUpDay], theme: Theme, *, until: date
) -> go.Figure:
    """Activities agreed, confirmed and withdrawn, cumulated up to the viewed day."""
    figure, above = go.Figure(), 24
    if rows:
        last = rows[-1]
        until = max(until, last.day)
        days = [*(row.day for row in rows), until]
        totals: list[tuple[int, str]] = []
        for name, colour, fill, dash in (
            ("made", theme.status_colours["agreed"], None, "dot"),
            ("kept", theme.status_colours["confirmed"], "tozeroy", "solid"),
            ("given_up", theme.secondary_text, None, "dash"),
        ):
            label = BURN_UP_LABELS[name]
            values = [getattr(row, name) for row in rows]
            values.append(values[-1])
            if name == "given_up" and not any(values):
                continue
            area = {"fill": fill, "fillcolor": f"rgba({_rgb(colour)}, 0.25)"}
            area = area if fill else {}
            add_steps(figure, days, values, label, colour, dash, **area)
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
        figure.update_xaxes(**date_ticks(rows[0].day, until))
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(rangemode="tozero", **integer_ticks([r.made for r in rows]))
    return figure


def _spread_labels(totals: Sequence[tuple[int, str]]) -> list[tuple[int, str, int]]:
    """Each total with the pixels by which its label is raised so that it hides none
    below, from the lowest up.
    """
    highest_total, lowest = max(value for value, _ in totals) or 1, 0
    raised = []
    for value, label in sorted(totals, key=lambda total: total[0]):
        base_height = value * _PLOT_HEIGHT // highest_total
        raised_to = max(base_height, lowest)
        raised.append((value, label, raised_to - base_height))
        lowest = raised_to + LINE_HEIGHT
    return raised


def _rgb(colour: str) -> str:
    """#0072B2 as "0, 114, 178"."""
    return ", ".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
