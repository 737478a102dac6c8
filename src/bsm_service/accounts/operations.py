"""Operations on accounts and mandates, each declared once: its route and its form are
made from it. They are not recorded as facts; accounts have a history of their own.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from bsm_service.access.permissions import Principal
from bsm_service.accounts.administration.accounts import (
    add_account,
    close_account,
    end_sessions,
    link_participant,
    remove_second_factors,
    reopen_account,
    reset_account,
)
from bsm_service.accounts.administration.mandates import end_mandate, give_mandate
from bsm_service.accounts.administration.new_accounts import AddedAccount, add_accounts
from bsm_service.accounts.api_models import (
    AccountInvitation,
    AddAccountRequest,
    AddAccountsRequest,
    EndedSessions,
    GiveMandateRequest,
    InvitedAccounts,
    MandateModel,
    NewAccountRequest,
    ReasonRequest,
    SetAccountPersonRequest,
    invited_account,
    mandate_model,
)
from bsm_service.application.system import System


@dataclass(frozen=True, slots=True)
class AccountOperation:
    """`run` checks `action` in the permission table. It takes the system, the
    principal, the id in the `path` if there is one, and the fields of the `request` by
    name; `answer` makes the `response` from that id and the result. `title` is that of
    its form, `summary` and `operation_id` those of the API. With `needs_confirmation`,
    the principal must have confirmed their identity recently.
    """

    run: Callable[..., Any]
    action: str
    path: str
    operation_id: str
    summary: str
    title: str
    description: str | None = None
    request: type[BaseModel] | None = None
    response: type[BaseModel] | None = None
    answer: Callable[[str, Any], BaseModel] | None = None
    creates: bool = False
    needs_confirmation: bool = False

    @property
    def id_name(self) -> str | None:
        """The name of the id of an account or mandate in the path, if any."""
        match = re.search(r"{(\w+)}", self.path)
        return match[1] if match else None

    @property
    def status_code(self) -> int:
        """The status code of its HTTP response."""
        if self.creates:
            return 201
        return 204 if self.response is None else 200

    def execute(
        self, system: System, principal: Principal, id: str, request: BaseModel | None
    ) -> BaseModel | None:
        """Raises what `run` raises."""
        ids = () if self.id_name is None else (id,)
        fields = {} if request is None else dict(request)
        done = self.run(system, principal, *ids, **fields)
        return None if self.answer is None else self.answer(id, done)


def _add_accounts(
    system: System, principal: Principal, accounts: tuple[NewAccountRequest, ...]
) -> tuple[AddedAccount, ...]:
    new_accounts = [new.as_new_account(row) for row, new in enumerate(accounts, 1)]
    return add_accounts(system, principal, new_accounts)


ADD_ACCOUNT = AccountOperation(
    add_account,
    "account.add",
    "/accounts",
    operation_id="add_account",
    summary="Add an account",
    title="Add an account",
    request=AddAccountRequest,
    response=AccountInvitation,
    answer=lambda _, added: AccountInvitation(account=added[0].id, secret=added[1]),
    creates=True,
)
ADD_ACCOUNTS = AccountOperation(
    _add_accounts,
    "account.add",
    "/accounts/bulk",
    operation_id="add_accounts",
    summary="Add accounts with their mandates",
    title="Add accounts",
    description="All of them, or none. A refusal names the rows, counted from 1.",
    request=AddAccountsRequest,
    response=InvitedAccounts,
    answer=lambda _, added: InvitedAccounts(
        accounts=tuple(map(invited_account, added))
    ),
    creates=True,
)
RESET_ACCOUNT = AccountOperation(
    reset_account,
    "account.reset",
    "/accounts/{account_id}/reset",
    operation_id="reset_account",
    summary="Reset a password",
    title="Reset password",
    response=AccountInvitation,
    answer=lambda id, secret: AccountInvitation(account=id, secret=secret),
    needs_confirmation=True,
)
REMOVE_SECOND_FACTORS = AccountOperation(
    remove_second_factors,
    "account.reset",
    "/accounts/{account_id}/factors-removal",
    operation_id="remove_second_factors",
    summary="Remove lost second factors",
    title="Remove second factors",
    needs_confirmation=True,
)
SET_ACCOUNT_PERSON = AccountOperation(
    link_participant,
    "account.add",
    "/accounts/{account_id}/person",
    operation_id="set_account_person",
    summary="Link an account to a person",
    title="Link to a person",
    request=SetAccountPersonRequest,
)
END_SESSIONS = AccountOperation(
    end_sessions,
    "account.end-sessions",
    "/accounts/{account_id}/sessions-end",
    operation_id="end_account_sessions",
    summary="End the sessions of an account",
    title="End sessions",
    description="Signs the user out everywhere at once; tokens stay valid.",
    response=EndedSessions,
    answer=lambda _, ended: EndedSessions(ended=ended),
    needs_confirmation=True,
)
CLOSE_ACCOUNT = AccountOperation(
    close_account,
    "account.close",
    "/accounts/{account_id}/closing",
    operation_id="close_account",
    summary="Close an account",
    title="Close the account",
    description="Its sessions, tokens and mandates end at once.",
    request=ReasonRequest,
    needs_confirmation=True,
)
REOPEN_ACCOUNT = AccountOperation(
    reopen_account,
    "account.close",
    "/accounts/{account_id}/reopening",
    operation_id="reopen_account",
    summary="Reopen an account",
    title="Reopen the account",
    request=ReasonRequest,
    needs_confirmation=True,
)
GIVE_MANDATE = AccountOperation(
    give_mandate,
    "mandate.give",
    "/mandates",
    operation_id="give_mandate",
    summary="Give a mandate",
    title="Give a mandate",
    request=GiveMandateRequest,
    response=MandateModel,
    answer=lambda _, mandate: mandate_model(mandate),
    creates=True,
)
END_MANDATE = AccountOperation(
    end_mandate,
    "mandate.give",
    "/mandates/{mandate_id}/end",
    operation_id="end_mandate",
    summary="End a mandate",
    title="End the mandate",
    description="Ends the mandate at once, with the mandates that depend on it.",
    request=ReasonRequest,
)

OPERATIONS = tuple(
    declared for declared in vars().values() if isinstance(declared, AccountOperation)
)
