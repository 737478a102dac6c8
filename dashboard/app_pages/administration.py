"""For administrators: accounts and roles. For auditors: who could act on a given day.

Shows one part at a time, of those that the viewer may see.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.accounts import mandate_panels
from dashboard.accounts import panels as accounts_panels
from dashboard.administration import selection, service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.privacy import panels as privacy_panels
from dashboard.reminders import panels as reminders_panels
from dashboard.shell import layout

_ACCOUNTS_HAVE_NO_PAST = (
    "Accounts and mandates are shown as they are now, whatever past moment of the "
    "record you are viewing. Their own history is under Mandates."
)
_SILENCES_ARE_HELD = (
    "The clock of the server went ahead of the time that has passed, so no silence is "
    "settled for ten minutes. Check the clock."
)
_PANELS: Mapping[str, Callable[[PageContext, AdministrationSelection], None]] = {
    "accounts": accounts_panels.show_accounts,
    "mandates": mandate_panels.show_mandates,
    "day": mandate_panels.show_mandates_on_day,
    "retention": privacy_panels.show_retention,
    "erasures": privacy_panels.show_erasures,
    "letters": reminders_panels.show_outbox,
}


def show_administration(page: PageContext) -> None:
    selected = selection.read_selection(page)
    if service.are_silences_held():
        st.html(html.paragraphs("complaint", _SILENCES_ARE_HELD))
    _PANELS[selected.part](page, selected)
    if page.is_frozen:
        st.html(html.paragraphs("past", _ACCOUNTS_HAVE_NO_PAST))


if layout.is_page_allowed("page.administration"):
    selection.show_controls(layout.page_context())
layout.show_page(show_administration, "page.administration")
