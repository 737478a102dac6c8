"""Forms about accounts and their mandates, and the buttons that open them."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from bsm_domain.foundation.roles import Role
from bsm_service.accounts import administration
from bsm_service.accounts.administration import AccountDetails
from bsm_service.accounts.api_models import (
    ReasonRequest,
    SetAccountPersonRequest,
)
from bsm_service.identity import Account, MandateKind
from dashboard.accounts import mandate_forms, texts
from dashboard.administration.service import (
    has_permission,
    system,
)
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.system import running_system
from dashboard.forms import form_dialog
from dashboard.forms.form import FieldKind, Form, FormSubject
from dashboard.forms.generated_form import Override, override, service_form
from dashboard.forms.submit import FormResult
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import ROLE_NAMES


def account_button(
    page: PageContext, details: AccountDetails, accounts: Sequence[AccountDetails]
) -> None:
    """A button that opens what the viewer may do about an account."""
    subject = FormSubject("Account", details.account.name, place=details.account.id)
    forms = account_forms(page, details, accounts)
    form_dialog.form_button(page, subject, forms, "Change\u2009…")


def account_forms(
    page: PageContext, details: AccountDetails, accounts: Sequence[AccountDetails]
) -> tuple[Form, ...]:
    """What the viewer may do about an account, the most likely first."""
    principal, account = page.viewer.principal, details.account
    may = partial(has_permission, principal)
    is_other = account.id != principal.account
    if account.closed_at is not None:
        return (_reopening_form(page, account),) if may("account.close") else ()
    roles = [
        role
        for role in ROLE_NAMES
        if administration.may_give_mandate(principal, MandateKind.ROLE, role)
    ]
    seats = mandate_forms.mandates_of_others(
        account.id, accounts, all_roles=may("mandate.give")
    )
    is_auditor = any(
        mandate.role is Role.AUDITOR and mandate.kind is MandateKind.ROLE
        for mandate in details.mandates
    )
    may_reset = may("account.reset") and is_other
    candidates = (
        (bool(roles) and is_other, mandate_forms.mandate_form(page, account, roles)),
        (
            may("stand-in.name") and is_other and bool(seats),
            mandate_forms.stand_in_form(page, account, seats),
        ),
        (
            may("grant.give") and is_other and is_auditor,
            mandate_forms.grant_form(page, account),
        ),
        (may("account.add"), _person_form(page, account)),
        (may_reset, _reset_form(page, account)),
        (may_reset and details.has_second_factor, _factors_form(page, account)),
        (
            may("account.end-sessions") and is_other and bool(details.sessions),
            _sessions_form(page, account),
        ),
        (may("account.close") and is_other, _closing_form(page, account)),
    )
    return tuple(form for is_permitted, form in candidates if is_permitted)


def _person_form(page: PageContext, account: Account) -> Form:
    def link(request: SetAccountPersonRequest) -> FormResult:
        person = request.participant_id
        administration.link_participant(
            system(), page.viewer.principal, account.id, person
        )
        return FormResult(texts.account_linked(account.name, person is not None))

    return service_form(
        "Whose it is",
        link,
        SetAccountPersonRequest,
        lambda: (person_override(page),),
        given={"participant_id": None},
        explanations=(people_texts.LINK_NOTE,),
    )


def person_override(page: PageContext) -> Override:
    """The person on record whom an account belongs to, by name for who may see it."""
    if not personal_data.may_see_names(page.viewer.principal, ""):
        label = "Id of the person on record"
        return override(
            "participant_id", label=label, kind=FieldKind.LINE, optional=True
        )
    return override(
        "participant_id",
        label="The person on record",
        options=personal_data.person_options(
            page.viewer, "choosing whose an account is", "Administration"
        ),
        optional=True,
    )


def _reset_form(page: PageContext, account: Account) -> Form:
    def reset(_: object) -> FormResult:
        secret = administration.reset_account(
            system(), page.viewer.principal, account.id
        )
        sentence = texts.password_reset(account.name)
        return FormResult(sentence, secret=password_link(secret))

    return service_form(
        "New password",
        reset,
        explanations=(texts.RESET_NOTE,),
        confirmation_for="account.reset",
    )


def _factors_form(page: PageContext, account: Account) -> Form:
    def remove(_: object) -> FormResult:
        administration.remove_second_factors(
            system(), page.viewer.principal, account.id
        )
        return FormResult(texts.factors_removed(account.name))

    return service_form(
        "Lost second factor",
        remove,
        explanations=(texts.REMOVE_FACTORS_NOTE,),
        confirmation_for="account.reset",
    )


def _sessions_form(page: PageContext, account: Account) -> Form:
    def end(_: object) -> FormResult:
        ended = administration.end_sessions(system(), page.viewer.principal, account.id)
        return FormResult(texts.sessions_ended(account.name, ended))

    return service_form(
        "End sessions",
        end,
        explanations=(texts.END_SESSIONS_NOTE,),
        confirmation_for="account.end-sessions",
    )


def _closing_form(page: PageContext, account: Account) -> Form:
    def close(request: ReasonRequest) -> FormResult:
        administration.close_account(
            system(), page.viewer.principal, account.id, request.reason
        )
        return FormResult(texts.account_closed(account.name))

    return service_form(
        "Close",
        close,
        ReasonRequest,
        explanations=(texts.CLOSE_NOTE,),
        confirmation_for="account.close",
    )


def _reopening_form(page: PageContext, account: Account) -> Form:
    def reopen(request: ReasonRequest) -> FormResult:
        administration.reopen_account(
            system(), page.viewer.principal, account.id, request.reason
        )
        return FormResult(texts.account_reopened(account.name))

    return service_form(
        "Reopen", reopen, ReasonRequest, confirmation_for="account.close"
    )


def password_link(secret: str) -> str:
    """Where its owner sets a password; what follows # never reaches a server's log."""
    base = running_system().settings.public_url
    if base is None:
        page_address = urlsplit(st.context.url or "http://localhost")
        base = f"{page_address.scheme}://{page_address.netloc}"
    return f"{base.rstrip('/')}/account/reset#{secret}"
