"""The Overview's sections: its charts, and what changed since a day of the reader's
choice.
"""

from datetime import timedelta

import streamlit as st

from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.overview import charts, texts
from dashboard.shell import address
from dashboard.shell.comparison_date import comparison_day, show_comparison_day
from dashboard.widgets.headings import show_empty_state, show_heading
from dashboard.widgets.tables import HISTORY

MAX_FACTS = 6


def show_changes(page: PageContext) -> None:
    """The figures that changed, the latest facts, and a link to all of them."""
    viewer, meeting = page.viewer, page.shown_meeting
    comparison = comparison_day(page, meeting)
    before, _ = record.moment_as_of(comparison.on.isoformat())
    figures_before = viewer.at_moment(before).overview_figures(meeting.id)
    figures_now = viewer.overview_figures(meeting.id)
    fact_filter = FactFilter(meeting.id, beyond=before.position)
    facts = viewer.facts(fact_filter, None)
    show_heading(
        texts.changes_finding(
            facts.total, comparison.what, figures_before, figures_now
        ),
        texts.changes_measure(meeting, comparison.on),
    )
    if not facts.items:
        show_empty_state(texts.NO_CHANGES)
    else:
        st.html(
            html.figure_differences(
                texts.figure_differences(figures_before, figures_now)
            )
            + render(
                "components/facts.html",
                "recent_facts",
                facts.items[:MAX_FACTS],
                lambda fact: address.link("/history", fact=str(fact.position)),
            )
        )
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="changes-since"
    ):
        show_comparison_day(page, comparison)
        if facts.total:
            st.page_link(
                HISTORY,
                label=texts.show_all_label(facts.total),
                query_params=address.with_shared_parameters(
                    {
                        address.MEETING: meeting.id,
                        "only": "meeting",
                        "from": (comparison.on + timedelta(days=1)).isoformat(),
                    }
                ),
            )


# Those of the Overview, in their order.
SECTIONS = (charts.delegations, show_changes, *charts.CHARTS)
