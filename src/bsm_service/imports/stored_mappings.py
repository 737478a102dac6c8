"""The stored mappings: what columns, delegations and statuses of earlier files mean, by
which the next file is understood.
"""

from collections.abc import Mapping
from datetime import UTC
from enum import StrEnum

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.identity import Account, Identity
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    DEMONSTRATION,
    ChangeActor,
    actor_name,
)
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.report import RememberedMapping

COLUMN, DELEGATION, STATUS = "column", "delegation", "status"
FUNCTION = "function"  # of delegates
# The actions of the permission table.
READ_ACTION, FORGET_ACTION = "read.import-mappings", "import.forget-mapping"


class ListKind(StrEnum):
    """The kinds of lists for which mappings are stored."""

    ACTIVITIES = "activities"
    DELEGATES = "delegates"


_MAPPINGS_QUERY = "SELECT * FROM import_mappings WHERE kind = :kind ORDER BY what, said"
_SAME_MAPPING = "kind = :kind AND what = :what AND said = :said"
_ACTOR_NAMES = {
    COMMAND_LINE: "the command line",
    DEMONSTRATION: "the demonstration",
    "system": "the command line",
}


class StoredMappings:
    """The table `import_mappings` of the accounts' database, by type and folded text.
    All methods raise StoreUnavailable.
    """

    def __init__(
        self, identity: Identity, kind: ListKind = ListKind.ACTIVITIES
    ) -> None:
        self._identity, self._register = identity, identity.account_database
        self._kind = kind

    def all(self) -> tuple[RememberedMapping, ...]:
        """With the names of their authors."""
        rows = self._register.rows(_MAPPINGS_QUERY, {"kind": self._kind})
        all_accounts = self._identity.accounts.all() if rows else ()
        accounts = {account.id: account for account in all_accounts}
        return tuple(
            RememberedMapping(
                what=row["what"],
                said=row["said"],
                means=row["means"],
                by=_author_name(row["by_whom"], accounts),
                on=from_micros(row["at"]).astimezone(UTC).date(),
            )
            for row in rows
        )

    def meanings(self, mapping_type: str) -> dict[str, str]:
        """The meaning of each folded text."""
        return {
            row["said"]: row["means"]
            for row in self._register.rows(_MAPPINGS_QUERY, {"kind": self._kind})
            if row["what"] == mapping_type
        }

    def add(
        self, mapping_type: str, meanings: Mapping[str, str], author: ChangeActor
    ) -> None:
        """A mapping that is stored keeps its author."""
        stored = self.meanings(mapping_type)
        new = {
            text: meaning
            for text, meaning in meanings.items()
            if stored.get(text) != meaning
        }
        if not new:
            return
        with self._register.transaction(exclusive=True, actor=author) as change:
            for text, meaning in new.items():
                key = {"kind": self._kind, "what": mapping_type, "said": text}
                change.execute(
                    f"DELETE FROM import_mappings WHERE {_SAME_MAPPING}", key
                )
                change.add(
                    "import_mappings",
                    **key,
                    means=meaning,
                    by_whom=actor_name(author),
                    at=to_micros(change.moment),
                )

    def delete(self, mapping_type: str, text: str, author: ChangeActor) -> None:
        """Raises NotFound."""
        key = {"kind": self._kind, "what": mapping_type, "said": text}
        with self._register.transaction(exclusive=True, actor=author) as change:
            stored = f"FROM import_mappings WHERE {_SAME_MAPPING}"
            if change.row(f"SELECT 1 {stored}", key) is None:
                raise NotFound("there is no such saved mapping; reload the list")
            change.execute(f"DELETE {stored}", key)


def list_mappings(
    system: System, principal: Principal, kind: ListKind = ListKind.ACTIVITIES
) -> tuple[RememberedMapping, ...]:
    """All mappings. Raises NotPermitted, StoreUnavailable."""
    require_permission(principal, READ_ACTION)
    return StoredMappings(system.identity, kind).all()


def forget_mapping(
    system: System,
    principal: Principal,
    mapping_type: str,
    text: str,
    kind: ListKind = ListKind.ACTIVITIES,
) -> None:
    """The next file is read without it. Raises NotPermitted, NotFound,
    StoreUnavailable.
    """
    require_permission(principal, FORGET_ACTION)
    StoredMappings(system.identity, kind).delete(
        mapping_type, fold_text(text), principal
    )


def fold_keys(meanings: Mapping[str, str]) -> dict[str, str]:
    """The same mapping with folded keys, as they are stored and compared."""
    return {fold_text(text): meaning for text, meaning in meanings.items()}


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
