"""The panels of the Commitments: a finding, its measure, a figure, its table, its
facts; and from every number the way to the activities behind it.
"""

import streamlit as st

from bsm_projections.history.facts_behind_figures import Counted
from bsm_projections.leadership.burn_up import LINES
from bsm_service.leadership import texts as told
from dashboard.components import formatting as wording
from dashboard.components import html as markup
from dashboard.components.html import Column, KeyFigure
from dashboard.follow_up import charts as charts_promises
from dashboard.leadership import activity_links as commitment_links
from dashboard.leadership import breakdowns as commitment_breakdowns
from dashboard.leadership import html as drawn_as
from dashboard.leadership.selection import Shown, facts
from dashboard.shell import address, fact_links
from dashboard.shell.comparison import SINCE
from dashboard.widgets import plotly_chart as drawing
from dashboard.widgets.headings import empty, heading
from dashboard.widgets.tables import table_and_facts

_SENTENCES = 8
# Further ways from a figure: to a part of what it counts.
_PARTS = {
    "slipped": (("Twice or more", "slipped twice"),),
    "on time": (("On time", "completed on time"),),
}


def shown(it: Shown) -> None:
    """All of the page below its choices."""
    if not it.found.figures.activities:
        empty(
            "Focal points and the Chair propose activities, and meetings agree on "
            "them; what becomes of them is told here. Choose all meetings, or a later "
            "day."
        )
        return
    st.html(markup.key_figures(key_figures(it)))
    left, right = st.columns(2, gap="large")
    with left:
        _burn_up(it)
    with right:
        _changes(it)
    left, right = st.columns(2, gap="large")
    with left:
        commitment_breakdowns.ages(it)
    with right:
        commitment_breakdowns.slips(it)
    commitment_breakdowns.owners(it)


def key_figures(it: Shown) -> list[KeyFigure]:
    """Each opens exactly the activities that it was counted from."""
    figures = it.found.figures
    # An address that is sent on means this meeting, whichever is the latest by then.
    meeting = {address.MEETING: it.meeting_id} if it.meeting_id else {}
    return [
        KeyFigure(
            one.label,
            one.value,
            one.note,
            one.definition,
            facts=address.with_everywhere(
                facts(fact_links.of_activities(commitment_links.chosen(name))) | meeting
            ),
            table=commitment_links.link(commitment_links.chosen(name)),
            alarming=name == "overdue" and figures.overdue > 0,
            opens="Activities",
            also=tuple(
                (opens, commitment_links.link(commitment_links.chosen(part)))
                for opens, part in _PARTS.get(name, ())
            ),
        )
        for name, one in told.figures(figures).items()
    ]


def _burn_up(it: Shown) -> None:
    rows = it.found.burn_up
    heading(
        told.kept(rows),
        f"Activities agreed, confirmed as done and withdrawn, cumulated "
        f"{told.CLOCKS[it.clock]}; what was split, merged or superseded counts as what "
        "continues it",
    )
    if not rows:
        empty("Activities are counted here once a meeting has agreed on them.")
        return
    if together := it.found.recorded_together:
        st.html(drawn_as.marks([told.together(one) for one in together]))
    scene = it.scene
    figure = scene.look.drawn(
        "burn-up of commitments",
        lambda: charts_promises.burn_up(
            rows, scene.theme, until=scene.look.moment.at.date()
        ),
        it.meeting_id,
        it.clock,
        scene.theme.name,
        "en",
    )
    drawing.chart(
        figure,
        key="chart-commitments",
        alt=f"Rising lines from {wording.day(rows[0].day)}, {told.CLOCKS[it.clock]}: "
        f"{told.kept(rows)}. The same is in the table below.",
    )
    table_and_facts(
        scene,
        "commitments",
        f"Activities cumulated {told.CLOCKS[it.clock]}",
        [Column("Day"), *(Column(it.capitalize(), True) for it in LINES.values())],
        [
            [wording.day(row.day), *map(str, (row.made, row.kept, row.given_up))]
            for row in rows
        ],
        facts(fact_links.of(Counted.PROMISES)),
    )


def _changes(it: Shown) -> None:
    found = it.found
    heading(
        f"Since {it.since.what}: {told.moved_on(found)}",
        f"What was recorded after the end of {wording.day(it.since.on)} (UTC), by "
        "whose activities",
        "changes",
    )
    if not found.changes:
        empty("Nothing was recorded since. Compare with an earlier day.")
        return
    different = told.differences(found.before, found.figures)
    said = told.shortened(told.changed(found.changes), _SENTENCES)
    st.html(
        markup.differences(different)
        + drawn_as.sentences(told.shortened(said, _SENTENCES))
    )
    names = list(
        dict.fromkeys(name for one in found.changes for name, _ in one.changes)
    )
    table_and_facts(
        it.scene,
        "changed",
        "What changed, by delegation",
        [Column("Delegation"), *(Column(name.capitalize(), True) for name in names)],
        [
            [one.name, *(str(dict(one.changes).get(name, "")) for name in names)]
            for one in found.changes
        ],
        facts(fact_links.of(Counted.CHANGES) | {SINCE: address.asked(SINCE)}),
    )
