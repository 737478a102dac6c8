"""How old open promises are, and whose dates move. As pure as the other figures."""

from collections.abc import Sequence

import plotly.graph_objects as go

from bsm_projections.leadership.figures import AgeBand, PostponedActivities
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
            [one.open - one.overdue for one in bands],
            theme.secondary_text,
            "",
        ),
        ("overdue", [one.overdue for one in bands], theme.overdue, "/"),
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
    for label, one in zip(labels, bands, strict=True):
        late = (
            f", {formatting.format_number(one.overdue)} overdue" if one.overdue else ""
        )
        figure.add_annotation(
            x=one.open,
            y=label,
            text=f"<b>{formatting.format_number(one.open)}</b>{late}",
            showarrow=False,
            xanchor="left",
            borderpad=4,
        )
    apply_style(figure, theme, height=max(260, _ROW_HEIGHT * len(bands) + 20))
    figure.update_layout(barmode="stack", bargap=0.35)
    # Room for the words beside the longest bar.
    most = max((one.open for one in bands), default=0) or 1
    figure.update_xaxes(visible=False, range=[0, most * 1.45])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


@cached_chart
def postponements(rows: Sequence[PostponedActivities], theme: Theme) -> go.Figure:
    """Whose due dates moved most often, how often, and in how many activities."""
    shown = rows[:MAX_OWNERS]
    figure = go.Figure(
        go.Bar(
            x=[one.times for one in shown],
            y=[one.of for one in shown],
            orientation="h",
            marker={"color": theme.accent},
            customdata=[
                [
                    formatting.format_count(one.times, "date"),
                    formatting.format_count(one.activities, "activity", "activities"),
                ]
                for one in shown
            ],
            hovertemplate="%{y}: %{customdata[0]} moved, in %{customdata[1]}"
            "<extra></extra>",
        )
    )
    for one in shown:
        in_all = formatting.format_count(one.activities, "activity", "activities")
        figure.add_annotation(
            x=one.times,
            y=one.of,
            text=f"<b>{formatting.format_number(one.times)}</b> in {in_all}",
            showarrow=False,
            xanchor="left",
            borderpad=4,
        )
    apply_style(figure, theme, height=max(260, _ROW_HEIGHT * len(shown) + 20))
    figure.update_layout(bargap=0.35)
    most = max((one.times for one in shown), default=0) or 1
    figure.update_xaxes(visible=False, range=[0, most * 1.6])
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return figure
