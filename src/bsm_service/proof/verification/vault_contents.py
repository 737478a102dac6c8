"""What the vault holds besides keys: every recorded person who is not erased can be
found in its search index, and each file of evidence has the content that its fact
names.
"""

from hashlib import sha256
from typing import Any
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Database, Row
from bsm_service.proof.verification.check_results import CheckSteps, check
from bsm_service.proof.verification.temporary_database import TemporaryDatabase
from bsm_service.vault import (
    HANDLES_KEY_NAME,
    DecryptionFailed,
    FoundBy,
    HandleKind,
    ReadOnlyKeys,
    decrypt_entry,
    decrypt_file,
    handle_hash,
    key_of_file,
)

_INSERT_FOUND = "INSERT INTO found_people VALUES (?, ?)"


@check(
    "people can be found",
    "Restore the vault from a backup, or enter the person's name and address again",
)
def check_people(
    vault: Database, reader: ReadOnlyKeys | None, temporary: TemporaryDatabase
) -> CheckSteps:
    """Runs after the check of keys."""

    def _wrong_with_person(row: Row) -> str:
        try:
            key = personal_key_id(UUID(row["participant"]), PersonalGroup.NAME).hex
        except ValueError:
            return "is not a valid identity"
        with vault.connection() as connection:
            wrapped = connection.execute(_NAME_KEY, (key,)).fetchone()
        if wrapped is None or reader is None:
            return "cannot be read: the key is not in the vault"
        try:
            secret = reader.unwrap(key, *wrapped)
            entry = decrypt_entry(secret, row["participant"], bytes(row["sealed"]))
        except (DomainError, DecryptionFailed, TypeError):
            return "cannot be decrypted with their key: the entry has been changed"
        if secret_of_handles is None:
            return ""
        expected = {
            (handle.kind.value, handle_hash(secret_of_handles, handle))
            for handle in FoundBy.from_entry(entry).handles()
        }
        with vault.connection() as connection:
            rows = connection.execute(_HANDLES, (row["participant"],)).fetchall()
        if any(delegation != row["delegation"] for _, _, delegation in rows):
            return "is found in a different delegation than their own"
        handles = {(kind, _bytes(hash)) for kind, hash, _ in rows}
        if expected != {handle for handle in handles if handle[0] != _REFERENCE}:
            return "is listed under a different name or e-mail address than their own"
        return ""

    found = 0
    # Nobody was looked for since the upgrade from a release without handles.
    secret_of_handles = (
        None if reader is None else reader.product_secret(HANDLES_KEY_NAME)
    )
    with vault.snapshot() as connection:
        for row in connection.stream("SELECT * FROM people"):
            found += 1
            temporary.add(_INSERT_FOUND, row["participant"], row["delegation"])
            wrong = _wrong_with_person(row)
            if wrong:
                yield f"the person {row['participant']} {wrong}"
        for row in connection.execute(_HANDLES_OF_NOBODY).fetchall():
            yield f"the person {row[0]} has handles but no entry"
    for id, position in temporary.rows(_MISSING_PEOPLE):
        yield f"position {position}: the person {id} cannot be found by name"
    for id, position in temporary.rows(_ERASED_PEOPLE):
        yield (
            f"position {position}: the person {id} was erased but can still be found"
        )
    for id, position, delegation, found_delegation in temporary.rows(_OF_ANOTHER_STATE):
        yield (
            f"position {position}: the person {id} belongs to {delegation}, but "
            f"is listed under {found_delegation}"
        )
    return f"{count_of(found, 'person', 'people')}, by name and e-mail address"


def _bytes(stored: Any) -> bytes | None:
    """Somebody's own statements may have left a text where bytes were."""
    if isinstance(stored, str):
        return stored.encode()
    return None if stored is None else bytes(stored)


_REFERENCE = HandleKind.REFERENCE.value
_HANDLES = "SELECT kind, hash, delegation FROM handles WHERE participant = ?"
_HANDLES_OF_NOBODY = """SELECT DISTINCT participant FROM handles WHERE participant
    NOT IN (SELECT participant FROM people) ORDER BY 1"""
_NAME_KEY = "SELECT wrapped, wrapped_by FROM keys WHERE key = ?"
_MISSING_PEOPLE = """SELECT p.id, p.position FROM participants p
    LEFT JOIN found_people f ON f.id = p.id LEFT JOIN erased e ON e.key = p.key
    WHERE f.id IS NULL AND e.key IS NULL ORDER BY p.position"""
_OF_ANOTHER_STATE = """SELECT p.id, p.position,
        coalesce(m.delegation, p.delegation) AS own, f.delegation
    FROM participants p JOIN found_people f ON f.id = p.id
    LEFT JOIN moved m ON m.id = p.id WHERE own <> f.delegation ORDER BY p.position"""
_ERASED_PEOPLE = """SELECT p.id, p.position FROM participants p
    JOIN found_people f ON f.id = p.id JOIN erased e ON e.key = p.key
    WHERE e.is_due = 1 ORDER BY p.position"""


@check(
    "evidence files can be read",
    "Restore the vault from a backup, or attach the file again",
)
def check_evidence_files(
    vault: Database, reader: ReadOnlyKeys | None, temporary: TemporaryDatabase
) -> CheckSteps:
    """Runs after the check of keys."""

    def _wrong_with_file(digest: str, media_type: str | None, erased: bool) -> str:
        """One at a time: a file may be large."""
        with vault.connection() as connection:
            row = connection.execute(_STORED_FILE, (digest,)).fetchone()
        if erased:
            return "should have been erased but still exists" if row is not None else ""
        if row is None:
            return "is not in the vault"
        key, size, kept_as, shown_at, sealed, wrapped, by = row
        if shown_at is None:
            return "is not marked as shown, so it would be deleted"
        if media_type is not None and kept_as != media_type:
            return f"is stored as {kept_as}, not as {media_type}"
        if reader is None or wrapped is None or key != key_of_file(digest).hex:
            return "has no key in the vault, so it cannot be read"
        try:
            data = decrypt_file(reader.unwrap(key, wrapped, by), digest, sealed)
        except DomainError:
            return "cannot be decrypted with its key: it has been changed"
        if sha256(data).hexdigest() != digest:
            return "does not contain the bytes that were attached"
        return (
            ""
            if len(data) == size
            else f"has {count_of(len(data), 'byte')} instead of {size}"
        )

    opened = erased_files = 0
    with vault.connection() as connection:
        for digest, key in connection.execute(_FILE_KEYS).fetchall():
            if key != key_of_file(digest).hex:
                yield f"the file {digest} names the wrong key"
    for digest, position, media_type, erased in temporary.rows(_NAMED_FILES):
        wrong = _wrong_with_file(digest, media_type, bool(erased))
        if erased:
            erased_files += 1
        else:
            opened += 1
        if wrong:
            yield f"position {position}: the file {digest} {wrong}"
    return f"{count_of(opened, 'file')} decrypted and hashed, {erased_files} erased"


_FILE_KEYS = "SELECT sha256, key FROM files ORDER BY 1"
_NAMED_FILES = """SELECT c.sha256, c.position, c.media_type, f.key IS NOT NULL
    FROM contents c
    LEFT JOIN erased f ON f.key = c.key ORDER BY c.position"""
_STORED_FILE = """SELECT f.key, f.size, f.media_type, f.shown_at, f.sealed,
    k.wrapped, k.wrapped_by FROM files f LEFT JOIN keys k ON k.key = f.key
    WHERE f.sha256 = ?"""
