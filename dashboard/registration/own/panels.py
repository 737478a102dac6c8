"""The page My registration: state, sessions with places, own details."""

import streamlit as st

from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.people.read_model import Participant
from bsm_projections.registration.own.queries import OwnRegistration, own_registration
from bsm_service.registration.commands import RequestRegistration
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import FormSubject, allowed_forms
from dashboard.forms.generated_form import form_of, override
from dashboard.meetings import texts as meetings_texts
from dashboard.meetings.agenda.session_places import (
    places_notes,
    sessions_with_places,
    transport_text,
)
from dashboard.people import texts as people_texts
from dashboard.people.forms import person_button
from dashboard.registration import forms
from dashboard.registration.own import texts
from dashboard.registration.session_places import texts as session_places_texts
from dashboard.registration.session_places.forms import place_button
from dashboard.registration.terms.forms import terms_of
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)


def show_own_registration(page: PageContext) -> None:
    viewer, meeting = page.viewer, page.shown_meeting
    participant = personal_data.own_participant(viewer)
    if participant is None:
        st.html(components_html.headline(people_texts.ACCOUNT_NOT_LINKED))
        show_empty_state(people_texts.HOW_TO_LINK)
        return
    registration = viewer.fetch(
        "read.own-registration",
        own_registration,
        meeting.id,
        participant_id=participant.id,
    )
    st.html(components_html.headline(texts.headline(registration, meeting)))
    form_dialog.show_past_notice(page)
    if registration is None:
        _show_request(page)
    else:
        _show_state(page, registration)
        _show_sessions(page, registration)
    _show_details(page, participant)


def _show_request(page: PageContext) -> None:
    """Where the terms allow it, people ask to take part themselves."""
    viewer, meeting = page.viewer, page.shown_meeting
    may_ask = terms_of(viewer, meeting).people_may_ask
    is_possible = RequestRegistration.is_possible(meeting.status)
    if not may_ask or not is_possible:
        show_empty_state(texts.not_registered(meeting))
        return
    show_empty_state(texts.MAY_ASK)
    form = form_of(
        RequestRegistration,
        override("function", value=DelegateFunction.MEMBER),
        override("remark", label=texts.ASK_REMARK),
        label=texts.ASK,
    )
    own = viewer.principal.participant
    form_dialog.form_button(
        page,
        FormSubject(
            texts.ASK, meeting.title, {"meeting_id": meeting.id}, place="own-request"
        ),
        allowed_forms(
            viewer.principal, None, form, person=str(own), status=meeting.status
        ),
        is_primary=True,
    )


def _show_state(page: PageContext, registration: OwnRegistration) -> None:
    meeting = page.shown_meeting
    properties = render(
        "meetings/meeting.html",
        "meeting_properties",
        [
            (term, text, None, False)
            for term, text in texts.properties(meeting, registration)
        ],
        meetings_texts,
    )
    with line_with_buttons(properties, f"own-{registration.id}"):
        forms.registration_button(
            page, registration, meeting, None, label=texts.CANNOT_COME
        )


def _show_sessions(page: PageContext, registration: OwnRegistration) -> None:
    """The sessions with limited places, for whoever has a seat."""
    sessions = sessions_with_places(page.viewer, page.shown_meeting)
    if not sessions or registration.status not in ("confirmed", "attended"):
        return
    states = {place.session_id: place.state for place in registration.places}
    show_heading(
        texts.sessions_finding(list(states.values())),
        session_places_texts.MEASURE,
        is_invented=page.marks_invented,
    )
    now, zone = page.viewer.moment.at, page.shown_meeting.time_zone
    for session in sessions:
        state = states.get(session.session_id)
        own = session_places_texts.OWN_STATES.get(
            state or "", session_places_texts.NO_PLACE
        )
        line = render(
            "registration/my_delegation.html",
            "member_line",
            session.title,
            [own, *places_notes(session, now, zone)],
            "",
            transport_text(session),
        )
        with line_with_buttons(line, f"place-{session.session_id}"):
            place_button(page, registration, session, state)


def _show_details(page: PageContext, participant: Participant) -> None:
    """The viewer's own data, and whether lists leave out the name."""
    person = personal_data.open_personal_data(
        page.viewer,
        (participant,),
        personal_data.ALL_GROUPS,
        purpose="own data",
        place="page My registration",
    )[participant.id]
    show_heading(people_texts.OWN_DATA, people_texts.OWN_DATA_MEASURE)
    card = render(
        "people/person.html",
        "person_card",
        person,
        participant.delegation_name,
        [texts.WITHHELD if participant.withheld else texts.LISTED],
        people_texts,
        in_full=True,
    )
    with line_with_buttons(card, f"person-{participant.id}"):
        person_button(page, participant, person)
    st.html(render("people/person.html", "own_data_link"))
