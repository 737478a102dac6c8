"""Seals of mandates: a keyed hash of each row, which reveals rows that were changed or
added other than by the product.

The key is in the vault. When it is created, the mandates given by earlier versions are
sealed as they are; from then on, a mandate without a seal was not given by the product.
"""

import hmac
import json
from collections.abc import Iterable
from hashlib import sha256

from bsm_projections.databases import Row
from bsm_service.identity.account_database import AccountChange

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


def seal_of(row: Row, key: bytes) -> str:
    """The seal that a mandate must have, in hexadecimal."""
    content = json.dumps([row[name] for name in _SEALED_COLUMNS])
    return hmac.new(key, content.encode(), sha256).hexdigest()


def seal_existing_mandates(change: AccountChange) -> None:
    """Seals the mandates of earlier versions, once, before the key exists. Raises
    VaultUnavailable.
    """
    if change.has_sealing_key():
        return
    key = change.sealing_key()
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
            _seal_row(change, row, change.sealing_key())


def _seal_row(change: AccountChange, row: Row, key: bytes) -> None:
    change.execute(
        "UPDATE mandates SET seal = :seal WHERE mandate = :mandate",
        {"seal": seal_of(row, key), "mandate": row["mandate"]},
    )
