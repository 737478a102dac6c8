"""The panels of the Commitments: a finding, its measure, a figure, its table, its
facts; and from every number the way to the activities behind it.
"""

import streamlit as st

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.burn_up import BURN_UP_LABELS
from bsm_service.leadership import key_figures as leadership_key_figures
from bsm_service.leadership import texts
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column, KeyFigure
from dashboard.follow_up import charts
from dashboard.leadership import activity_links, breakdowns
from dashboard.leadership import html as leadership_html
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import address, fact_links
from dashboard.shell.comparison import SINCE
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_MAX_SENTENCES = 8
# Further ways from a figure: to a part of what it counts.
_DETAIL_LINKS = {
    "slipped": (("Twice or more", "slipped twice"),),
    "on time": (("On time", "completed on time"),),
}


def show_report(it: LeadershipSelection) -> None:
    """All of the page below its choices."""
    if not it.report.figures.activities:
        show_empty_state(
            "Focal points and the Chair propose activities, and meetings agree on "
            "them; what becomes of them is told here. Choose all meetings, or a later "
            "day."
        )
        return
    st.html(components_html.key_figures(key_figures(it)))
    left, right = st.columns(2, gap="large")
    with left:
        _show_burn_up(it)
    with right:
        _show_changes(it)
    left, right = st.columns(2, gap="large")
    with left:
        breakdowns.show_ages(it)
    with right:
        breakdowns.show_postponements(it)
    breakdowns.show_owners(it)


def key_figures(it: LeadershipSelection) -> list[KeyFigure]:
    """Each opens exactly the activities that it was counted from."""
    figures = it.report.figures
    # An address that is sent on means this meeting, whichever is the latest by then.
    meeting = {address.MEETING: it.meeting_id} if it.meeting_id else {}
    return [
        KeyFigure(
            one.label,
            one.value,
            one.note,
            one.definition,
            facts_query=address.with_shared_parameters(
                fact_link_parameters(
                    fact_links.facts_of_activities(activity_links.figure_filters(name))
                )
                | meeting
            ),
            table_address=activity_links.link_address(
                activity_links.figure_filters(name)
            ),
            is_alarming=name == "overdue" and figures.overdue > 0,
            table_label="Activities",
            more_links=tuple(
                (
                    opens,
                    activity_links.link_address(activity_links.figure_filters(part)),
                )
                for opens, part in _DETAIL_LINKS.get(name, ())
            ),
        )
        for name, one in leadership_key_figures.key_figures(figures).items()
    ]


def _show_burn_up(it: LeadershipSelection) -> None:
    rows = it.report.burn_up
    show_heading(
        texts.burn_up_sentence(rows),
        f"Activities agreed, confirmed as done and withdrawn, cumulated "
        f"{texts.CLOCKS[it.clock]}; what was split, merged or superseded counts as "
        "what "
        "continues it",
    )
    if not rows:
        show_empty_state(
            "Activities are counted here once a meeting has agreed on them."
        )
        return
    if together := it.report.recorded_together:
        st.html(
            leadership_html.chart_notes(
                [texts.same_day_sentence(one) for one in together]
            )
        )
    page = it.page
    figure = page.viewer.chart_for_audience(
        "burn-up of commitments",
        lambda: charts.burn_up(rows, page.theme, until=page.viewer.moment.at.date()),
        it.meeting_id,
        it.clock,
        page.theme.name,
        "en",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-commitments",
        alt=f"Rising lines from {formatting.day(rows[0].day)}, "
        f"{texts.CLOCKS[it.clock]}: "
        f"{texts.burn_up_sentence(rows)}. The same is in the table below.",
    )
    show_table_and_facts(
        page,
        "commitments",
        f"Activities cumulated {texts.CLOCKS[it.clock]}",
        [
            Column("Day"),
            *(Column(it.capitalize(), True) for it in BURN_UP_LABELS.values()),
        ],
        [
            [formatting.day(row.day), *map(str, (row.made, row.kept, row.given_up))]
            for row in rows
        ],
        fact_link_parameters(fact_links.facts_of_figure(CountedFigure.PROMISES)),
    )


def _show_changes(it: LeadershipSelection) -> None:
    found = it.report
    show_heading(
        f"Since {it.comparison.what}: {texts.changes_sentence(found)}",
        f"What was recorded after the end of {formatting.day(it.comparison.on)} (UTC), "
        "by whose activities",
        "changes",
    )
    if not found.changes:
        show_empty_state("Nothing was recorded since. Compare with an earlier day.")
        return
    different = texts.figure_differences(found.before, found.figures)
    said = texts.limit_sentences(texts.change_sentences(found.changes), _MAX_SENTENCES)
    st.html(
        components_html.figure_differences(different)
        + leadership_html.sentence_list(texts.limit_sentences(said, _MAX_SENTENCES))
    )
    names = list(
        dict.fromkeys(name for one in found.changes for name, _ in one.changes)
    )
    show_table_and_facts(
        it.page,
        "changed",
        "What changed, by delegation",
        [Column("Delegation"), *(Column(name.capitalize(), True) for name in names)],
        [
            [one.name, *(str(dict(one.changes).get(name, "")) for name in names)]
            for one in found.changes
        ],
        fact_link_parameters(
            fact_links.facts_of_figure(CountedFigure.CHANGES)
            | {SINCE: address.parameter(SINCE)}
        ),
    )
