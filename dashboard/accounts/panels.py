"""Administration's accounts: who can come in, and what each may do."""

from functools import partial

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration import AccountDetails
from bsm_service.identity import MandateKind
from dashboard.accounts import actions as accounts_actions
from dashboard.accounts import texts
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
from dashboard.administration import actions as administration_actions
from dashboard.administration import html as administration_html
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
    seen = accounts_actions.account_summaries(principal)
    result = [
        one for one in seen if selected.search_text in search_key(one.account.name)
    ]
    st.html(components_html.headline(texts.accounts_headline(seen)))
    if record.record_notice():
        st.html(components_html.paragraphs("measure", texts.DEMONSTRATION_NOTE))
    lacking = [one.account.name for one in seen if one.lacks_second_factor]
    if lacking:
        show_heading(
            "Without the second factor they need: "
            f"{formatting.join_names(lacking, 10)}",
            "At their next sign-in they set one up before anything else",
        )
    show_heading(
        formatting.format_count(len(result), "account")
        + (" found" if selected.search_text else ""),
        "By name, with what each may do now",
    )
    if administration_actions.has_permission(principal, "account.add"):
        action_form.action_button(
            page,
            "Add an account",
            "New account",
            texts.INVITATION_NOTE,
            (add_account_action(page),),
            "add",
        )
    if not result:
        show_empty_state(texts.NO_MATCH if seen else texts.NO_ACCOUNTS_YET)
    begin = pagination.first_row(
        pagination.requested_page(), len(result), ACCOUNTS_PER_PAGE
    )
    for one in result[begin : begin + ACCOUNTS_PER_PAGE]:
        _show_account(page, one, seen)
    pagination.show_page_buttons(begin, len(result), ACCOUNTS_PER_PAGE, "accounts")


def _show_account(
    page: PageContext, one: AccountDetails, everybody: tuple[AccountDetails, ...]
) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"account-{one.account.id}"
    ):
        notes = texts.account_notes(one, administration_actions.now())
        st.html(
            administration_html.named_line(one.account.name, notes), width="stretch"
        )
        action_form.action_button(
            page,
            "Change\u2009…",
            "Account",
            one.account.name,
            _account_actions(page, one, everybody),
            one.account.id,
        )


def _account_actions(
    page: PageContext, one: AccountDetails, everybody: tuple[AccountDetails, ...]
) -> tuple[Action, ...]:
    """What the viewer may do about an account, the most likely first."""
    principal, id, name = page.viewer.principal, one.account.id, one.account.name
    possible: list[tuple[bool, Action]] = []
    is_open = one.account.closed_at is None
    another = id != principal.account
    roles = [role for role in ROLE_NAMES if accounts_actions.may_give(principal, role)]
    may = partial(administration_actions.has_permission, principal)
    if is_open:
        seats = _mandates_of_others(id, everybody, all_roles=may("mandate.give"))
        stands_in = may("stand-in.name") and another and bool(seats)
        grants = may("grant.give") and another and _is_auditor(one)
        possible = [
            (bool(roles) and another, give_mandate_action(principal, id, name, roles)),
            (stands_in, stand_in_action(principal, id, name, seats)),
            (grants, grant_action(principal, id, name)),
            (may("account.add"), link_action(page, id, name)),
            (may("account.reset") and another, reset_action(principal, id, name)),
            (
                may("account.reset") and another and one.has_second_factor,
                remove_factors_action(principal, id, name),
            ),
            (
                may("account.end-sessions") and another and bool(one.sessions),
                end_sessions_action(principal, id, name),
            ),
            (may("account.close") and another, close_action(principal, id, name)),
        ]
    else:
        possible = [(may("account.close"), reopen_action(principal, id, name))]
    return tuple(action for allowed, action in possible if allowed)


def _is_auditor(one: AccountDetails) -> bool:
    return any(
        mandate.role is Role.AUDITOR and mandate.kind is MandateKind.ROLE
        for mandate in one.mandates
    )


def _mandates_of_others(
    id: str, everybody: tuple[AccountDetails, ...], *, all_roles: bool
) -> tuple[tuple[str, str], ...]:
    """The mandates of others in their own right, for which one could stand in."""
    on = administration_actions.now().date()
    return tuple(
        (held.id, f"{other.account.name}: {texts.role_text(held, on)}")
        for other in everybody
        for held in other.mandates
        if held.kind is MandateKind.ROLE
        and held.account != id
        and (all_roles or held.role is Role.FOCAL_POINT)
    )
