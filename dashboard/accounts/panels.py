"""Administration's accounts: who can come in, and what each may do."""

from functools import partial

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.states import STATES, state_name
from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration import AccountSeen
from bsm_service.identity import Kind
from dashboard.administration import actions
from dashboard.administration import html as administration_html
from dashboard.administration import texts as administration_texts
from dashboard.administration.selection import Part
from dashboard.components import formatting
from dashboard.components import html as components_html
from dashboard.data import personal_data, queries
from dashboard.data.page_context import Scene
from dashboard.forms import action_form
from dashboard.forms.action_form import Task
from dashboard.forms.command_form import Field
from dashboard.forms.command_form import Kind as How
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import NAMES
from dashboard.widgets import pagination
from dashboard.widgets.headings import empty, heading

A_PAGE = 20
_NAME = Field("name", "Name to sign in with", How.LINE, longest=300)
_REASON = Field("reason", "Reason", longest=2_000)
_WHY = Field("reason", "Reason", longest=2_000, optional=True)


def panel(scene: Scene, part: Part) -> None:
    """Every account with what it may do now, and what to do about it."""
    who = scene.look.principal
    seen = actions.accounts(who)
    found = [one for one in seen if part.words in search_key(one.account.name)]
    st.html(components_html.headline(administration_texts.headline(seen)))
    if queries.notice():
        st.html(
            components_html.paragraphs("measure", administration_texts.DEMONSTRATION)
        )
    lacking = [one.account.name for one in seen if one.lacks_second_factor]
    if lacking:
        heading(
            f"Without the second factor they need: {formatting.listed(lacking, 10)}",
            "At their next sign-in they set one up before anything else",
        )
    heading(
        formatting.count(len(found), "account") + (" found" if part.words else ""),
        "By name, with what each may do now",
    )
    if actions.may(who, "account.add"):
        action_form.button(
            scene,
            "Add an account",
            "New account",
            administration_texts.INVITATION,
            (_add(scene),),
            "add",
        )
    if not found:
        empty(
            administration_texts.NOBODY_FOUND
            if seen
            else administration_texts.NO_ACCOUNT
        )
    begin = pagination.begin(pagination.asked(), len(found), A_PAGE)
    for one in found[begin : begin + A_PAGE]:
        _account(scene, one, seen)
    pagination.turn(begin, len(found), A_PAGE, "accounts")


def _account(
    scene: Scene, one: AccountSeen, everybody: tuple[AccountSeen, ...]
) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"account-{one.account.id}"
    ):
        notes = administration_texts.account_notes(one, actions.now())
        st.html(administration_html.line(one.account.name, notes), width="stretch")
        action_form.button(
            scene,
            "Change\u2009…",
            "Account",
            one.account.name,
            _tasks(scene, one, everybody),
            one.account.id,
        )


def _tasks(
    scene: Scene, one: AccountSeen, everybody: tuple[AccountSeen, ...]
) -> tuple[Task, ...]:
    """What the viewer may do about an account, the most likely first."""
    who, id, name = scene.look.principal, one.account.id, one.account.name
    possible: list[tuple[bool, Task]] = []
    is_open = one.account.closed_at is None
    another = id != who.account
    roles = [role for role in NAMES if actions.may_give(who, role)]
    may = partial(actions.may, who)
    if is_open:
        seats = _seats_beside(id, everybody, all_roles=may("mandate.give"))
        stands_in = may("stand-in.name") and another and bool(seats)
        grants = may("grant.give") and another and _is_auditor(one)
        possible = [
            (bool(roles) and another, _give(who, id, name, roles)),
            (stands_in, _stand_in(who, id, name, seats)),
            (grants, _grant(who, id, name)),
            (may("account.add"), _link(scene, id, name)),
            (may("account.reset") and another, _reset(who, id, name)),
            (
                may("account.reset") and another and one.has_second_factor,
                _factors(who, id, name),
            ),
            (
                may("account.end-sessions") and another and bool(one.sessions),
                _end_sessions(who, id, name),
            ),
            (may("account.close") and another, _close(who, id, name)),
        ]
    else:
        possible = [(may("account.close"), _reopen(who, id, name))]
    return tuple(task for allowed, task in possible if allowed)


def _is_auditor(one: AccountSeen) -> bool:
    return any(
        mandate.role is Role.AUDITOR and mandate.kind is Kind.ROLE
        for mandate in one.mandates
    )


