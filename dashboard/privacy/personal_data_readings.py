"""The access log for auditors: who has read whose personal data, and why, without
names.
"""

from datetime import date

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_service.foundation.refusals import VaultUnavailable
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.people import texts as people_texts
from dashboard.privacy import service_calls
from dashboard.privacy import texts as privacy_texts
from dashboard.shell import address
from dashboard.shell.account_menu import ROLE_NAMES
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_empty_state, show_heading

ON, BEFORE = "on", "before"
_COLUMNS = ("Time", "Role", "Account", "Data", "People", "Purpose", "Place")


def show_controls(page: PageContext) -> None:
    """The choice of a day, outside the parts that are redrawn."""
    st.date_input(
        "Only on this day (UTC)",
        min_value=date(1990, 1, 1),
        max_value=date(2999, 12, 31),
        format="DD.MM.YYYY",
        width=200,
        **address.bind_widget(
            ON,
            address.day_parameter(ON),
            lambda day: day.isoformat() if day else None,
            BEFORE,
        ),
    )


def show_readings(page: PageContext) -> None:
    day, before = address.day_parameter(ON), address.parameter(BEFORE)
    try:
        page_of_readings = service_calls.personal_data_readings(
            page.viewer.principal, day, before
        )
    except VaultUnavailable:
        st.html(components_html.headline(privacy_texts.READINGS_UNKNOWN))
        show_empty_state(people_texts.TEMPORARILY_UNREADABLE)
        return
    st.html(
        components_html.headline(
            privacy_texts.readings_headline(page_of_readings.total, day)
        )
    )
    show_heading(
        privacy_texts.READINGS_TITLE,
        privacy_texts.READINGS_MEASURE,
    )
    if not page_of_readings.items:
        show_empty_state(privacy_texts.NO_READINGS)
        return
    st.html(
        render(
            "privacy/readings.html",
            "readings_table",
            _COLUMNS,
            [
                (
                    formatting.format_datetime(item.read_at),
                    ROLE_NAMES.get(item.role, str(item.role))
                    + (f", {item.delegation}" if item.delegation else ""),
                    render("privacy/readings.html", "account", item.account),
                    privacy_texts.group_names(item.groups),
                    render("privacy/readings.html", "people", item.people, item.whom),
                    item.purpose,
                    item.place,
                )
                for item in page_of_readings.items
            ],
        )
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if before:
            st.button(
                "Newest", key="readings-first", on_click=checked(_go_to), args=(None,)
            )
        if page_of_readings.next_before:
            st.button(
                "Older",
                key="readings-next",
                on_click=checked(_go_to),
                args=(page_of_readings.next_before,),
            )


def _go_to(before: str | None) -> None:
    address.set_parameter(BEFORE, before)
