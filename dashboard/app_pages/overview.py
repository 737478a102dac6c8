"""Leadership asks: who came, what was promised, who is late?"""

import streamlit as st

from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.overview import changes, panels, texts
from dashboard.overview.key_figures import key_figures
from dashboard.registration import registrations_over_time
from dashboard.shell import layout
from dashboard.widgets import headings


def show_overview(page: PageContext) -> None:
    viewer, meeting = page.viewer, page.meeting
    if meeting is None:
        st.html(html.headline("No meeting is on record here yet."))
        headings.show_empty_state(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    figures = viewer.overview_figures(meeting.id)
    overdue = panels.overdue_activities(page)
    sentence = texts.headline(meeting, figures, overdue)
    st.html(html.headline(sentence))
    st.html(html.key_figures(key_figures(meeting, figures, viewer.meetings())))
    figures_by_name = panels.overview_charts(page)
    # Row by row, so that a narrow screen shows them in the same order.
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_delegations(page, viewer.delegations(meeting.id))
    with right:
        changes.show_changes(page)
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_overdue(page, overdue, figures_by_name["late"])
    with right:
        panels.show_burn_up(
            page, panels.activities_over_time(page), figures_by_name["burn-up"]
        )
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_objectives(page, viewer.objectives(meeting.id))
    with right:
        panels.show_activities(
            page, viewer.activities(meeting.id), figures_by_name["activities"]
        )
    registrations_over_time.show_registrations_over_time(
        page, viewer.registrations_over_time(meeting), figures_by_name["registrations"]
    )


layout.redirect_to_allowed_page()
layout.show_page(show_overview, "page.overview")
