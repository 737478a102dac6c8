"""Leadership asks: who came, what was promised, who is late?"""

import streamlit as st

from dashboard.components import formatting, html
from dashboard.data.page_context import PageContext
from dashboard.overview import changes, panels
from dashboard.overview.key_figures import key_figures
from dashboard.registration import registrations_over_time
from dashboard.shell import layout
from dashboard.widgets import headings


def overview(page: PageContext) -> None:
    viewer, meeting = page.viewer, page.meeting
    if meeting is None:
        st.html(html.headline("No meeting is on record here yet."))
        headings.show_empty_state(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    figures = viewer.overview_figures(meeting.id)
    late = panels.overdue_activities(page)
    sentence = formatting.headline(meeting, figures, late)
    st.html(html.headline(sentence))
    st.html(html.key_figures(key_figures(meeting, figures, viewer.meetings())))
    drawn = panels.overview_charts(page)
    # Row by row, so that a narrow screen shows them in the same order.
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_delegations(page, viewer.delegations(meeting.id))
    with right:
        changes.show_changes(page)
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_overdue(page, late, drawn["late"])
    with right:
        panels.show_burn_up(page, panels.activities_over_time(page), drawn["burn-up"])
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_objectives(page, viewer.objectives(meeting.id))
    with right:
        panels.show_activities(page, viewer.activities(meeting.id), drawn["activities"])
    registrations_over_time.show_registrations_over_time(
        page, viewer.registrations_over_time(meeting), drawn["registrations"]
    )


layout.redirect_to_allowed_page()
layout.show_page(overview, "page.overview")
