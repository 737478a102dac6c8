"""The People page of a participant: their own data and registrations."""

import streamlit as st

from bsm_domain.foundation.roles import Role
from bsm_projections.meetings.display_names import short_meeting_name
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.people import texts
from dashboard.people.forms import person_button
from dashboard.registration import forms
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)


def sees_only_own_data(page: PageContext) -> bool:
    """Whether the viewer sees only their own data."""
    return page.viewer.principal.role is Role.PARTICIPANT


def show_own_registrations(page: PageContext) -> None:
    """The viewer's data on record, and their registrations."""
    viewer = page.viewer
    participant = personal_data.own_participant(viewer)
    if participant is None:
        st.html(components_html.headline(texts.ACCOUNT_NOT_LINKED))
        show_empty_state(texts.HOW_TO_LINK)
        return
    registrations = personal_data.own_registrations(viewer)
    st.html(components_html.headline(texts.own_headline(len(registrations))))
    form_dialog.show_past_notice(page)
    person = personal_data.open_personal_data(
        viewer,
        (participant,),
        personal_data.ALL_GROUPS,
        purpose="own data",
        place="page People",
    )[participant.id]
    show_heading(texts.OWN_DATA, texts.OWN_DATA_MEASURE)
    card = render(
        "people/person.html",
        "person_card",
        person,
        participant.delegation_name,
        [texts.designation_text(participant, viewer.moment.at.date())],
        texts,
        in_full=True,
    )
    with line_with_buttons(card, f"person-{participant.id}"):
        person_button(page, participant, person)
    st.html(render("people/person.html", "own_data_link"))
    show_heading(
        texts.registrations_finding(len(registrations)),
        texts.OWN_REGISTRATIONS_MEASURE,
    )
    if not registrations:
        show_empty_state(texts.NOT_REGISTERED)
    for meeting, registration in registrations:
        line = render(
            "registration/registrations.html",
            "registration_line",
            registration,
            short_meeting_name(meeting),
        )
        with line_with_buttons(line, f"registration-{registration.id}"):
            forms.registration_button(page, registration, meeting, None)
