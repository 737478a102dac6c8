"""The secretariat asks: who speaks for each State? Everybody: what is held of me?"""

import streamlit as st

from dashboard.data.page_context import Scene
from dashboard.people import panels as people_panels
from dashboard.people import selection as people_choices
from dashboard.registration import own_registrations as own_panels
from dashboard.shell import layout as frame


def people(scene: Scene) -> None:
    if own_panels.is_about_oneself(scene):
        own_panels.page(scene)
        return
    choice = people_choices.wanted(scene)
    present = people_panels.present_of(scene, choice)
    people_panels.headline(scene, choice, present)
    if not people_choices.sees_all(scene.look):
        people_panels.everybody(scene, choice, present)
        return
    left, right = st.columns(2, gap="large")
    with left:
        people_panels.everybody(scene, choice, present)
    with right:
        people_panels.focal_points(scene, present)


if frame.lets_see("page.people") and not own_panels.is_about_oneself(frame.scene()):
    people_choices.bar(frame.scene())
frame.show(people, "page.people")
