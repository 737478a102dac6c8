"""For the secretariat: is the meeting ready? For everybody: what is it about?"""

import streamlit as st

from dashboard.agreement import charts as agreement_charts
from dashboard.agreement.forms import decision_forms
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.meetings import (
    carry_over,
    change_forms,
    change_texts,
    form_defaults,
    preparation_forms,
    step_panels,
    texts,
)
from dashboard.meetings import charts as meetings_charts
from dashboard.meetings import panels as meetings_panels
from dashboard.registration import delegate_list_form
from dashboard.registration import panels as registration_panels
from dashboard.registration.list_of_participants import (
    forms as list_of_participants_forms,
)
from dashboard.registration.terms import forms as terms_forms
from dashboard.shell import layout
from dashboard.widgets import sections


def show_meeting(page: PageContext) -> None:
    viewer, meeting = page.viewer, page.meeting
    if meeting is None:
        step_panels.show_no_meeting(page)
        return
    delegations, objectives = (
        viewer.delegations_on_record(meeting.id),
        viewer.objectives(meeting.id),
    )
    counts = viewer.registration_counts(meeting.id)
    waiting = registration_panels.count_waiting(counts)
    today = form_defaults.today_at(meeting, viewer.moment)
    sentence = change_texts.headline(meeting) or texts.headline(
        meeting, delegations, objectives, waiting, today
    )
    st.html(html.headline(sentence))
    form_dialog.show_past_notice(page)
    meetings_panels.show_properties(page, meeting, delegations)
    forms = {
        **delegate_list_form.FORMS,
        **terms_forms.FORMS,
        **list_of_participants_forms.FORMS,
    }
    step_panels.show_steps(page, meeting, forms)
    sections.show_columns(
        page,
        page,
        meetings_panels.SECTIONS,
        (*registration_panels.SECTIONS, change_forms.organisation_name_button),
    )
    if objectives:
        decision_forms.table_button(page)
    sections.show_sections(page, page, agreement_charts.CHARTS)
    registration_panels.show_registrations(page)
    carry_over.show_open_activities(page)
    sections.show_sections(page, page, meetings_charts.CHARTS)
    preparation_forms.announcement_button(page)


layout.show_page(show_meeting, "page.meeting")
