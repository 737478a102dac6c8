"""Checks that each file of evidence exists and has the content that its fact names."""

from collections.abc import Iterator
from hashlib import sha256

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_projections.databases import Database
from bsm_service.proof.verification.check_results import CheckFunction
from bsm_service.proof.verification.temporary_database import TemporaryDatabase
from bsm_service.vault import ReadOnlyKeys, decrypt_file, key_of_file


def check_evidence_files(
    vault: Database, reader: ReadOnlyKeys | None, temporary: TemporaryDatabase
) -> CheckFunction:
    """Runs after the check of keys."""
    counts = {"opened": 0, "erased": 0}

    def look() -> Iterator[str]:
        with vault.connection() as connection:
            for digest, key in connection.execute(_KEYS).fetchall():
                if key != key_of_file(digest).hex:
                    yield f"the file {digest} names the wrong key"
        for digest, position, media_type, erased in temporary.rows(_NAMED_FILES):
            wrong = _wrong_with(digest, media_type, bool(erased))
            counts["erased" if erased else "opened"] += 1
            if wrong:
                yield f"position {position}: the file {digest} {wrong}"

    def _wrong_with(digest: str, media_type: str | None, erased: bool) -> str:
        """One at a time: a file may be large."""
        with vault.connection() as connection:
            row = connection.execute(_STORED, (digest,)).fetchone()
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

    return CheckFunction(
        "files of evidence",
        "Restore the vault from a backup, or attach the file again",
        look,
        lambda: (
            f"{count_of(counts['opened'], 'file')} decrypted and hashed, "
            f"{counts['erased']} erased"
        ),
    )


_KEYS = "SELECT sha256, key FROM files ORDER BY 1"
_NAMED_FILES = """SELECT c.sha256, c.position, c.media_type, f.key IS NOT NULL
    FROM contents c
    LEFT JOIN erased f ON f.key = c.key ORDER BY c.position"""
_STORED = """SELECT f.key, f.size, f.media_type, f.shown_at, f.sealed,
    k.wrapped, k.wrapped_by FROM files f LEFT JOIN keys k ON k.key = f.key
    WHERE f.sha256 = ?"""
