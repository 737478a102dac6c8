"""What may be done with an account and its mandates, as forms."""

from functools import partial

from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal
from dashboard.accounts import service_calls
from dashboard.accounts import texts as accounts_texts
from dashboard.administration import service
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms.action_form import Action
from dashboard.forms.command_form import FieldKind, FormField
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import ROLE_NAMES

_NAME_FIELD = FormField("name", "Name to sign in with", FieldKind.LINE, max_length=300)


_REASON_FIELD = FormField("reason", "Reason", max_length=2_000)


_OPTIONAL_REASON_FIELD = FormField("reason", "Reason", max_length=2_000, optional=True)


def _state_options() -> tuple[tuple[str, str], ...]:
    day = service.now().date()
    options = [(code, state_name(code, day)) for code in STATES]
    return tuple(sorted(options, key=lambda option: option[1]))


def _period_fields(*, end_required: bool) -> tuple[FormField, FormField]:
    today = service.now().date()
    until = "Last day"
    return (
        FormField("since", "First day (UTC)", FieldKind.DATE, value=today),
        FormField("until", until, FieldKind.DATE, optional=not end_required),
    )


def add_account_action(page: PageContext) -> Action:
    principal = page.viewer.principal
    return Action(
        "Add",
        "Add the account",
        partial(service_calls.add_account, principal),
        lambda: (_NAME_FIELD, _person_field(page)),
    )


def _person_field(page: PageContext) -> FormField:
    """The person on record whom an account belongs to, by name for who may see it."""
    if not personal_data.may_see_names(page.viewer.principal, ""):
        return FormField(
            "participant", "Id of the person on record", FieldKind.LINE, optional=True
        )
    return FormField(
        "participant",
        "The person on record",
        FieldKind.CHOICE,
        personal_data.person_options(
            page.viewer, "choosing whose an account is", "Administration"
        ),
        optional=True,
    )


def give_mandate_action(
    principal: Principal, id: str, name: str, roles: list[Role]
) -> Action:
    return Action(
        "Give a mandate",
        "Give the mandate",
        partial(service_calls.give_mandate, principal, id, name),
        lambda: (
            FormField(
                "role",
                "Role",
                FieldKind.CHOICE,
                tuple((str(role), ROLE_NAMES[role]) for role in roles),
            ),
            FormField(
                "delegation",
                "For which State",
                FieldKind.CHOICE,
                _state_options(),
                optional=True,
                help="A focal point speaks for a State",
            ),
            *_period_fields(end_required=False),
            _OPTIONAL_REASON_FIELD,
        ),
    )


def stand_in_action(
    principal: Principal, id: str, name: str, seats: tuple[tuple[str, str], ...]
) -> Action:
    return Action(
        "Stand-in",
        "Name as stand-in",
        partial(service_calls.name_stand_in, principal, id, name),
        lambda: (
            FormField("mandate", "Stands in for", FieldKind.CHOICE, seats),
            *_period_fields(end_required=True),
            _OPTIONAL_REASON_FIELD,
        ),
    )


def grant_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Grant",
        "Give the grant",
        partial(service_calls.give_grant, principal, id, name),
        lambda: (
            FormField("purpose", "For what purpose", max_length=2_000),
            *_period_fields(end_required=True),
        ),
        explanations=(accounts_texts.GRANT_NOTE,),
    )


def link_action(page: PageContext, id: str, name: str) -> Action:
    return Action(
        "Whose it is",
        "Say whose it is",
        partial(service_calls.link_person, page.viewer.principal, id, name),
        lambda: (_person_field(page),),
        explanations=(people_texts.LINK_NOTE,),
    )


def reset_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "New password",
        "Make a link",
        lambda values: service_calls.reset_password(principal, id, name),
        explanations=(accounts_texts.RESET_NOTE,),
        confirmation_for="account.reset",
    )


def remove_factors_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Lost second factor",
        "Remove the second factors",
        lambda values: service_calls.remove_second_factors(principal, id, name),
        explanations=(accounts_texts.REMOVE_FACTORS_NOTE,),
        confirmation_for="account.reset",
    )


def end_sessions_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "End sessions",
        "End all sessions",
        lambda values: service_calls.end_sessions(principal, id, name),
        explanations=(accounts_texts.END_SESSIONS_NOTE,),
        confirmation_for="account.end-sessions",
    )


def close_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Close",
        "Close the account",
        partial(service_calls.close_account, principal, id, name),
        lambda: (_REASON_FIELD,),
        explanations=(accounts_texts.CLOSE_NOTE,),
        confirmation_for="account.close",
    )


def reopen_action(principal: Principal, id: str, name: str) -> Action:
    return Action(
        "Reopen",
        "Reopen the account",
        partial(service_calls.reopen_account, principal, id, name),
        lambda: (_REASON_FIELD,),
        confirmation_for="account.close",
    )
