"""What is remembered of earlier files, with the names of those who said it: to be told,
listed and forgotten.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC
from typing import Any

from bsm_service.access.permissions import Principal, require
from bsm_service.application.system import System
from bsm_service.identity import Account
from bsm_service.identity.account_database import COMMAND_LINE, DEMONSTRATION
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.list_kind import ListKind
from bsm_service.imports.mapping_table import MappingTable, StoredMapping
from bsm_service.imports.report import RememberedMapping

# The actions of the permission table.
READ, FORGET = "read.import-mappings", "import.forget-mapping"
_WORDS = {
    COMMAND_LINE: "the command line",
    DEMONSTRATION: "the demonstration",
    "system": "the command line",
}


def list_mappings(
    kind: ListKind[Any], system: System, who: Principal
) -> tuple[RememberedMapping, ...]:
    """All that is remembered of a kind of list. Raises NotPermitted,
    StoreUnavailable.
    """
    require(who, READ)
    return _told(system, MappingTable(system.identity.register).all(kind.name), {})


def forget_mapping(
    kind: ListKind[Any], system: System, who: Principal, what: str, said: str
) -> None:
    """The next file is understood without it. Raises NotPermitted, NotFound,
    StoreUnavailable.
    """
    require(who, FORGET)
    register = system.identity.register
    MappingTable(register).delete(kind.name, what, fold_text(said), who)


def used_mappings(
    kind: ListKind[Any], system: System, used: Mapping[tuple[str, str], str]
) -> tuple[RememberedMapping, ...]:
    """Those by which a file was understood; `used` has how the file writes them."""
    if not used:
        return ()
    kept = MappingTable(system.identity.register).all(kind.name)
    return _told(system, [one for one in kept if (one.what, one.said) in used], used)


def _told(
    system: System,
    kept: Collection[StoredMapping],
    written: Mapping[tuple[str, str], str],
) -> tuple[RememberedMapping, ...]:
    accounts = _by_id(system.identity.accounts.all()) if kept else {}
    return tuple(
        RememberedMapping(
            what=one.what,
            said=written.get((one.what, one.said), one.said),
            means=one.means,
            by=_name(one.by_whom, accounts),
            on=one.at.astimezone(UTC).date(),
        )
        for one in kept
    )


def _by_id(accounts: Iterable[Account]) -> dict[str, Account]:
    return {one.id: one for one in accounts}


def _name(by_whom: str, accounts: Mapping[str, Account]) -> str:
    """Whoever said it was of the secretariat: nobody else imports. The name of a closed
    account is not told: it may be somebody's who has left.
    """
    if by_whom in _WORDS:
        return _WORDS[by_whom]
    account = accounts.get(by_whom)
    if account is None:
        return f"account {by_whom[:8]}"
    if account.closed_at is not None:
        return "somebody whose account is closed"
    return f"{account.name} (secretariat)"
