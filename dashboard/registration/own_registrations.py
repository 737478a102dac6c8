"""The People page of somebody who takes part: their own data and registrations."""

import streamlit as st

from bsm_domain.foundation.roles import Role
from dashboard.components import formatting as wording
from dashboard.components import html as markup
from dashboard.data import personal_data as persons
from dashboard.data.page_context import Scene
from dashboard.forms import buttons as forms
from dashboard.meetings import html as meeting_markup
from dashboard.people import forms as people_forms
from dashboard.people import html as people_markup
from dashboard.people import texts as people_wording
from dashboard.registration import forms as registration_forms
from dashboard.widgets.headings import empty, heading


def is_about_oneself(scene: Scene) -> bool:
    """Whether the viewer sees nobody's data but their own."""
    return scene.look.principal.role is Role.PARTICIPANT


def page(scene: Scene) -> None:
    """What is on record of the viewer, and for which meetings they are registered."""
    look = scene.look
    one = persons.oneself(look)
    if one is None:
        st.html(markup.headline(people_wording.NOT_LINKED))
        empty(people_wording.HOW_TO_LINK)
        return
    own = persons.own_registrations(look)
    st.html(markup.headline(people_wording.headline_of_oneself(len(own))))
    forms.past(scene)
    told = persons.opened(
        look, (one,), persons.IN_FULL, purpose="own data", place="page People"
    )[one.id]
    heading("What is on record of you", "Others see only what their role asks for")
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"person-{one.id}"
    ):
        notes = [people_wording.designation(one, look.moment.at.date())]
        st.html(
            people_markup.person(told, one.delegation_name, notes, in_full=True),
            width="stretch",
        )
        people_forms.for_person(scene, one, told)
    st.html(people_markup.all_that_is_held())
    heading(people_wording.registered(len(own)), "Your registrations, latest first")
    if not own:
        empty(people_wording.NOT_REGISTERED)
    for meeting, registration in own:
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            key=f"registration-{registration.id}",
        ):
            edition = wording.edition(meeting)
            line = meeting_markup.registration(registration, markup.safe(edition))
            st.html(line, width="stretch")
            registration_forms.for_registration(scene, registration, meeting, None)
