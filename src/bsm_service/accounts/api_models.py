"""The models of accounts and mandates in HTTP requests and responses."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from bsm_domain.foundation.free_text import DelegationCode, OneLineText, ReasonText
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.accounts import AccountDetails
from bsm_service.accounts.administration.mandates import VisibleMandate
from bsm_service.accounts.administration.new_accounts import (
    MAX_NEW_ACCOUNTS,
    AddedAccount,
    NewAccount,
)
from bsm_service.application.command import PossibleTime
from bsm_service.identity import Mandate, MandateKind


class MandateModel(BaseModel):
    """A mandate: the right to act in a role. A word such as "command line" in place of
    an account's id means that no account did it. `name` is the account's name, if you
    may see names.
    """

    id: str
    account: str
    name: str | None
    role: Role
    delegation: str | None
    kind: MandateKind
    stands_in_for: str | None
    purpose: str | None
    since: datetime
    until: datetime | None
    given_by: str
    given_at: datetime
    reason: str | None
    ended_at: datetime | None
    ended_by: str | None
    end_reason: str | None


class AccountModel(BaseModel):
    """An account. `mandates` are the ids of its current mandates; `sessions` is the
    number of its sessions.
    """

    id: str
    name: str
    participant: UUID | None
    created_at: datetime
    closed_at: datetime | None
    mandates: tuple[str, ...]
    has_password: bool
    has_second_factor: bool
    lacks_second_factor: bool
    sessions: int


class EndedSessions(BaseModel):
    ended: int


class AccountInvitation(BaseModel):
    """`secret` is shown once; with it the account's owner sets a password, once."""

    account: str
    secret: str


class AddAccountRequest(BaseModel, extra="forbid"):
    name: OneLineText
    participant_id: UUID | None = None


class NewAccountRequest(AddAccountRequest):
    """An account, with a mandate if a role is given. A focal point speaks for a
    delegation. Without `since` the mandate is valid from now.
    """

    role: Role | None = None
    delegation: DelegationCode | None = None
    since: PossibleTime | None = None
    until: PossibleTime | None = None

    def as_new_account(self, row: int) -> NewAccount:
        return NewAccount(row, **dict(self))


class AddAccountsRequest(BaseModel, extra="forbid"):
    accounts: Annotated[
        tuple[NewAccountRequest, ...], Field(min_length=1, max_length=MAX_NEW_ACCOUNTS)
    ]


class InvitedAccount(AccountInvitation):
    """An added account, with the id of its mandate, if any."""

    name: str
    mandate: str | None


class InvitedAccounts(BaseModel):
    """The accounts in the order of the request."""

    accounts: tuple[InvitedAccount, ...]


class ReasonRequest(BaseModel, extra="forbid"):
    reason: ReasonText


class SetAccountPersonRequest(BaseModel, extra="forbid"):
    """The person on record that the account belongs to; null for nobody."""

    participant_id: UUID | None


class GiveMandateRequest(BaseModel, extra="forbid"):
    """A stand-in names the account it stands in for and an end; a grant names its
    purpose and an end. Without `since` the mandate is valid from now.
    """

    account: str
    role: Role
    delegation: DelegationCode | None = None
    kind: MandateKind = MandateKind.ROLE
    stands_in_for: str | None = None
    purpose: ReasonText | None = None
    since: PossibleTime | None = None
    until: PossibleTime | None = None
    reason: ReasonText | None = None


def account_model(details: AccountDetails) -> AccountModel:
    known = {field.name: getattr(details, field.name) for field in fields(details)}
    mandates = tuple(mandate.id for mandate in details.mandates)
    account = known.pop("account")
    return AccountModel(**asdict(account), **(known | {"mandates": mandates}))


def invited_account(added: AddedAccount) -> InvitedAccount:
    return InvitedAccount(
        account=added.account.id,
        secret=added.secret,
        name=added.account.name,
        mandate=added.mandate.id if added.mandate else None,
    )


def visible_mandate_model(visible: VisibleMandate) -> MandateModel:
    return mandate_model(visible.mandate, visible.name)


def mandate_model(mandate: Mandate, name: str | None = None) -> MandateModel:
    return MandateModel(name=name, **asdict(mandate))
