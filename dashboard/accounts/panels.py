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
from dashboard.administration.selection import Part
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import personal_data, queries
from dashboard.data.page_context import PageContext
from dashboard.forms import action_form
from dashboard.forms.action_form import Action
from dashboard.forms.command_form import FieldKind as How
from dashboard.forms.command_form import FormField
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import ROLE_NAMES
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

A_PAGE = 20
_NAME = FormField("name", "Name to sign in with", How.LINE, max_length=300)
_REASON = FormField("reason", "Reason", max_length=2_000)
_WHY = FormField("reason", "Reason", max_length=2_000, optional=True)


def panel(page: PageContext, part: Part) -> None:
    """Every account with what it may do now, and what to do about it."""
    principal = page.viewer.principal
    seen = actions.accounts(principal)
    found = [one for one in seen if part.words in search_key(one.account.name)]
    st.html(components_html.headline(administration_texts.headline(seen)))
    if queries.record_notice():
        st.html(
            components_html.paragraphs("measure", administration_texts.DEMONSTRATION)
        )
    lacking = [one.account.name for one in seen if one.lacks_second_factor]
    if lacking:
        show_heading(
            f"Without the second factor they need: {formatting.listed(lacking, 10)}",
            "At their next sign-in they set one up before anything else",
        )
    show_heading(
        formatting.count(len(found), "account") + (" found" if part.words else ""),
        "By name, with what each may do now",
    )
    if actions.may(principal, "account.add"):
        action_form.action_button(
            page,
            "Add an account",
            "New account",
            administration_texts.INVITATION,
            (_add(page),),
            "add",
        )
    if not found:
        show_empty_state(
            administration_texts.NOBODY_FOUND
            if seen
            else administration_texts.NO_ACCOUNT
        )
    begin = pagination.first_row(pagination.requested_page(), len(found), A_PAGE)
    for one in found[begin : begin + A_PAGE]:
        _account(page, one, seen)
    pagination.show_page_buttons(begin, len(found), A_PAGE, "accounts")


def _account(
    page: PageContext, one: AccountDetails, everybody: tuple[AccountDetails, ...]
) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"account-{one.account.id}"
    ):
        notes = administration_texts.account_notes(one, actions.now())
        st.html(administration_html.line(one.account.name, notes), width="stretch")
        action_form.action_button(
            page,
            "Change\u2009…",
            "Account",
            one.account.name,
            _tasks(page, one, everybody),
            one.account.id,
        )


def _tasks(
    page: PageContext, one: AccountDetails, everybody: tuple[AccountDetails, ...]
) -> tuple[Action, ...]:
    """What the viewer may do about an account, the most likely first."""
    principal, id, name = page.viewer.principal, one.account.id, one.account.name
    possible: list[tuple[bool, Action]] = []
    is_open = one.account.closed_at is None
    another = id != principal.account
    roles = [role for role in ROLE_NAMES if actions.may_give(principal, role)]
    may = partial(actions.may, principal)
    if is_open:
        seats = _seats_beside(id, everybody, all_roles=may("mandate.give"))
        stands_in = may("stand-in.name") and another and bool(seats)
        grants = may("grant.give") and another and _is_auditor(one)
        possible = [
            (bool(roles) and another, _give(principal, id, name, roles)),
            (stands_in, _stand_in(principal, id, name, seats)),
            (grants, _grant(principal, id, name)),
            (may("account.add"), _link(page, id, name)),
            (may("account.reset") and another, _reset(principal, id, name)),
            (
                may("account.reset") and another and one.has_second_factor,
                _factors(principal, id, name),
            ),
            (
                may("account.end-sessions") and another and bool(one.sessions),
                _end_sessions(principal, id, name),
            ),
            (may("account.close") and another, _close(principal, id, name)),
        ]
    else:
        possible = [(may("account.close"), _reopen(principal, id, name))]
    return tuple(task for allowed, task in possible if allowed)


