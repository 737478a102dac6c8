"""Administration's accounts: who can come in, and what each may do."""

from functools import partial

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import STATES, state_name
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration import AccountDetails
from bsm_service.identity import MandateKind
from dashboard.administration import actions
from dashboard.administration import html as administration_html
from dashboard.administration import texts as administration_texts
from dashboard.administration.selection import AdministrationSelection
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import personal_data, record
from dashboard.data.page_context import PageContext
from dashboard.forms import action_form
from dashboard.forms.action_form import Action
from dashboard.forms.command_form import FieldKind as How
from dashboard.forms.command_form import FormField
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import ROLE_NAMES
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

ACCOUNTS_PER_PAGE = 20
_NAME_FIELD = FormField("name", "Name to sign in with", How.LINE, max_length=300)
_REASON_FIELD = FormField("reason", "Reason", max_length=2_000)
_OPTIONAL_REASON_FIELD = FormField("reason", "Reason", max_length=2_000, optional=True)


def show_accounts(page: PageContext, part: AdministrationSelection) -> None:
    """Every account with what it may do now, and what to do about it."""
    principal = page.viewer.principal
    seen = actions.account_summaries(principal)
    found = [one for one in seen if part.search_text in search_key(one.account.name)]
    st.html(components_html.headline(administration_texts.accounts_headline(seen)))
    if record.record_notice():
        st.html(
            components_html.paragraphs(
                "measure", administration_texts.DEMONSTRATION_NOTE
            )
        )
    lacking = [one.account.name for one in seen if one.lacks_second_factor]
    if lacking:
        show_heading(
            "Without the second factor they need: "
            f"{formatting.join_names(lacking, 10)}",
            "At their next sign-in they set one up before anything else",
        )
    show_heading(
        formatting.format_count(len(found), "account")
        + (" found" if part.search_text else ""),
        "By name, with what each may do now",
    )
    if actions.has_permission(principal, "account.add"):
        action_form.action_button(
            page,
            "Add an account",
            "New account",
            administration_texts.INVITATION_NOTE,
            (_add_account_action(page),),
            "add",
        )
    if not found:
        show_empty_state(
            administration_texts.NO_MATCH
            if seen
            else administration_texts.NO_ACCOUNTS_YET
        )
    begin = pagination.first_row(
        pagination.requested_page(), len(found), ACCOUNTS_PER_PAGE
    )
    for one in found[begin : begin + ACCOUNTS_PER_PAGE]:
        _show_account(page, one, seen)
    pagination.show_page_buttons(begin, len(found), ACCOUNTS_PER_PAGE, "accounts")


def _show_account(
    page: PageContext, one: AccountDetails, everybody: tuple[AccountDetails, ...]
) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"account-{one.account.id}"
    ):
        notes = administration_texts.account_notes(one, actions.now())
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
    roles = [role for role in ROLE_NAMES if actions.may_give(principal, role)]
    may = partial(actions.has_permission, principal)
    if is_open:
        seats = _mandates_of_others(id, everybody, all_roles=may("mandate.give"))
        stands_in = may("stand-in.name") and another and bool(seats)
        grants = may("grant.give") and another and _is_auditor(one)
        possible = [
            (bool(roles) and another, _give_mandate_action(principal, id, name, roles)),
            (stands_in, _stand_in_action(principal, id, name, seats)),
            (grants, _grant_action(principal, id, name)),
            (may("account.add"), _link_action(page, id, name)),
            (may("account.reset") and another, _reset_action(principal, id, name)),
            (
                may("account.reset") and another and one.has_second_factor,
                _remove_factors_action(principal, id, name),
            ),
            (
                may("account.end-sessions") and another and bool(one.sessions),
                _end_sessions_action(principal, id, name),
            ),
            (may("account.close") and another, _close_action(principal, id, name)),
        ]
    else:
        possible = [(may("account.close"), _reopen_action(principal, id, name))]
    return tuple(task for allowed, task in possible if allowed)


def _is_auditor(one: AccountDetails) -> bool:
    return any(
        mandate.role is Role.AUDITOR and mandate.kind is MandateKind.ROLE
        for mandate in one.mandates
    )


