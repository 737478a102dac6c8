"""Lists and forgets stored mappings, with the names of those who made them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC
from typing import Any

from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.identity import Account
from bsm_service.identity.account_database import COMMAND_LINE, DEMONSTRATION
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.list_interface import ListKind
from bsm_service.imports.report import RememberedMapping
from bsm_service.imports.stored_mappings import StoredMapping, StoredMappings

# The actions of the permission table.
READ_ACTION, FORGET_ACTION = "read.import-mappings", "import.forget-mapping"
_ACTOR_NAMES = {
    COMMAND_LINE: "the command line",
    DEMONSTRATION: "the demonstration",
    "system": "the command line",
}


def list_mappings(
    kind: ListKind[Any], system: System, principal: Principal
) -> tuple[RememberedMapping, ...]:
    """All mappings of a kind of list. Raises NotPermitted, StoreUnavailable."""
    require_permission(principal, READ_ACTION)
    return _as_models(
        system, StoredMappings(system.identity.account_database).all(kind.name), {}
    )


def forget_mapping(
    kind: ListKind[Any],
    system: System,
    principal: Principal,
    mapping_type: str,
    text: str,
) -> None:
    """The next file is read without it. Raises NotPermitted, NotFound,
    StoreUnavailable.
    """
    require_permission(principal, FORGET_ACTION)
    register = system.identity.account_database
    StoredMappings(register).delete(kind.name, mapping_type, fold_text(text), principal)


def used_mappings(
    kind: ListKind[Any], system: System, used: Mapping[tuple[str, str], str]
) -> tuple[RememberedMapping, ...]:
    """The stored mappings among `used`, which has each text as the file writes it."""
    if not used:
        return ()
    stored = StoredMappings(system.identity.account_database).all(kind.name)
    return _as_models(
        system,
        [mapping for mapping in stored if (mapping.what, mapping.said) in used],
        used,
    )


def _as_models(
    system: System,
    stored: Collection[StoredMapping],
    written: Mapping[tuple[str, str], str],
) -> tuple[RememberedMapping, ...]:
    accounts = _accounts_by_id(system.identity.accounts.all()) if stored else {}
    return tuple(
        RememberedMapping(
            what=mapping.what,
            said=written.get((mapping.what, mapping.said), mapping.said),
            means=mapping.means,
            by=_author_name(mapping.by_whom, accounts),
            on=mapping.at.astimezone(UTC).date(),
        )
        for mapping in stored
    )


def _accounts_by_id(accounts: Iterable[Account]) -> dict[str, Account]:
    return {account.id: account for account in accounts}


def _author_name(by_whom: str, accounts: Mapping[str, Account]) -> str:
    """The author is of the secretariat: nobody else imports. The name of a closed
    account is not shown: it may be that of somebody who has left.
    """
    if by_whom in _ACTOR_NAMES:
        return _ACTOR_NAMES[by_whom]
    account = accounts.get(by_whom)
    if account is None:
        return f"account {by_whom[:8]}"
    if account.closed_at is not None:
        return "a user whose account is closed"
    return f"{account.name} (secretariat)"
