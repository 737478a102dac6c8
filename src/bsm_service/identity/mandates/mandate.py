"""A mandate as it is stored, and its seal: a keyed hash of the row, which reveals rows
that were changed or added other than by the product.

The key is in the vault. When it is created, the mandates given by earlier versions are
sealed as they are; from then on, a mandate without a seal was not given by the product.
"""

import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Row
from bsm_projections.engine.columns import column
from bsm_service.identity.account_database import AccountChange

# Stored as the end of what has no end, because an index needs a number.
FOR_EVER = 2**63 - 1
KEY_NAME = "mandates"  # the name of the key in the vault

# Texts about people are left out, because they are deleted when a person is erased.
_SEALED_COLUMNS = (
    "mandate",
    "account",
    "role",
    "delegation",
    "kind",
    "stands_in_for",
    "since",
    "until",
    "given_by",
    "given_at",
    "ended_at",
    "ended_by",
    "ends_at",
)


class MandateKind(StrEnum):
    """The kinds of mandate: in one's own right, as a stand-in for another account, or a
    grant that lets an auditor see more for a purpose.
    """

    ROLE = "role"
    STAND_IN = "stand-in"
    GRANT = "grant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A right to act in a role. `until` is the planned end, `ended_at` an earlier one.
    Whoever gave or ended it is an account or a word such as "command line".
    """

    id: str = column("mandate")
    account: str
    role: Role
    delegation: str | None
    kind: MandateKind = MandateKind.ROLE
    stands_in_for: str | None = None
    purpose: str | None = None
    since: datetime
    until: datetime | None = None
    given_by: str
    given_at: datetime
    reason: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    end_reason: str | None = None

    @property
    def ends_at(self) -> int:
        """The planned end in microseconds."""
        return FOR_EVER if self.until is None else to_micros(self.until)


def seal_of(row: Row, key: bytes) -> str:
    """The seal that a mandate must have, in hexadecimal."""
    content = json.dumps([row[name] for name in _SEALED_COLUMNS])
    return hmac.new(key, content.encode(), sha256).hexdigest()


def seal_existing_mandates(change: AccountChange) -> None:
    """Seals the mandates of earlier versions, once, before the key exists. Raises
    VaultUnavailable.
    """
    if change.database.has_sealing_key():
        return
    key = change.database.sealing_key()
    for row in change.execute("SELECT * FROM mandates WHERE seal IS NULL").fetchall():
        _seal_row(change, row, key)


def seal_changed_mandates(
    change: AccountChange, mandates: Iterable[str], *, is_new: bool = False
) -> None:
    """Called after every change to a mandate. Raises VaultUnavailable."""
    if is_new:
        seal_existing_mandates(change)
    for mandate in mandates:
        row = change.row(
            "SELECT * FROM mandates WHERE mandate = :mandate", {"mandate": mandate}
        )
        if row is not None and (is_new or row["seal"] is not None):
            _seal_row(change, row, change.database.sealing_key())


def _seal_row(change: AccountChange, row: Row, key: bytes) -> None:
    change.execute(
        "UPDATE mandates SET seal = :seal WHERE mandate = :mandate",
        {"seal": seal_of(row, key), "mandate": row["mandate"]},
    )