def _mandates_of_others(
    id: str, everybody: tuple[AccountDetails, ...], *, all_roles: bool
) -> tuple[tuple[str, str], ...]:
    """The mandates of others in their own right, for which one could stand in."""
    on = actions.now().date()
    return tuple(
        (held.id, f"{other.account.name}: {administration_texts.role_text(held, on)}")
        for other in everybody
        for held in other.mandates
        if held.kind is MandateKind.ROLE
        and held.account != id
        and (all_roles or held.role is Role.FOCAL_POINT)
    )


def _state_options() -> tuple[tuple[str, str], ...]:
    on = actions.now().date()
    named = [(code, state_name(code, on)) for code in STATES]
    return tuple(sorted(named, key=lambda one: one[1]))


def _period_fields(*, end_required: bool) -> tuple[FormField, FormField]:
    today = actions.now().date()
    until = "Last day"
    return (
        FormField("since", "First day (UTC)", How.DATE, value=today),
        FormField("until", until, How.DATE, optional=not end_required),
    )


def _add_account_action(page: PageContext) -> Action:
    principal = page.viewer.principal
    return Action(
        "Add",
        "Add the account",
        partial(actions.add_account, principal),
        lambda: (_NAME_FIELD, _person_field(page)),
    )


def _person_field(page: PageContext) -> FormField:
    """The person on record whom an account belongs to, by name for who may see it."""
    if not personal_data.may_see_names(page.viewer.principal, ""):
        return FormField(
            "participant", "Id of the person on record", How.LINE, optional=True
        )
    return FormField(
        "participant",
        "The person on record",
        How.CHOICE,
        personal_data.person_options(
            page.viewer, "choosing whose an account is", "Administration"
        ),
        optional=True,
    )


def _give_mandate_action(
    principal: Principal, id: str, name: str, roles: list[Role]
) -> Action:
    return Action(
        "Give a mandate",
        "Give the mandate",
        partial(actions.give_mandate, principal, id, name),
        lambda: (
            FormField(
                "role",
                "Role",
                How.CHOICE,
                tuple((str(role), ROLE_NAMES[role]) for role in roles),
            ),
            FormField(
                "delegation",
                "For which State",
                How.CHOICE,
                _state_options(),
                optional=True,
                help="A focal point speaks for a State",
            ),
            *_period_fields(end_required=False),
            _OPTIONAL_REASON_FIELD,
        ),
    )


def _stand_in_action(
    principal: Principal, id: str, name: str, seats: tuple[tuple[str, str], ...]
) -> Action:
    return Action(
        "Stand-in",
        "Name as stand-in",
        partial(actions.name_stand_in, principal, id, name),
        lambda: (
            FormField("mandate", "Stands in for", How.CHOICE, seats),
            *_period_fields(end_required=True),
            _OPTIONAL_REASON_FIELD,
        ),
    )


def _grant_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Grant",
        "Give the grant",
        partial(actions.give_grant, principal, id, name),
        lambda: (
            FormField("purpose", "For what purpose", max_length=2_000),
            *_period_fields(end_required=True),
        ),
        explanations=(administration_texts.GRANT_NOTE,),
    )


def _link_action(page: PageContext, id: str, name: str) -> Action:
    return Action(
        "Whose it is",
        "Say whose it is",
        partial(actions.link_person, page.viewer.principal, id, name),
        lambda: (_person_field(page),),
        explanations=(people_texts.LINK_NOTE,),
    )


def _reset_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "New password",
        "Make a link",
        lambda given: actions.reset_password(principal, id, name),
        explanations=(administration_texts.RESET_NOTE,),
        confirmation_for="account.reset",
    )


def _remove_factors_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Lost second factor",
        "Remove the second factors",
        lambda given: actions.remove_second_factors(principal, id, name),
        explanations=(administration_texts.REMOVE_FACTORS_NOTE,),
        confirmation_for="account.reset",
    )


def _end_sessions_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "End sessions",
        "End all sessions",
        lambda given: actions.end_sessions(principal, id, name),
        explanations=(administration_texts.END_SESSIONS_NOTE,),
        confirmation_for="account.end-sessions",
    )


def _close_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Close",
        "Close the account",
        partial(actions.close_account, principal, id, name),
        lambda: (_REASON_FIELD,),
        explanations=(administration_texts.CLOSE_NOTE,),
        confirmation_for="account.close",
    )


def _reopen_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Reopen",
        "Reopen the account",
        partial(actions.reopen_account, principal, id, name),
        lambda: (_REASON_FIELD,),
        confirmation_for="account.close",
    )
