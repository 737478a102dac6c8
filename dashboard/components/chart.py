"""A chart: a finding, a picture of it, a table of the same numbers, and its facts.

Each subject declares its charts in `charts.py`, as functions from what a page shows to
a chart; `widgets/sections.py` draws them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.components.html import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`title` is the finding, with its number, and `measure` what was counted.

    The picture is a Plotly figure, described by `alt`, or HTML (tiles, a list), or
    both, with `notes` above it. The table holds the picture's numbers under its
    `caption`, and `facts` are the parameters of the History that lead to the facts they
    were counted from. `name` names the table in addresses and files, and the place that
    links on the page lead to.
    """

    name: str
    title: str
    measure: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    facts: Mapping[str, str | None]
    figure: go.Figure | None = None
    alt: str = ""
    notes: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyChart:
    """What stands in place of a chart that has nothing to show: `text` says what would
    fill it.
    """

    name: str
    title: str
    measure: str
    text: str


AnyChart = Chart | EmptyChart
