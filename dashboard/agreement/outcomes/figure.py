"""The bands from objectives through decisions to activities. Paths in, a figure out."""

from html import escape

import plotly.graph_objects as go

from bsm_domain.agreement.state import UNDECIDED
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation import formatting
from dashboard.agreement.outcomes.paths import NONE, OPEN, OVERDUE, OutcomePaths
from dashboard.components.cache import cached_chart
from dashboard.components.chart_style import apply_style
from dashboard.components.theme import Theme

# Pixels: of a node and of what lies between two of them; of a node's place.
_NODE_WIDTH, _NODE_GAP, _NODE_HEIGHT, _MIN_HEIGHT = 14, 22, 44, 280
_BAND_OPACITY = 0.35


@cached_chart
def outcome_figure(paths: OutcomePaths, theme: Theme) -> go.Figure:
    """Each node with its name and number."""
    colours = [_colour(node.kind, theme) for node in paths.nodes]
    labels = [
        f"{escape(node.label, quote=False)} · {formatting.format_number(node.value)}"
        for node in paths.nodes
    ]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            node={
                "label": labels,
                "color": colours,
                "pad": _NODE_GAP,
                "thickness": _NODE_WIDTH,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [band.source for band in paths.bands],
                "target": [band.target for band in paths.bands],
                "value": [band.value for band in paths.bands],
                "color": [_transparent(colours[band.target]) for band in paths.bands],
                "customdata": [
                    formatting.format_number(band.value) for band in paths.bands
                ],
                "hovertemplate": "%{source.label} \u2192 %{target.label}: "
                "%{customdata}<extra></extra>",
            },
            textfont={"color": theme.text, "size": 12},
        )
    )
    beside = max(len(paths.nodes) // 2, 1)
    apply_style(figure, theme, height=max(_MIN_HEIGHT, _NODE_HEIGHT * beside + 40))
    return figure


def _colour(kind: str, theme: Theme) -> str:
    statuses = theme.status_colours
    if kind in ("objective", "others"):
        return theme.secondary_text
    if kind == OVERDUE:
        return theme.overdue
    if kind == OPEN:
        return statuses["in progress"]
    if kind == NONE:
        return theme.border
    if kind == DecisionStatus.ADOPTED:
        return statuses["agreed"]
    if kind in UNDECIDED:
        return statuses["proposed"]
    return statuses.get(kind, statuses["withdrawn"])


def _transparent(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_BAND_OPACITY})"
