"""Forms that add accounts with their roles: one, or a list of pasted lines; and the
form that makes new links for several.
"""

from collections.abc import Sequence

from pydantic import BaseModel

from bsm_domain.foundation.participating_states import state_name
from bsm_service.accounts.account_list import read_account_list
from bsm_service.accounts.administration.accounts import AccountDetails, reset_account
from bsm_service.accounts.administration.mandates import may_give_mandate
from bsm_service.accounts.administration.new_accounts import (
    AddedAccount,
    NewAccount,
    add_accounts,
    check_accounts,
)
from bsm_service.accounts.api_models import NewAccountRequest
from bsm_service.documents.spreadsheets import plain_csv_file
from bsm_service.identity import MandateKind
from dashboard.accounts import (
    forms,
    mandate_forms,
    new_account_texts,
    texts,
)
from dashboard.accounts.operation_forms import password_link
from dashboard.administration.service import has_permission, now, system
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Preview,
    Values,
)
from dashboard.forms.generated_form import override, service_form
from dashboard.forms.submit import FormResult
from dashboard.shell.account_menu import ROLE_NAMES


class _AccountList(BaseModel):
    accounts: tuple[NewAccount, ...]


class _AccountIds(BaseModel):
    accounts: tuple[str, ...]


def new_account_buttons(page: PageContext) -> None:
    """Buttons that open the forms to add one account or several."""
    if not has_permission(page.viewer.principal, "account.add"):
        return
    form_dialog.form_button(
        page,
        FormSubject(
            new_account_texts.NEW_ACCOUNT,
            new_account_texts.INVITATION_NOTE,
            place="add",
        ),
        (_new_account_form(page),),
    )
    form_dialog.form_button(
        page,
        FormSubject(
            new_account_texts.NEW_ACCOUNTS,
            new_account_texts.LIST_EXPLANATION,
            place="add-list",
        ),
        (_account_list_form(page),),
    )


def _new_account_form(page: PageContext) -> Form:
    principal = page.viewer.principal

    def add(request: NewAccountRequest) -> FormResult:
        [added] = add_accounts(system(), principal, [request.as_new_account(1)])
        return FormResult(
            new_account_texts.account_added(added.account.name),
            secret=password_link(added.secret),
        )

    roles = [
        (role, name)
        for role, name in ROLE_NAMES.items()
        if may_give_mandate(principal, MandateKind.ROLE, role)
    ]
    return service_form(
        new_account_texts.ADD_ACCOUNT,
        add,
        NewAccountRequest,
        lambda: (
            override(
                "name", label="Name to sign in with", help=new_account_texts.NAME_HELP
            ),
            override("role", options=tuple(roles)),
            override(
                "delegation",
                label=texts.DELEGATION,
                options=mandate_forms.delegations_with_mandates(),
                help=texts.SPEAKS_FOR,
            ),
            *mandate_forms.period_overrides(end_required=False),
            forms.person_override(page),
        ),
        first=("name", "role", "delegation", "since", "until"),
        adjust=mandate_forms.with_whole_days,
        definitions=new_account_texts.ROLE_EXPLANATIONS,
    )


def _account_list_form(page: PageContext) -> Form:
    principal = page.viewer.principal

    def read(values: Values) -> Values:
        period = mandate_forms.with_whole_days(values)
        accounts = read_account_list(
            values["lines"], since=period.get("since"), until=period.get("until")
        )
        check_accounts(system(), principal, accounts)
        return {"accounts": accounts}

    def add(request: _AccountList) -> FormResult:
        added = add_accounts(system(), principal, request.accounts)
        return links_result(new_account_texts.accounts_added(len(added)), added)

    return Form(
        new_account_texts.ADD_LIST,
        new_account_texts.ADD_LIST,
        (
            FormField(
                "lines",
                new_account_texts.ACCOUNT_LINES,
                max_length=200_000,
            ),
            FormField("since", "First day (UTC)", FieldKind.DATE, value=now().date()),
            FormField("until", "Last day", FieldKind.DATE, optional=True),
        ),
        request=_AccountList,
        run=add,
        explanations=(new_account_texts.LINES_EXPLANATION,),
        definitions=new_account_texts.ROLE_EXPLANATIONS,
        adjust=read,
        preview=lambda values: _preview(values["accounts"]),
    )


def _preview(accounts: Sequence[NewAccount]) -> Preview:
    rows = [
        {
            "Line": str(account.row),
            "Name": account.name,
            "Role": ROLE_NAMES[account.role] if account.role else "",
            "State": _state(account.delegation),
        }
        for account in accounts
    ]
    return Preview(
        new_account_texts.accounts_finding(accounts),
        html.table(new_account_texts.ACCOUNTS_CAPTION, rows, ["Line"]),
        new_account_texts.add_accounts(len(accounts)),
    )


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
