"""The secretariat asks: is the meeting ready? Everybody asks: what is it about?"""

import streamlit as st

from dashboard.components import html as markup
from dashboard.data.page_context import Scene
from dashboard.forms import buttons as forms
from dashboard.meetings import panels as meeting_panels
from dashboard.meetings import preparation
from dashboard.meetings import texts as meeting_wording
from dashboard.registration import panels as registered
from dashboard.shell import layout as frame
from dashboard.widgets import headings


def meeting(scene: Scene) -> None:
    look, it = scene.look, scene.meeting
    if it is None:
        st.html(markup.headline("No meeting is on record here yet."))
        headings.empty(
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
