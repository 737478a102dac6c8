"""What people said of earlier files: the next file of the kind is understood by it."""

from collections.abc import Mapping

from bsm_domain.clocks import to_micros
from bsm_service.identity.register import By, Register, name_of

COLUMN, DELEGATION, STATUS = "column", "delegation", "status"
_SAME = "kind = :kind AND what = :what AND said = :said"


class Remembered:
    def __init__(self, register: Register) -> None:
        self._register = register

    def of(self, kind: str, what: str) -> dict[str, str]:
        """What is written, and what it means. Raises StoreUnavailable."""
        rows = self._register.rows(
            "SELECT said, means FROM import_mappings "
            "WHERE kind = :kind AND what = :what ORDER BY said",
            {"kind": kind, "what": what},
        )
        return {row["said"]: row["means"] for row in rows}

    def keep(self, kind: str, what: str, said: Mapping[str, str], by: By) -> None:
        """Raises StoreUnavailable."""
        if not said:
            return
        with self._register.changing(alone=True, by=by) as change:
            for one, means in said.items():
                same = {"kind": kind, "what": what, "said": one}
                change.execute(f"DELETE FROM import_mappings WHERE {_SAME}", same)
                change.add(
                    "import_mappings",
                    **same,
                    means=means,
                    by_whom=name_of(by),
                    at=to_micros(change.moment),
                )
