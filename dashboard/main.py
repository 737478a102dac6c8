"""Streamlit's entry point: the layout, then the page that the address names."""

from pathlib import Path

import streamlit as st

from dashboard.follow_up import forms
from dashboard.forms import form_dialog
from dashboard.shell import layout

st.set_page_config(
    page_title="Network of National Focal Points",
    page_icon=str(Path(__file__).with_name("static") / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(layout.OVERVIEW_PAGE, title="Overview", default=True),
        st.Page(layout.MEETING_PAGE, title="Meeting", url_path="meeting"),
        st.Page(layout.FOLLOW_UP_PAGE, title="Follow-up", url_path="follow-up"),
        st.Page(layout.COMMITMENTS_PAGE, title="Commitments", url_path="commitments"),
        st.Page(layout.HISTORY_PAGE, title="History", url_path="history"),
        st.Page(layout.PEOPLE_PAGE, title="People", url_path="people"),
        st.Page(layout.IMPORT_PAGE, title="Import", url_path="import"),
        st.Page(layout.READINGS_PAGE, title="Readings", url_path="readings"),
        st.Page(
            layout.ADMINISTRATION_PAGE,
            title="Administration",
            url_path="administration",
        ),
    ],
    position="hidden",
)
layout.show_header()
form_dialog.show_open_form(layout.page_context(), forms.restore_form)
page.run()
