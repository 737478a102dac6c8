"""For the secretariat: who speaks for each State. For everybody: their own data."""

import streamlit as st

from dashboard.data.page_context import PageContext
from dashboard.people import duplicates_panel, panels, selection
from dashboard.registration import own_registrations
from dashboard.shell import layout


def show_people(page: PageContext) -> None:
    if own_registrations.sees_only_own_data(page):
        own_registrations.show_own_registrations(page)
        return
    selected = selection.read_selection(page)
    focal_points = panels.current_focal_points(page, selected)
    panels.show_headline(page, selected, focal_points)
    if not selection.sees_all_delegations(page.viewer):
        panels.show_people(page, selected, focal_points)
        return
    left, right = st.columns(2, gap="large")
    with left:
        panels.show_people(page, selected, focal_points)
    with right:
        panels.show_focal_points(page, focal_points)
        duplicates_panel.show_duplicates(page)


if layout.is_page_allowed("page.people") and not own_registrations.sees_only_own_data(
    layout.page_context()
):
    selection.show_controls(layout.page_context())
layout.show_page(show_people, "page.people")
