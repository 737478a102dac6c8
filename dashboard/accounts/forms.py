"""Forms about accounts and their mandates, and the buttons that open them."""

from collections.abc import Sequence
from functools import partial

from bsm_domain.foundation.roles import Role
from bsm_service.accounts import operations
from bsm_service.accounts.administration.accounts import AccountDetails
from bsm_service.accounts.administration.mandates import may_give_mandate
from bsm_service.identity import MandateKind
from dashboard.accounts import mandate_forms, texts
from dashboard.accounts.operation_forms import operation_form
from dashboard.administration.service import (
    has_permission,
)
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import FieldKind, Form, FormSubject
from dashboard.forms.generated_form import Override, override
from dashboard.people import texts as people_texts
from dashboard.shell.account_menu import ROLE_NAMES


def account_button(
    page: PageContext, details: AccountDetails, accounts: Sequence[AccountDetails]
) -> None:
    """A button that opens the forms about an account that the viewer may send."""
    subject = FormSubject("Account", details.account.name, place=details.account.id)
    forms = account_forms(page, details, accounts)
    form_dialog.form_button(page, subject, forms, "Change\u2009…")


def account_forms(
    page: PageContext, details: AccountDetails, accounts: Sequence[AccountDetails]
) -> tuple[Form, ...]:
    """The forms about an account that the viewer may send, the most usual first."""
    principal, account = page.viewer.principal, details.account
    name = account.name
    may = partial(has_permission, principal)
    is_other = account.id != principal.account
    form = partial(operation_form, page, id=account.id)
    if account.closed_at is not None:
        reopening = form(
            operations.REOPEN_ACCOUNT,
            result_text=texts.ACCOUNT_REOPENED.format(name),
        )
        return (reopening,) if may("account.close") else ()
    roles = [
        role
        for role in ROLE_NAMES
        if may_give_mandate(principal, MandateKind.ROLE, role)
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
        (
            may("account.add"),
            form(
                operations.SET_ACCOUNT_PERSON,
                result_text=lambda asked, _: texts.account_linked(
                    name, asked.participant_id is not None
                ),
                overrides=lambda: (person_override(page),),
                note=people_texts.LINK_NOTE,
                given={"participant_id": None},
            ),
        ),
        (
            may_reset,
            form(
                operations.RESET_ACCOUNT,
                result_text=texts.PASSWORD_RESET.format(name),
                note=texts.RESET_NOTE,
            ),
        ),
        (
            may_reset and details.has_second_factor,
            form(
                operations.REMOVE_SECOND_FACTORS,
                result_text=texts.FACTORS_REMOVED.format(name),
                note=texts.REMOVE_FACTORS_NOTE,
            ),
        ),
        (
            may("account.end-sessions") and is_other and bool(details.sessions),
            form(
                operations.END_SESSIONS,
                result_text=lambda _, done: texts.sessions_ended(name, done.ended),
                note=texts.END_SESSIONS_NOTE,
            ),
        ),
        (
            may("account.close") and is_other,
            form(
                operations.CLOSE_ACCOUNT,
                result_text=texts.ACCOUNT_CLOSED.format(name),
                note=texts.CLOSE_NOTE,
            ),
        ),
    )
    return tuple(form for is_permitted, form in candidates if is_permitted)


def person_override(page: PageContext) -> Override:
    """The person linked to an account, chosen by name if the viewer may see names."""
    if not personal_data.may_see_names(page.viewer.principal, ""):
        label = "ID of the person on record"
        return override(
            "participant_id", label=label, kind=FieldKind.LINE, optional=True
        )
    return override(
        "participant_id",
        label="Person on record",
        options=personal_data.person_options(
            page.viewer, "choosing whose an account is", "Administration"
        ),
        optional=True,
    )
