"""The secretariat asks: who speaks for each State? Everybody: what is held of me?"""

import streamlit as st

from dashboard.data.page_context import Scene
from dashboard.people import panels, selection
from dashboard.registration import own_registrations
from dashboard.shell import layout


def people(scene: Scene) -> None:
    if own_registrations.is_about_oneself(scene):
        own_registrations.page(scene)
        return
    choice = selection.wanted(scene)
    present = panels.present_of(scene, choice)
    panels.headline(scene, choice, present)
    if not selection.sees_all(scene.look):
        panels.everybody(scene, choice, present)
        return
    left, right = st.columns(2, gap="large")
    with left:
        panels.everybody(scene, choice, present)
    with right:
        panels.focal_points(scene, present)


if layout.lets_see("page.people") and not own_registrations.is_about_oneself(
    layout.scene()
):
    selection.bar(layout.scene())
layout.show(people, "page.people")
