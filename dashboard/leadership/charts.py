"""Charts of the page Commitments: ages of open activities, and postponements."""

from collections.abc import Sequence

import plotly.graph_objects as go

from bsm_projections.leadership.activity_figures import AgeBand, PostponedActivities
from dashboard.components import formatting
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import apply_style
from dashboard.components.theme import Theme

MAX_OWNERS = 8
_ROW_HEIGHT = 40  # pixels


@cached_chart
def activity_ages(
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
    for label, band in zip(labels, bands, strict=True):
        late = (
            f", {formatting.format_number(band.overdue)} overdue"
            if band.overdue
            else ""
        )
        figure.add_annotation(
            x=band.open,
            y=label,
            text=f"<b>{formatting.format_number(band.open)}</b>{late}",
            showarrow=False,
            xanchor="left",
            borderpad=4,
        )
    apply_style(figure, theme, height=max(260, _ROW_HEIGHT * len(bands) + 20))
    figure.update_layout(barmode="stack", bargap=0.35)
    # Room for the words beside the longest bar.
    max_open = max((band.open for band in bands), default=0) or 1
    figure.update_xaxes(visible=False, range=[0, max_open * 1.45])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


@cached_chart
def postponements(rows: Sequence[PostponedActivities], theme: Theme) -> go.Figure:
    """Whose due dates moved most often, how often, and in how many activities."""
    shown_rows = rows[:MAX_OWNERS]
    figure = go.Figure(
        go.Bar(
            x=[row.times for row in shown_rows],
            y=[row.of for row in shown_rows],
            orientation="h",
            marker={"color": theme.accent},
            customdata=[
                [
                    formatting.format_count(row.times, "date"),
                    formatting.format_count(row.activities, "activity", "activities"),
                ]
                for row in shown_rows
            ],
            hovertemplate="%{y}: %{customdata[0]} moved, in %{customdata[1]}"
            "<extra></extra>",
        )
    )
    for row in shown_rows:
        in_all = formatting.format_count(row.activities, "activity", "activities")
        figure.add_annotation(
            x=row.times,
            y=row.of,
            text=f"<b>{formatting.format_number(row.times)}</b> in {in_all}",
            showarrow=False,
            xanchor="left",
            borderpad=4,
        )
    apply_style(figure, theme, height=max(260, _ROW_HEIGHT * len(shown_rows) + 20))
    figure.update_layout(bargap=0.35)
    max_times = max((row.times for row in shown_rows), default=0) or 1
    figure.update_xaxes(visible=False, range=[0, max_times * 1.6])
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return figure
