"""The People page of somebody who takes part: their own data and registrations."""

import streamlit as st

from bsm_domain.foundation.roles import Role
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import personal_data
from dashboard.data.page_context import Scene
from dashboard.forms import buttons
from dashboard.meetings import html as meetings_html
from dashboard.people import forms as people_forms
from dashboard.people import html as people_html
from dashboard.people import texts
from dashboard.registration import forms as registration_forms
from dashboard.widgets.headings import empty, heading


def is_about_oneself(scene: Scene) -> bool:
    """Whether the viewer sees nobody's data but their own."""
    return scene.look.principal.role is Role.PARTICIPANT


def page(scene: Scene) -> None:
    """What is on record of the viewer, and for which meetings they are registered."""
    look = scene.look
    one = personal_data.oneself(look)
    if one is None:
        st.html(components_html.headline(texts.NOT_LINKED))
        empty(texts.HOW_TO_LINK)
        return
    own = personal_data.own_registrations(look)
    st.html(components_html.headline(texts.headline_of_oneself(len(own))))
    buttons.past(scene)
    told = personal_data.opened(
        look, (one,), personal_data.IN_FULL, purpose="own data", place="page People"
    )[one.id]
    heading("What is on record of you", "Others see only what their role asks for")
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"person-{one.id}"
    ):
        notes = [texts.designation(one, look.moment.at.date())]
        st.html(
            people_html.person(told, one.delegation_name, notes, in_full=True),
            width="stretch",
        )
        people_forms.for_person(scene, one, told)
    st.html(people_html.all_that_is_held())
    heading(texts.registered(len(own)), "Your registrations, latest first")
    if not own:
        empty(texts.NOT_REGISTERED)
    for meeting, registration in own:
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            key=f"registration-{registration.id}",
        ):
            edition = formatting.edition(meeting)
            line = meetings_html.registration(
                registration, components_html.safe(edition)
            )
            st.html(line, width="stretch")
            registration_forms.for_registration(scene, registration, meeting, None)
