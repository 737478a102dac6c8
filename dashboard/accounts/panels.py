"""Administration's accounts: who can sign in, and what each may do."""

from functools import partial

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration import AccountDetails
from bsm_service.identity import MandateKind
from dashboard.accounts import service_calls, texts
from dashboard.accounts.forms import (
    add_account_action,
    close_action,
    end_sessions_action,
    give_mandate_action,
    grant_action,
    link_action,
    remove_factors_action,
    reopen_action,
    reset_action,
    stand_in_action,
)
from dashboard.administration import html as administration_html
from dashboard.administration import service
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.forms import action_form
from dashboard.forms.action_form import Action
from dashboard.shell.account_menu import ROLE_NAMES
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

ACCOUNTS_PER_PAGE = 20


def show_accounts(page: PageContext, selected: AdministrationSelection) -> None:
    """Every account with what it may do now, and what to do about it."""
    principal = page.viewer.principal
    accounts = service_calls.account_summaries(principal)
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
            f"Without the second factor they need: {formatting.join_names(names, 10)}",
            "At their next sign-in they set one up before anything else",
        )
    show_heading(
        formatting.format_count(len(matches), "account")
        + (" found" if selected.search_text else ""),
        "By name, with what each may do now",
    )
    if service.has_permission(principal, "account.add"):
        action_form.action_button(
            page,
            "Add an account",
            "New account",
            texts.INVITATION_NOTE,
            (add_account_action(page),),
            "add",
        )
    if not matches:
        show_empty_state(texts.NO_MATCH if accounts else texts.NO_ACCOUNTS_YET)
    first = pagination.first_row(
        pagination.requested_page(), len(matches), ACCOUNTS_PER_PAGE
    )
    for details in matches[first : first + ACCOUNTS_PER_PAGE]:
        _show_account(page, details, accounts)
    pagination.show_page_buttons(first, len(matches), ACCOUNTS_PER_PAGE, "accounts")


def _show_account(
    page: PageContext, details: AccountDetails, accounts: tuple[AccountDetails, ...]
) -> None:
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        key=f"account-{details.account.id}",
    ):
        notes = texts.account_notes(details, service.now())
        st.html(
            administration_html.named_line(details.account.name, notes), width="stretch"
        )
        action_form.action_button(
            page,
            "Change\u2009…",
            "Account",
            details.account.name,
            _account_actions(page, details, accounts),
            details.account.id,
        )


def _account_actions(
    page: PageContext, details: AccountDetails, accounts: tuple[AccountDetails, ...]
) -> tuple[Action, ...]:
    """What the viewer may do about an account, the most likely first."""
    principal, id, name = (
        page.viewer.principal,
        details.account.id,
        details.account.name,
    )
    candidates: list[tuple[bool, Action]] = []
    is_open = details.account.closed_at is None
    is_other = id != principal.account
    roles = [role for role in ROLE_NAMES if service_calls.may_give(principal, role)]
    may = partial(service.has_permission, principal)
    if is_open:
        mandates_of_others = _mandates_of_others(
            id, accounts, all_roles=may("mandate.give")
        )
        may_stand_in = may("stand-in.name") and is_other and bool(mandates_of_others)
        may_grant = may("grant.give") and is_other and _is_auditor(details)
        candidates = [
            (bool(roles) and is_other, give_mandate_action(principal, id, name, roles)),
            (may_stand_in, stand_in_action(principal, id, name, mandates_of_others)),
            (may_grant, grant_action(principal, id, name)),
            (may("account.add"), link_action(page, id, name)),
            (may("account.reset") and is_other, reset_action(principal, id, name)),
            (
                may("account.reset") and is_other and details.has_second_factor,
                remove_factors_action(principal, id, name),
            ),
            (
                may("account.end-sessions") and is_other and bool(details.sessions),
                end_sessions_action(principal, id, name),
            ),
            (may("account.close") and is_other, close_action(principal, id, name)),
        ]
    else:
        candidates = [(may("account.close"), reopen_action(principal, id, name))]
    return tuple(action for is_permitted, action in candidates if is_permitted)


def _is_auditor(details: AccountDetails) -> bool:
    return any(
        mandate.role is Role.AUDITOR and mandate.kind is MandateKind.ROLE
        for mandate in details.mandates
    )


def _mandates_of_others(
    id: str, accounts: tuple[AccountDetails, ...], *, all_roles: bool
) -> tuple[tuple[str, str], ...]:
    """The mandates of others in their own right, for which one could stand in."""
    day = service.now().date()
    return tuple(
        (mandate.id, f"{other.account.name}: {texts.role_text(mandate, day)}")
        for other in accounts
        for mandate in other.mandates
        if mandate.kind is MandateKind.ROLE
        and mandate.account != id
        and (all_roles or mandate.role is Role.FOCAL_POINT)
    )
