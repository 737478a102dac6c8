"""Files by content: sealed, so that each can be erased permanently.

A content is kept once, under the SHA-256 of its bytes, sealed by a key of its own that
follows from that. Whoever reads a content must have read what it is evidence of, and
whoever attaches one must have uploaded it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.microseconds import DAY_MICROS, to_micros
from bsm_projections.databases import Connection
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.refusals import ContentErased, VaultUnavailable
from bsm_service.vault.encryption import DecryptionFailed, decrypt, encrypt, new_key
from bsm_service.vault.keys import Keys

_CONTENTS = UUID("2f0c1f2e-6d0b-5a5e-8a63-5b6a0d1f7c44")

_BY_DIGEST_QUERY = "SELECT sha256, size, media_type FROM files WHERE sha256 = ?"

# A hash alone gives no right to a file: those of attached files are on record.
_UPLOADED_QUERY = (
    f"{_BY_DIGEST_QUERY} AND (shown_at IS NULL AND uploaded_by IS NULL "
    "OR uploaded_by = ? AND kept_at >= ?)"
)

_UNATTACHED = "FROM files WHERE shown_at IS NULL AND kept_at < ?"


@dataclass(frozen=True, slots=True)
class StoredFileInfo:
    """The properties of a stored file. `size` is in bytes."""

    sha256: str
    size: int
    media_type: str


def key_of_file(digest: str) -> UUID:
    """The key that seals a content, by its SHA-256 in hexadecimal."""
    return uuid5(_CONTENTS, digest)


class SealedFiles:
    def __init__(self, keys: Keys, clock: Clock) -> None:
        self._keys = keys
        self._clock = clock

    def store(
        self, data: bytes, media_type: str, *, by: str | None = None
    ) -> StoredFileInfo:
        """Stores a content, if it is not stored yet, for the account that can attach it
        within a day; without an account, anybody can, once. A content that is not
        attached within a day of its last upload is deleted. Raises ContentErased,
        VaultUnavailable.
        """
        content = StoredFileInfo(sha256(data).hexdigest(), len(data), media_type)
        key, now = key_of_file(content.sha256), to_micros(self._clock())
        secret = new_key()
        sealed = encrypt(AESGCM(secret), data, _bound(content.sha256))
        with self._keys.writing() as connection:
            _drop_spare(connection, now - DAY_MICROS)
            if self._keys.destroyed(connection, [key.hex]):
                raise ContentErased(
                    "a file with this content was permanently erased; it cannot be "
                    "stored again"
                )
            existing = _found(connection, _BY_DIGEST_QUERY, (content.sha256,))
            if existing is not None:
                connection.execute(
                    "UPDATE files SET kept_at = ?, uploaded_by = ? WHERE sha256 = ?",
                    (now, by, content.sha256),
                )
                return existing
            connection.insert(
                {
                    "keys": [self._keys.row(key, "content", secret, now)],
                    "files": [
                        (
                            content.sha256,
                            key.hex,
                            content.size,
                            content.media_type,
                            sealed,
                            now,
                            None,
                            by,
                        )
                    ],
                }
            )
        return content

    def find_uploaded(self, digest: str, by: str) -> StoredFileInfo | None:
        """The file, if this account uploaded it within the last day. Raises
        VaultUnavailable.
        """
        since = to_micros(self._clock()) - DAY_MICROS
        with self._keys.reading() as connection:
            return _found(connection, _UPLOADED_QUERY, (digest, by, since))

    def read(self, digest: str) -> bytes:
        """Raises ContentErased, NotFound, VaultUnavailable."""
        key = key_of_file(digest)
        with self._keys.reading() as connection:
            if self._keys.destroyed(connection, [key.hex]):
                raise ContentErased("this file was permanently erased")
            secret = self._keys.secrets(connection, [key.hex]).get(key.hex)
            row = connection.execute(
                "SELECT sealed FROM files WHERE sha256 = ?", (digest,)
            ).fetchone()
        if secret is None or row is None:
            raise NotFound("there is no file with this content")
        return decrypt_file(secret, digest, row[0])

    def mark_attached(
        self, connection: Connection, digests: Collection[str], now: int
    ) -> None:
        """Marks files as attached, so that they are kept. Raises VaultUnavailable if
        one of them has been deleted.
        """
        for digest in digests:
            changed = connection.execute(
                "UPDATE files SET shown_at = COALESCE(shown_at, ?) WHERE sha256 = ?",
                (now, digest),
            )
            if changed.rowcount != 1:
                raise VaultUnavailable(
                    "the uploaded file is no longer available; upload it again"
                )

    def delete_unattached(self) -> None:
        """Deletes files that were uploaded more than a day ago and never attached.
        Raises VaultUnavailable.
        """
        before = to_micros(self._clock()) - DAY_MICROS
        with self._keys.reading() as connection:
            spare = connection.execute(f"SELECT 1 {_UNATTACHED} LIMIT 1", (before,))
            if spare.fetchone() is None:
                return
        with self._keys.writing() as connection:
            _drop_spare(connection, before)


def decrypt_file(secret: bytes, digest: str, sealed: bytes) -> bytes:
    """Raises VaultUnavailable."""
    try:
        return decrypt(AESGCM(secret), bytes(sealed), _bound(digest))
    except (DecryptionFailed, TypeError) as error:
        raise VaultUnavailable(
            f"the content {digest} is damaged; restore the vault from a backup"
        ) from error


def _drop_spare(connection: Connection, before: int) -> None:
    connection.execute(
        f"DELETE FROM keys WHERE key IN (SELECT key {_UNATTACHED})", (before,)
    )
    connection.execute(f"DELETE {_UNATTACHED}", (before,))


def _found(
    connection: Connection, query: str, values: tuple[str | int, ...]
) -> StoredFileInfo | None:
    row = connection.execute(query, values).fetchone()
    return (
        None if row is None else StoredFileInfo(str(row[0]), int(row[1]), str(row[2]))
    )


def _bound(digest: str) -> bytes:
    return f"bsm-content/v1\n{digest}\n".encode()
