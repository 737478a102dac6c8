"""Administration's accounts: who can sign in, and what each may do."""

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.accents import search_key
from bsm_service.accounts.administration.accounts import list_accounts
from dashboard.accounts import (
    forms,
    new_account_forms,
    new_account_texts,
    texts,
)
from dashboard.administration import service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import html as components_html
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.widgets import pagination
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)

ACCOUNTS_PER_PAGE = 20


def show_accounts(page: PageContext, selected: AdministrationSelection) -> None:
    """Every account with its current roles and a button for its forms."""
    principal = page.viewer.principal
    accounts = list_accounts(service.system(), principal)
    matches = [
        details
        for details in accounts
        if selected.search_text in search_key(details.account.name)
    ]
    st.html(components_html.headline(texts.accounts_headline(accounts)))
    if record.record_notice():
        st.html(components_html.paragraphs("measure", texts.DEMONSTRATION_NOTE))
    names = [
        details.account.name for details in accounts if details.lacks_second_factor
    ]
    if names:
        show_heading(
            texts.second_factor_missing(names),
            texts.SECOND_FACTOR_MISSING_MEASURE,
        )
    show_heading(
        formatting.format_count(len(matches), "account")
        + (" found" if selected.search_text else ""),
        texts.ACCOUNTS_MEASURE,
    )
    if len(accounts) == 1:
        st.html(components_html.paragraphs("measure", new_account_texts.ADD_OTHERS))
    with st.container(horizontal=True):
        new_account_forms.new_account_buttons(page)
        new_account_forms.new_links_button(page, accounts)
    if not matches:
        show_empty_state(texts.NO_MATCH if accounts else texts.NO_ACCOUNTS_YET)
    with pagination.page_of(matches, ACCOUNTS_PER_PAGE, "accounts") as shown:
        for details in shown:
            notes = texts.account_notes(details, service.now())
            line = components_html.named_line(details.account.name, notes)
            with line_with_buttons(line, f"account-{details.account.id}"):
                forms.account_button(page, details, accounts)
