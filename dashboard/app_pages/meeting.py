"""The secretariat asks: is the meeting ready? Everybody asks: what is it about?"""

import streamlit as st

from dashboard.components import html
from dashboard.data.page_context import Scene
from dashboard.forms import buttons
from dashboard.meetings import panels as meetings_panels
from dashboard.meetings import preparation, texts
from dashboard.registration import panels as registration_panels
from dashboard.shell import layout
from dashboard.widgets import headings


def meeting(scene: Scene) -> None:
    look, it = scene.look, scene.meeting
    if it is None:
        st.html(html.headline("No meeting is on record here yet."))
        headings.empty(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    delegations, objectives = look.delegations(it.id), look.objectives(it.id)
    counted = registration_panels.counted(scene, it)
    waiting = registration_panels.waiting(counted)
    sentence = texts.headline(it, delegations, objectives, waiting)
    st.html(html.headline(sentence))
    buttons.past(scene)
    meetings_panels.particulars(scene, it, delegations)
    left, right = st.columns(2, gap="large")
    with left:
        meetings_panels.agenda(it)
        meetings_panels.objectives(scene, objectives)
    with right:
        meetings_panels.attendance(it, delegations, counted)
        registration_panels.delegations(scene, delegations, counted)
    if counted is not None:
        registration_panels.registrations(scene, it, delegations, counted)
    preparation.panel(scene, it)
    meetings_panels.editions(scene, it)


layout.show(meeting, "page.meeting")
