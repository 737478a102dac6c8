"""Streamlit's entry point: the layout, then the page that the address names."""

from pathlib import Path

import streamlit as st

from dashboard.agreement.forms import decision_forms
from dashboard.agreement.overview import selection as overview_selection
from dashboard.agreement.selection import DECISION
from dashboard.follow_up import forms
from dashboard.follow_up.selection import ACTIVITY
from dashboard.forms import form_dialog
from dashboard.registration.decisions import selection as decisions_selection
from dashboard.registration.my_delegation import list_forms
from dashboard.shell import address, layout

st.set_page_config(
    page_title="Network of National Focal Points",
    page_icon=str(Path(__file__).with_name("static") / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(
            file,
            title=title,
            url_path=layout.page_address(title),
            default=file == layout.OVERVIEW_PAGE,
        )
        for file, title, _ in layout.ALL_PAGES
    ],
    position="hidden",
)
# What a form on this page is about: the activity or the decision that is open.
opened = address.parameter(ACTIVITY) or address.parameter(DECISION)
form_dialog.close_sent_form(page.url_path, opened)
layout.show_header(
    {
        layout.AGREEMENTS_PAGE: overview_selection.count_awaited,
        layout.QUEUE_PAGE: decisions_selection.count_for_menu,
    }
)
form_dialog.show_open_form(
    layout.page_context(),
    (decision_forms.restore_form, list_forms.restore_form, forms.restore_form),
)
page.run()
