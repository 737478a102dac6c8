"""What people said of earlier files: the next file of the kind is understood by it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.timestamps import from_micros, to_micros
from bsm_service.identity.account_database import By, Register, name_of

COLUMN, DELEGATION, STATUS = "column", "delegation", "status"
MAPPING_TYPES = (COLUMN, DELEGATION, STATUS)
_OF_KIND = "SELECT * FROM import_mappings WHERE kind = :kind ORDER BY what, said"
_SAME = "kind = :kind AND what = :what AND said = :said"


class StoredMapping(NamedTuple):
    """What somebody said: `said` is folded, and `by_whom` is an account or a word."""

    what: str
    said: str
    means: str
    by_whom: str
    at: datetime


class MappingTable:
    def __init__(self, register: Register) -> None:
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
            for row in self._register.rows(_OF_KIND, {"kind": kind})
        )

    def meanings(self, kind: str, what: str) -> dict[str, str]:
        """What is written, and what it means. Raises StoreUnavailable."""
        return {one.said: one.means for one in self.all(kind) if one.what == what}

    def add(self, kind: str, what: str, said: Mapping[str, str], by: By) -> None:
        """What is remembered so already stays whoever's it is. Raises
        StoreUnavailable.
        """
        known = self.meanings(kind, what)
        new = {one: means for one, means in said.items() if known.get(one) != means}
        if not new:
            return
        with self._register.changing(alone=True, by=by) as change:
            for one, means in new.items():
                same = {"kind": kind, "what": what, "said": one}
                change.execute(f"DELETE FROM import_mappings WHERE {_SAME}", same)
                change.add(
                    "import_mappings",
                    **same,
                    means=means,
                    by_whom=name_of(by),
                    at=to_micros(change.moment),
                )

    def delete(self, kind: str, what: str, said: str, by: By) -> None:
        """Raises NotFound, StoreUnavailable."""
        with self._register.changing(alone=True, by=by) as change:
            same = {"kind": kind, "what": what, "said": said}
            if change.row(f"SELECT 1 FROM import_mappings WHERE {_SAME}", same) is None:
                raise NotFound("nothing is remembered of that; look at the list again")
            change.execute(f"DELETE FROM import_mappings WHERE {_SAME}", same)
