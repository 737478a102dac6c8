"""For leadership: who attended, what was agreed, what is overdue."""

import streamlit as st

from dashboard.agreement.overview import awaiting
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.meetings import step_panels
from dashboard.overview import charts, panels, texts
from dashboard.registration import charts as registration_charts
from dashboard.shell import layout
from dashboard.widgets import sections


def show_overview(page: PageContext) -> None:
    viewer, meeting = page.viewer, page.meeting
    if meeting is None:
        step_panels.show_no_meeting(page)
        return
    figures = viewer.overview_figures(meeting.id)
    overdue = charts.overdue_activities(page)
    sentence = texts.headline(meeting, figures, overdue)
    st.html(html.headline(sentence))
    awaiting.show_awaited_link(page)
    step_panels.show_steps_link(page, meeting)
    st.html(
        html.key_figures(
            panels.key_figures(meeting, figures, viewer.meetings()),
            marks_invented=page.marks_invented,
        )
    )
    sections.show_sections(page, page, (*panels.SECTIONS, *registration_charts.CHARTS))


layout.redirect_to_allowed_page()
layout.show_page(show_overview, "page.overview")
