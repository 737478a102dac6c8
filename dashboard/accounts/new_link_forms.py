"""The form that makes new links for several accounts, and how links are shown."""

from collections.abc import Sequence

from pydantic import BaseModel

from bsm_domain.foundation.participating_states import state_name
from bsm_service.accounts.administration.accounts import AccountDetails, reset_account
from bsm_service.accounts.administration.new_accounts import AddedAccount
from bsm_service.documents.spreadsheets import plain_csv_file
from dashboard.accounts import new_account_texts
from dashboard.accounts.operation_forms import password_link
from dashboard.administration.service import has_permission, now, system
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import FieldKind, Form, FormField, FormSubject
from dashboard.forms.submit import FormResult
from dashboard.shell.account_menu import ROLE_NAMES


class _AccountIds(BaseModel):
    accounts: tuple[str, ...]


def new_links_button(page: PageContext, accounts: Sequence[AccountDetails]) -> None:
    """A button for whoever may reset accounts, where there are others to reset."""
    principal = page.viewer.principal
    others = [
        details
        for details in accounts
        if details.account.closed_at is None and details.account.id != principal.account
    ]
    if not others or not has_permission(principal, "account.reset"):
        return
    form_dialog.form_button(
        page,
        FormSubject(
            new_account_texts.NEW_LINKS,
            new_account_texts.NEW_LINKS_EXPLANATION,
            place="new-links",
        ),
        (_new_links_form(page, others),),
    )


def _new_links_form(page: PageContext, accounts: Sequence[AccountDetails]) -> Form:
    principal = page.viewer.principal
    details_by_id = {details.account.id: details for details in accounts}

    def make_links(request: _AccountIds) -> FormResult:
        links = []
        for id in request.accounts:
            details = details_by_id[id]
            secret = reset_account(system(), principal, id)
            mandate = next(iter(details.mandates), None)
            links.append(AddedAccount(details.account, mandate, secret))
        return links_result(new_account_texts.links_made(len(links)), links)

    return Form(
        new_account_texts.MAKE_LINKS,
        new_account_texts.MAKE_LINKS,
        (
            FormField(
                "accounts",
                new_account_texts.ACCOUNTS,
                FieldKind.CHOICES,
                tuple((id, each.account.name) for id, each in details_by_id.items()),
                value=tuple(
                    id for id, each in details_by_id.items() if not each.has_password
                ),
                help=new_account_texts.ACCOUNTS_HELP,
            ),
        ),
        request=_AccountIds,
        run=make_links,
        confirmation_for="account.reset",
    )


def links_result(sentence: str, links: Sequence[AddedAccount]) -> FormResult:
    """Several links, to be read, and as a file with the roles and States."""
    addresses = [(link, password_link(link.secret)) for link in links]
    rows = [
        [
            link.account.name,
            ROLE_NAMES[link.mandate.role] if link.mandate else "",
            _state(link.mandate.delegation if link.mandate else None),
            address,
        ]
        for link, address in addresses
    ]
    file = b"".join(plain_csv_file(new_account_texts.INVITATION_COLUMNS, rows))
    return FormResult(
        sentence,
        secret="\n".join(
            f"{link.account.name}  {address}" for link, address in addresses
        ),
        secret_file=(new_account_texts.INVITATION_FILE, file),
    )


def _state(code: str | None) -> str:
    return state_name(code, now().date()) if code else ""