def _is_auditor(one: AccountDetails) -> bool:
    return any(
        mandate.role is Role.AUDITOR and mandate.kind is MandateKind.ROLE
        for mandate in one.mandates
    )


def _seats_beside(
    id: str, everybody: tuple[AccountDetails, ...], *, all_roles: bool
) -> tuple[tuple[str, str], ...]:
    """The mandates of others in their own right, for which one could stand in."""
    on = actions.now().date()
    return tuple(
        (held.id, f"{other.account.name}: {administration_texts.acts_as(held, on)}")
        for other in everybody
        for held in other.mandates
        if held.kind is MandateKind.ROLE
        and held.account != id
        and (all_roles or held.role is Role.FOCAL_POINT)
    )


def _states() -> tuple[tuple[str, str], ...]:
    on = actions.now().date()
    named = [(code, state_name(code, on)) for code in STATES]
    return tuple(sorted(named, key=lambda one: one[1]))


def _days(*, end_needed: bool) -> tuple[FormField, FormField]:
    today = actions.now().date()
    until = "Last day"
    return (
        FormField("since", "First day (UTC)", How.DATE, value=today),
        FormField("until", until, How.DATE, optional=not end_needed),
    )


def _add(page: PageContext) -> Action:
    principal = page.viewer.principal
    return Action(
        "Add",
        "Add the account",
        partial(actions.add, principal),
        lambda: (_NAME, _person(page)),
    )


def _person(page: PageContext) -> FormField:
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


def _give(principal: Principal, id: str, name: str, roles: list[Role]) -> Action:
    return Action(
        "Give a mandate",
        "Give the mandate",
        partial(actions.give, principal, id, name),
        lambda: (
            FormField(
                "role",
                "Role",
                How.CHOICE,
                tuple((str(one), ROLE_NAMES[one]) for one in roles),
            ),
            FormField(
                "delegation",
                "For which State",
                How.CHOICE,
                _states(),
                optional=True,
                help="A focal point speaks for a State",
            ),
            *_days(end_needed=False),
            _WHY,
        ),
    )


def _stand_in(
    principal: Principal, id: str, name: str, seats: tuple[tuple[str, str], ...]
) -> Action:
    return Action(
        "Stand-in",
        "Name as stand-in",
        partial(actions.stand_in, principal, id, name),
        lambda: (
            FormField("mandate", "Stands in for", How.CHOICE, seats),
            *_days(end_needed=True),
            _WHY,
        ),
    )


def _grant(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Grant",
        "Give the grant",
        partial(actions.grant, principal, id, name),
        lambda: (
            FormField("purpose", "For what purpose", max_length=2_000),
            *_days(end_needed=True),
        ),
        explanations=(administration_texts.GRANT,),
    )


def _link(page: PageContext, id: str, name: str) -> Action:
    return Action(
        "Whose it is",
        "Say whose it is",
        partial(actions.link, page.viewer.principal, id, name),
        lambda: (_person(page),),
        explanations=(people_texts.LINKING,),
    )


def _reset(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "New password",
        "Make a link",
        lambda given: actions.reset(principal, id, name),
        explanations=(administration_texts.RESET,),
        confirmation_for="account.reset",
    )


def _factors(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Lost second factor",
        "Remove the second factors",
        lambda given: actions.remove_factors(principal, id, name),
        explanations=(administration_texts.FACTORS,),
        confirmation_for="account.reset",
    )


def _end_sessions(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "End sessions",
        "End all sessions",
        lambda given: actions.end_sessions(principal, id, name),
        explanations=(administration_texts.END_SESSIONS,),
        confirmation_for="account.end-sessions",
    )


def _close(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Close",
        "Close the account",
        partial(actions.close, principal, id, name),
        lambda: (_REASON,),
        explanations=(administration_texts.CLOSE,),
        confirmation_for="account.close",
    )


def _reopen(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Reopen",
        "Reopen the account",
        partial(actions.reopen, principal, id, name),
        lambda: (_REASON,),
        confirmation_for="account.close",
    )