def _seats_beside(
    id: str, everybody: tuple[AccountSeen, ...], *, all_roles: bool
) -> tuple[tuple[str, str], ...]:
    """The mandates of others in their own right, for which one could stand in."""
    on = actions.now().date()
    return tuple(
        (held.id, f"{other.account.name}: {administration_texts.acts_as(held, on)}")
        for other in everybody
        for held in other.mandates
        if held.kind is Kind.ROLE
        and held.account != id
        and (all_roles or held.role is Role.FOCAL_POINT)
    )


def _states() -> tuple[tuple[str, str], ...]:
    on = actions.now().date()
    named = [(code, state_name(code, on)) for code in STATES]
    return tuple(sorted(named, key=lambda one: one[1]))


def _days(*, end_needed: bool) -> tuple[Field, Field]:
    today = actions.now().date()
    until = "Last day"
    return (
        Field("since", "First day (UTC)", How.DAY, value=today),
        Field("until", until, How.DAY, optional=not end_needed),
    )


def _add(scene: Scene) -> Task:
    who = scene.look.principal
    return Task(
        "Add",
        "Add the account",
        partial(actions.add, who),
        lambda: (_NAME, _person(scene)),
    )


def _person(scene: Scene) -> Field:
    """The person on record whom an account belongs to, by name for who may see it."""
    if not personal_data.may_see_names(scene.look.principal, ""):
        return Field(
            "participant", "Id of the person on record", How.LINE, optional=True
        )
    return Field(
        "participant",
        "The person on record",
        How.ONE,
        personal_data.choices(
            scene.look, "choosing whose an account is", "Administration"
        ),
        optional=True,
    )


def _give(who: Principal, id: str, name: str, roles: list[Role]) -> Task:
    return Task(
        "Give a mandate",
        "Give the mandate",
        partial(actions.give, who, id, name),
        lambda: (
            Field(
                "role", "Role", How.ONE, tuple((str(one), NAMES[one]) for one in roles)
            ),
            Field(
                "delegation",
                "For which State",
                How.ONE,
                _states(),
                optional=True,
                help="A focal point speaks for a State",
            ),
            *_days(end_needed=False),
            _WHY,
        ),
    )


def _stand_in(
    who: Principal, id: str, name: str, seats: tuple[tuple[str, str], ...]
) -> Task:
    return Task(
        "Stand-in",
        "Name as stand-in",
        partial(actions.stand_in, who, id, name),
        lambda: (
            Field("mandate", "Stands in for", How.ONE, seats),
            *_days(end_needed=True),
            _WHY,
        ),
    )


def _grant(who: Principal, id: str, name: str) -> Task:
    return Task(
        "Grant",
        "Give the grant",
        partial(actions.grant, who, id, name),
        lambda: (
            Field("purpose", "For what purpose", longest=2_000),
            *_days(end_needed=True),
        ),
        before=(administration_texts.GRANT,),
    )


def _link(scene: Scene, id: str, name: str) -> Task:
    return Task(
        "Whose it is",
        "Say whose it is",
        partial(actions.link, scene.look.principal, id, name),
        lambda: (_person(scene),),
        before=(people_texts.LINKING,),
    )


def _reset(who: Principal, id: str, name: str) -> Task:
    return Task(
        "New password",
        "Make a link",
        lambda given: actions.reset(who, id, name),
        before=(administration_texts.RESET,),
        proof_for="account.reset",
    )


def _factors(who: Principal, id: str, name: str) -> Task:
    return Task(
        "Lost second factor",
        "Remove the second factors",
        lambda given: actions.remove_factors(who, id, name),
        before=(administration_texts.FACTORS,),
        proof_for="account.reset",
    )


def _end_sessions(who: Principal, id: str, name: str) -> Task:
    return Task(
        "End sessions",
        "End all sessions",
        lambda given: actions.end_sessions(who, id, name),
        before=(administration_texts.END_SESSIONS,),
        proof_for="account.end-sessions",
    )


def _close(who: Principal, id: str, name: str) -> Task:
    return Task(
        "Close",
        "Close the account",
        partial(actions.close, who, id, name),
        lambda: (_REASON,),
        before=(administration_texts.CLOSE,),
        proof_for="account.close",
    )


def _reopen(who: Principal, id: str, name: str) -> Task:
    return Task(
        "Reopen",
        "Reopen the account",
        partial(actions.reopen, who, id, name),
        lambda: (_REASON,),
        proof_for="account.close",
    )
