"""The secretariat asks: is the meeting ready? Everybody asks: what is it about?"""

import streamlit as st

from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import buttons
from dashboard.meetings import panels as meetings_panels
from dashboard.meetings import preparation, texts
from dashboard.registration import panels as registration_panels
from dashboard.shell import layout
from dashboard.widgets import headings


def meeting(page: PageContext) -> None:
    viewer, it = page.viewer, page.meeting
    if it is None:
        st.html(html.headline("No meeting is on record here yet."))
        headings.show_empty_state(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    delegations, objectives = viewer.delegations(it.id), viewer.objectives(it.id)
    counted = registration_panels.registration_counts(page, it)
    waiting = registration_panels.count_waiting(counted)
    sentence = texts.headline(it, delegations, objectives, waiting)
    st.html(html.headline(sentence))
    buttons.show_past_notice(page)
    meetings_panels.show_properties(page, it, delegations)
    left, right = st.columns(2, gap="large")
    with left:
        meetings_panels.show_agenda(it)
        meetings_panels.show_objectives(page, objectives)
    with right:
        meetings_panels.show_attendance(it, delegations, counted)
        registration_panels.show_delegations(page, delegations, counted)
    if counted is not None:
        registration_panels.show_registrations(page, it, delegations, counted)
    preparation.show_open_activities(page, it)
    meetings_panels.show_editions(page, it)


layout.show_page(meeting, "page.meeting")
