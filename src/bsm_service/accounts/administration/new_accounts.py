"""Adding accounts with their roles: one, or a whole list at once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bsm_domain.foundation.errors import (
    DomainError,
    InvalidValue,
    NotFound,
    NotPermitted,
    RowErrors,
)
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal, Resource, require_permission
from bsm_service.accounts.administration.accounts import (
    INVITATION_LIFETIME,
    check_person,
    require_permission_and_recent_authentication,
)
from bsm_service.accounts.administration.mandates import action_to_give
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NameTaken, ReauthenticationRequired
from bsm_service.identity import Account, Identity, Mandate, MandateKind, SecretPurpose
from bsm_service.identity.account import normalised_names
from bsm_service.identity.account_database import ChangeActor

MAX_NEW_ACCOUNTS = 1_000


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to add, with a mandate if a `role` is given. Refusals name it by its
    `row`, counted from 1.
    """

    row: int
    name: str
    role: Role | None = None
    delegation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    participant_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AddedAccount:
    """`secret` is shown once; with it the owner sets a password."""

    account: Account
    mandate: Mandate | None
    secret: str


class _OnlyChecked(Exception):
    """Rolls back a change that was made only to see whether it would be refused."""


def add_accounts(
    system: System, principal: Principal, new_accounts: Sequence[NewAccount]
) -> tuple[AddedAccount, ...]:
    """All of them, or none. Checks the permission for each mandate as well. Raises
    NotPermitted, ReauthenticationRequired if one is to be an administrator, and for
    wrong rows one refusal that names them all: InvalidValue, NameTaken, NotFound,
    NotPermitted.
    """
    require_permission(principal, "account.add")
    if any(new.role is Role.ADMINISTRATOR for new in new_accounts):
        require_permission_and_recent_authentication(
            system, principal, action_to_give(MandateKind.ROLE, Role.ADMINISTRATOR)
        )

    def check(new: NewAccount) -> None:
        check_person(system, new.participant_id)
        if new.role is not None:
            require_permission(
                principal,
                action_to_give(MandateKind.ROLE, new.role),
                Resource(new.delegation),
            )

    return create_accounts(
        system.identity, new_accounts, INVITATION_LIFETIME, actor=principal, check=check
    )


def check_accounts(
    system: System, principal: Principal, new_accounts: Sequence[NewAccount]
) -> None:
    """Raises what `add_accounts` would raise, and changes nothing."""
    with (
        suppress(_OnlyChecked),
        system.identity.account_database.transaction(exclusive=True, actor=principal),
    ):
        add_accounts(system, principal, new_accounts)
        raise _OnlyChecked


def create_accounts(
    identity: Identity,
    new_accounts: Sequence[NewAccount],
    lifetime: timedelta,
    *,
    actor: ChangeActor,
    check: Callable[[NewAccount], None] = lambda _: None,
) -> tuple[AddedAccount, ...]:
    """All of them in one transaction; their secrets are valid for `lifetime`. `check`
    may refuse each. Raises one refusal that names all wrong rows, unless there is only
    one row.
    """
    if not 1 <= len(new_accounts) <= MAX_NEW_ACCOUNTS:
        raise InvalidValue(
            f"add between 1 and {MAX_NEW_ACCOUNTS:,} accounts at once", field="accounts"
        )
    errors, added = RowErrors("accounts"), list[AddedAccount]()
    row_by_name: dict[str, int] = {}
    with identity.account_database.transaction(exclusive=True, actor=actor):
        for index, new in enumerate(new_accounts):
            first = row_by_name.setdefault(_comparable_name(new.name), new.row)
            try:
                if first != new.row:
                    raise NameTaken(f"row {first} has the same name", field="name")
                check(new)
                added.append(_create_account(identity, new, lifetime, actor))
            except ReauthenticationRequired:
                raise
            except (InvalidValue, NameTaken, NotFound, NotPermitted) as refusal:
                if len(new_accounts) == 1:
                    raise
                place = f"accounts.{index}"
                errors.add(new.row, _refused_field(refusal), refusal, place=place)
        errors.raise_if_any()
    return tuple(added)


def _create_account(
    identity: Identity, new: NewAccount, lifetime: timedelta, actor: ChangeActor
) -> AddedAccount:
    account = identity.accounts.create(new.name, new.participant_id, actor=actor)
    mandate = None
    if new.role is not None:
        mandate = identity.mandates.give(
            account.id,
            new.role,
            new.delegation,
            since=new.since,
            until=new.until,
            given_by=actor,
        )
    secret = identity.one_time_secrets.create(
        SecretPurpose.RESET, account.id, lifetime, actor=actor
    )
    return AddedAccount(account, mandate, secret)


def _comparable_name(name: str) -> str:
    return normalised_names(name.strip())["sought_as"]


def _refused_field(refusal: DomainError) -> str:
    """The field of a row that a refusal is about."""
    if refusal.field_errors:
        return refusal.field_errors[0].field
    if isinstance(refusal, NotPermitted):
        return "role"
    return "participant_id" if isinstance(refusal, NotFound) else "name"
