"""Where a visitor arrives: the frame, then the page that the address names."""

from pathlib import Path

import streamlit as st

from dashboard.follow_up import forms as activity_forms
from dashboard.forms import buttons as forms
from dashboard.shell import layout as frame

st.set_page_config(
    page_title="Network of National Focal Points",
    page_icon=str(Path(__file__).with_name("static") / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(frame.OVERVIEW, title="Overview", default=True),
        st.Page(frame.MEETINGS, title="Meeting", url_path="meeting"),
        st.Page(frame.FOLLOW_UP, title="Follow-up", url_path="follow-up"),
        st.Page(frame.COMMITMENTS, title="Commitments", url_path="commitments"),
        st.Page(frame.HISTORY, title="History", url_path="history"),
        st.Page(frame.PEOPLE, title="People", url_path="people"),
        st.Page(frame.IMPORTS, title="Import", url_path="import"),
        st.Page(frame.READINGS, title="Readings", url_path="readings"),
        st.Page(
            frame.ADMINISTRATION, title="Administration", url_path="administration"
        ),
    ],
    position="hidden",
)
frame.begin()
forms.opened(frame.scene(), activity_forms.form_again)
page.run()
