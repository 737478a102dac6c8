"""A chart: a finding, a picture of it, a table of the same numbers, and its facts.

Each subject declares its charts in `charts.py`, as functions from what a page shows to
a chart; `widgets/sections.py` draws them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go
from markupsafe import Markup

from bsm_domain.catalogue import fact_name
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_projections.history.facts_behind_figures import CountedFigure
from dashboard.components.html import Rows

# The History's parameter that names what a figure counts.
BEHIND = "behind"
# All facts of the activities that match the filters of the Follow-up.
ACTIVITIES = "activities"
_NOTHING = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`title` is the finding, with its number, and `measure` what was counted.

    The picture is a Plotly figure, described by `alt`, or HTML (tiles, a list), or
    both, with `notes` above it. The table has the picture's numbers under its
    `caption`: its rows name their columns, and `numeric` are those whose texts stand
    flush right as numbers do. `facts` are the parameters of the History that lead to
    the facts behind them. `name` names the table in addresses and files, and the place
    that links on the page lead to. A chart without rows shows `empty_text` instead:
    what would fill it. In a demonstration it is marked as invented as a whole, unless
    it `names_sources` line by line.
    """

    name: str
    title: str
    measure: str
    empty_text: str = ""
    notes: Markup = _NOTHING
    figure: go.Figure | None = None
    alt: str = ""
    html: Markup = _NOTHING
    caption: str = ""
    rows: Rows = ()
    numeric: Sequence[str] = ()
    facts: Mapping[str, str | None] = field(default_factory=dict)
    names_sources: bool = False


def facts_of_figure(counted: CountedFigure) -> dict[str, str | None]:
    """The History's parameters for a figure that counts by itself."""
    return {BEHIND: counted}


def facts_of(*facts: type[DomainEvent]) -> dict[str, str | None]:
    """The History's parameters for a figure that counts these facts of the meeting."""
    return {BEHIND: ",".join(fact_name(fact.TOPIC) for fact in facts)}


def facts_of_activities(
    choices: Mapping[str, str | None] | None = None,
) -> dict[str, str | None]:
    """The History's parameters for a figure that counts activities by choices of the
    Follow-up.
    """
    return {BEHIND: ACTIVITIES, **(choices or {})}
