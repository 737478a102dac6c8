"""The secretariat asks: is the meeting ready? Everybody asks: what is it about?"""

import streamlit as st

from dashboard import (
    forms,
    frame,
    markup,
    meeting_panels,
    meeting_wording,
    panels,
    preparation,
)
from dashboard import registration_panels as registered
from dashboard.scene import Scene


def meeting(scene: Scene) -> None:
    look, it = scene.look, scene.meeting
    if it is None:
        st.html(markup.headline("No meeting is on record here yet."))
        panels.empty(
            "The secretariat announces a meeting; or choose another one above, or a "
            "later day."
        )
        return
    delegations, objectives = look.delegations(it.id), look.objectives(it.id)
    counted = registered.counted(scene, it)
    waiting = registered.waiting(counted)
    sentence = meeting_wording.headline(it, delegations, objectives, waiting)
    st.html(markup.headline(sentence))
    forms.past(scene)
    meeting_panels.particulars(scene, it, delegations)
    left, right = st.columns(2, gap="large")
    with left:
        meeting_panels.agenda(it)
        meeting_panels.objectives(scene, objectives)
    with right:
        meeting_panels.attendance(it, delegations, counted)
        registered.delegations(scene, delegations, counted)
    if counted is not None:
        registered.registrations(scene, it, delegations, counted)
    preparation.panel(scene, it)
    meeting_panels.editions(scene, it)


frame.show(meeting, "page.meeting")
