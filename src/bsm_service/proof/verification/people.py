"""The search index of people: every recorded person who is not erased must be in it."""

import hmac
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Database, Row
from bsm_service.proof.verification.check_results import CheckFunction
from bsm_service.proof.verification.temporary_database import TemporaryDatabase
from bsm_service.vault import (
    ADDRESS_KEY_NAME,
    DecryptionFailed,
    ReadOnlyKeys,
    address_hash,
    decrypt_entry,
)

_INSERT_FOUND = "INSERT INTO found_people VALUES (?, ?)"


def check_people(
    vault: Database, reader: ReadOnlyKeys | None, temporary: TemporaryDatabase
) -> CheckFunction:
    """Runs after the check of keys."""
    counts = {"found": 0}

    def look() -> Iterator[str]:
        with vault.snapshot() as connection:
            for row in connection.stream("SELECT * FROM people"):
                counts["found"] += 1
                temporary.add(_INSERT_FOUND, row["participant"], row["delegation"])
                wrong = _wrong_with(row)
                if wrong:
                    yield f"the person {row['participant']} {wrong}"
        for id, position in temporary.rows(_MISSING):
            yield f"position {position}: the person {id} cannot be found by name"
        for id, position in temporary.rows(_ERASED):
            yield (
                f"position {position}: the person {id} was erased but can still be "
                "found"
            )
        for id, position, delegation, found_delegation in temporary.rows(_OF_ANOTHER):
            yield (
                f"position {position}: the person {id} belongs to {delegation}, but "
                f"is listed under {found_delegation}"
            )

    def _wrong_with(row: Row) -> str:
        try:
            key = personal_key_id(UUID(row["participant"]), PersonalGroup.NAME).hex
        except ValueError:
            return "is not a valid identity"
        with vault.connection() as connection:
            wrapped = connection.execute(_KEY, (key,)).fetchone()
        if wrapped is None or reader is None:
            return "cannot be read: the key is not in the vault"
        try:
            secret = reader.unwrap(key, *wrapped)
            entry = decrypt_entry(secret, row["participant"], bytes(row["sealed"]))
        except (DomainError, DecryptionFailed, TypeError):
            return "cannot be decrypted with their key: the entry has been changed"
        hash, email = row["email_hash"], entry["email"]
        expected = None if email is None else _hashed(reader, email)
        if expected != _bytes(hash):
            return "is listed under a different e-mail address than their own"
        return ""

    return CheckFunction(
        "people can be found",
        "Restore the vault from a backup, or enter the person's name and address again",
        look,
        lambda: (
            f"{count_of(counts['found'], 'person', 'people')}, by name and e-mail "
            "address"
        ),
    )


def _hashed(reader: ReadOnlyKeys, email: str) -> bytes | None:
    """As the vault of 0.5 and before has it, as long as no address was looked for
    since: by the address as it was told.
    """
    secret = reader.product_secret(ADDRESS_KEY_NAME)
    if secret is not None:
        return address_hash(secret, email)
    earlier = reader.product_secret("addresses")
    if earlier is None:
        return None
    return hmac.digest(earlier, email.strip().casefold().encode(), "sha256")


def _bytes(stored: Any) -> bytes | None:
    """Somebody's own statements may have left a text where bytes were."""
    if isinstance(stored, str):
        return stored.encode()
    return None if stored is None else bytes(stored)


_KEY = "SELECT wrapped, wrapped_by FROM keys WHERE key = ?"
_MISSING = """SELECT p.id, p.position FROM participants p
    LEFT JOIN found_people f ON f.id = p.id LEFT JOIN erased e ON e.key = p.key
    WHERE f.id IS NULL AND e.key IS NULL ORDER BY p.position"""
_OF_ANOTHER = """SELECT p.id, p.position, p.delegation, f.delegation
    FROM participants p JOIN found_people f ON f.id = p.id
    WHERE p.delegation <> f.delegation ORDER BY p.position"""
_ERASED = """SELECT p.id, p.position FROM participants p
    JOIN found_people f ON f.id = p.id JOIN erased e ON e.key = p.key
    WHERE e.is_due = 1 ORDER BY p.position"""
