"""The stored mappings: what columns, delegations and statuses of earlier files mean, by
which the next file of the kind is understood.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    actor_name,
)

COLUMN, DELEGATION, STATUS = "column", "delegation", "status"
_MAPPINGS_QUERY = "SELECT * FROM import_mappings WHERE kind = :kind ORDER BY what, said"
_SAME_MAPPING = "kind = :kind AND what = :what AND said = :said"


class StoredMapping(NamedTuple):
    """`said` is the folded text; `by_whom` is an account's id or names a program."""

    what: str
    said: str
    means: str
    by_whom: str
    at: datetime


class StoredMappings:
    """The table `import_mappings` of the accounts' database."""

    def __init__(self, register: AccountDatabase) -> None:
        self._register = register

    def all(self, kind: str) -> tuple[StoredMapping, ...]:
        """Raises StoreUnavailable."""
        return tuple(
            StoredMapping(
                row["what"],
                row["said"],
                row["means"],
                row["by_whom"],
                from_micros(row["at"]),
            )
            for row in self._register.rows(_MAPPINGS_QUERY, {"kind": kind})
        )

    def meanings(self, kind: str, mapping_type: str) -> dict[str, str]:
        """The meaning of each folded text. Raises StoreUnavailable."""
        return {
            mapping.said: mapping.means
            for mapping in self.all(kind)
            if mapping.what == mapping_type
        }

    def add(
        self,
        kind: str,
        mapping_type: str,
        meanings: Mapping[str, str],
        author: ChangeActor,
    ) -> None:
        """A mapping that is stored keeps its author. Raises StoreUnavailable."""
        stored = self.meanings(kind, mapping_type)
        new = {
            text: meaning
            for text, meaning in meanings.items()
            if stored.get(text) != meaning
        }
        if not new:
            return
        with self._register.transaction(exclusive=True, actor=author) as change:
            for text, meaning in new.items():
                key = {"kind": kind, "what": mapping_type, "said": text}
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

    def delete(
        self, kind: str, mapping_type: str, text: str, author: ChangeActor
    ) -> None:
        """Raises NotFound, StoreUnavailable."""
        with self._register.transaction(exclusive=True, actor=author) as change:
            key = {"kind": kind, "what": mapping_type, "said": text}
            if (
                change.row(f"SELECT 1 FROM import_mappings WHERE {_SAME_MAPPING}", key)
                is None
            ):
                raise NotFound("there is no such saved mapping; reload the list")
            change.execute(f"DELETE FROM import_mappings WHERE {_SAME_MAPPING}", key)
