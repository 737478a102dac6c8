"""The panels of the Commitments: a finding, its measure, a figure, its table, its
facts; and from every number the way to the activities behind it.
"""

import streamlit as st

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_projections.leadership.burn_up import BURN_UP_LABELS
from bsm_service.leadership import key_figure_texts, texts
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.components.html import Column, KeyFigure
from dashboard.follow_up import charts
from dashboard.leadership import activity_links, breakdowns
from dashboard.leadership import html as leadership_html
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import address, figure_fact_links
from dashboard.shell.comparison_date import SINCE
from dashboard.widgets import plotly_chart
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import show_table_and_facts

_MAX_SENTENCES = 8
# Further ways from a figure: to a part of what it counts.
_DETAIL_LINKS = {
    "slipped": (("Twice or more", "slipped twice"),),
    "on time": (("On time", "completed on time"),),
}


def show_report(selected: LeadershipSelection) -> None:
    """All of the page below its choices."""
    if not selected.report.figures.activities:
        show_empty_state(
            "Focal points and the Chair propose activities, and meetings agree on "
            "them; what becomes of them is told here. Choose all meetings, or a later "
            "day."
        )
        return
    st.html(components_html.key_figures(key_figures(selected)))
    left, right = st.columns(2, gap="large")
    with left:
        _show_burn_up(selected)
    with right:
        _show_changes(selected)
    left, right = st.columns(2, gap="large")
    with left:
        breakdowns.show_ages(selected)
    with right:
        breakdowns.show_postponements(selected)
    breakdowns.show_owners(selected)


def key_figures(selected: LeadershipSelection) -> list[KeyFigure]:
    """Each opens exactly the activities that it was counted from."""
    figures = selected.report.figures
    # An address that is sent on means this meeting, whichever is the latest by then.
    meeting = {address.MEETING: selected.meeting_id} if selected.meeting_id else {}
    return [
        KeyFigure(
            figure.label,
            figure.value,
            figure.note,
            figure.definition,
            facts_query=address.with_shared_parameters(
                fact_link_parameters(
                    figure_fact_links.facts_of_activities(
                        activity_links.figure_filters(name)
                    )
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
                    label,
                    activity_links.link_address(activity_links.figure_filters(part)),
                )
                for label, part in _DETAIL_LINKS.get(name, ())
            ),
        )
        for name, figure in key_figure_texts.key_figures(figures).items()
    ]


def _show_burn_up(selected: LeadershipSelection) -> None:
    rows = selected.report.burn_up
    show_heading(
        texts.burn_up_sentence(rows),
        f"Activities agreed, confirmed as done and withdrawn, cumulated "
        f"{texts.CLOCKS[selected.clock]}; what was split, merged or superseded counts "
        "as what continues it",
    )
    if not rows:
        show_empty_state(
            "Activities are counted here once a meeting has agreed on them."
        )
        return
    if bulk_entries := selected.report.recorded_together:
        st.html(
            leadership_html.chart_notes(
                [texts.same_day_sentence(entry) for entry in bulk_entries]
            )
        )
    page = selected.page
    figure = page.viewer.chart_for_audience(
        "burn-up of commitments",
        lambda: charts.burn_up(rows, page.theme, until=page.viewer.moment.at.date()),
        selected.meeting_id,
        selected.clock,
        page.theme.name,
        "en",
    )
    plotly_chart.show_chart(
        figure,
        key="chart-commitments",
        alt=f"Rising lines from {formatting.day(rows[0].day)}, "
        f"{texts.CLOCKS[selected.clock]}: "
        f"{texts.burn_up_sentence(rows)}. The same is in the table below.",
    )
    show_table_and_facts(
        page,
        "commitments",
        f"Activities cumulated {texts.CLOCKS[selected.clock]}",
        [
            Column("Day"),
            *(Column(label.capitalize(), True) for label in BURN_UP_LABELS.values()),
        ],
        [
            [formatting.day(row.day), *map(str, (row.made, row.kept, row.given_up))]
            for row in rows
        ],
        fact_link_parameters(
            figure_fact_links.facts_of_figure(CountedFigure.ACTIVITIES)
        ),
    )


def _show_changes(selected: LeadershipSelection) -> None:
    report = selected.report
    show_heading(
        f"Since {selected.comparison.what}: {texts.changes_sentence(report)}",
        "What was recorded after the end of "
        f"{formatting.day(selected.comparison.on)} (UTC), by whose activities",
        "changes",
    )
    if not report.changes:
        show_empty_state("Nothing was recorded since. Compare with an earlier day.")
        return
    differences = texts.figure_differences(report.before, report.figures)
    sentences = texts.limit_sentences(
        texts.change_sentences(report.changes), _MAX_SENTENCES
    )
    st.html(
        components_html.figure_differences(differences)
        + leadership_html.sentence_list(
            texts.limit_sentences(sentences, _MAX_SENTENCES)
        )
    )
    names = list(
        dict.fromkeys(
            name for delegation in report.changes for name, _ in delegation.changes
        )
    )
    show_table_and_facts(
        selected.page,
        "changed",
        "What changed, by delegation",
        [Column("Delegation"), *(Column(name.capitalize(), True) for name in names)],
        [
            [
                delegation.name,
                *(str(dict(delegation.changes).get(name, "")) for name in names),
            ]
            for delegation in report.changes
        ],
        fact_link_parameters(
            figure_fact_links.facts_of_figure(CountedFigure.CHANGES)
            | {SINCE: address.parameter(SINCE)}
        ),
    )
