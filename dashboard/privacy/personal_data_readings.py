"""The access log for auditors: who has read whose personal data, and why, without
names.
"""

from datetime import date, timedelta

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.microseconds import start_of_day
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.vault.read_log import ReadingPage, readings_between
from dashboard.administration.service import system
from dashboard.components import html as components_html
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.people import texts as people_texts
from dashboard.privacy import texts as privacy_texts
from dashboard.shell import address, filters
from dashboard.shell.account_menu import ROLE_NAMES
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

ON, BEFORE = "on", "before"
READINGS_PER_PAGE = 50
_COLUMNS = ("Time", "Role", "Account", "Data", "People", "Purpose", "Place")


def show_controls(page: PageContext) -> None:
    """The choice of a day, outside the parts that are redrawn."""
    day = address.day_parameter(ON)
    filters.choose_day(ON, "Only on this day (UTC)", day, BEFORE, width=200)


def show_readings(page: PageContext) -> None:
    day, before = address.day_parameter(ON), address.parameter(BEFORE)
    try:
        page_of_readings = _readings(page.viewer.principal, day, before)
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
        pagination.show_buttons_from(
            BEFORE, page_of_readings.next_before, "readings", "Newest", "Older"
        )


def _readings(
    principal: Principal, day: date | None, before: str | None
) -> ReadingPage:
    """Readings of personal data, all or of a day (UTC). Raises VaultUnavailable."""
    require_permission(principal, "read.readings")
    return readings_between(
        system().vault.database,
        None if day is None else start_of_day(day),
        None if day is None else start_of_day(day + timedelta(days=1)),
        before=before,
        limit=READINGS_PER_PAGE,
    )
