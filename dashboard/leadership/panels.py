"""The panels of the Commitments: key figures and charts; from every number there is a
way to the activities behind it.
"""

import streamlit as st

from bsm_service.leadership import key_figure_texts
from dashboard.components import html
from dashboard.components.chart import facts_of_activities
from dashboard.components.html import KeyFigure
from dashboard.leadership import activity_links, charts
from dashboard.leadership.selection import LeadershipSelection, fact_link_parameters
from dashboard.shell import address
from dashboard.widgets import sections
from dashboard.widgets.headings import show_empty_state

_NO_ACTIVITIES = (
    "Focal points and the Chair propose activities and meetings agree on them; their "
    "progress is shown here. Choose all meetings or a later day."
)
# Further links of a figure, to a part of what it counts.
_DETAIL_LINKS = {
    "slipped": (("At least twice", "slipped twice"),),
    "on time": (("Completed on time", "completed on time"),),
}


def show_report(selected: LeadershipSelection) -> None:
    """All of the page below its filters."""
    if not selected.report.figures.activities:
        show_empty_state(_NO_ACTIVITIES)
        return
    st.html(
        html.key_figures(
            key_figures(selected), marks_invented=selected.page.marks_invented
        )
    )
    sections.show_sections(selected.page, selected, charts.CHARTS)


def key_figures(selected: LeadershipSelection) -> list[KeyFigure]:
    """Each opens exactly the activities that it was counted from."""
    figures = selected.report.figures
    # A link that is passed on keeps this meeting, even if a later one follows.
    meeting = {address.MEETING: selected.meeting_id} if selected.meeting_id else {}
    return [
        KeyFigure(
            figure.label,
            figure.value,
            figure.note,
            figure.definition,
            facts_query=address.with_shared_parameters(
                fact_link_parameters(
                    facts_of_activities(activity_links.figure_filters(name))
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
