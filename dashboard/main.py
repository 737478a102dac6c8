"""Where a visitor arrives: the frame, then the page that the address names."""

from pathlib import Path

import streamlit as st

from dashboard.follow_up import forms
from dashboard.forms import buttons
from dashboard.shell import layout

st.set_page_config(
    page_title="Network of National Focal Points",
    page_icon=str(Path(__file__).with_name("static") / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(layout.OVERVIEW, title="Overview", default=True),
        st.Page(layout.MEETINGS, title="Meeting", url_path="meeting"),
        st.Page(layout.FOLLOW_UP, title="Follow-up", url_path="follow-up"),
        st.Page(layout.COMMITMENTS, title="Commitments", url_path="commitments"),
        st.Page(layout.HISTORY, title="History", url_path="history"),
        st.Page(layout.PEOPLE, title="People", url_path="people"),
        st.Page(layout.IMPORTS, title="Import", url_path="import"),
        st.Page(layout.READINGS, title="Readings", url_path="readings"),
        st.Page(
            layout.ADMINISTRATION, title="Administration", url_path="administration"
        ),
    ],
    position="hidden",
)
layout.begin()
buttons.opened(layout.scene(), forms.form_again)
page.run()
