"""The secretariat asks: who speaks for each State? Everybody: what is held of me?"""

import streamlit as st

from dashboard.data.page_context import PageContext
from dashboard.people import panels, selection
from dashboard.registration import own_registrations
from dashboard.shell import layout


def people(page: PageContext) -> None:
    if own_registrations.is_about_oneself(page):
        own_registrations.show_own_registrations(page)
        return
    choice = selection.wanted(page)
    present = panels.present_of(page, choice)
    panels.headline(page, choice, present)
    if not selection.sees_all(page.viewer):
        panels.everybody(page, choice, present)
        return
    left, right = st.columns(2, gap="large")
    with left:
        panels.everybody(page, choice, present)
    with right:
        panels.focal_points(page, present)


if layout.is_page_allowed("page.people") and not own_registrations.is_about_oneself(
    layout.page_context()
):
    selection.bar(layout.page_context())
layout.show_page(people, "page.people")
