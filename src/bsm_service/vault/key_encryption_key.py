"""The key-encryption key, and the vault's header: which one is in force, and a canary
that it opens.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bsm_projections.databases import Connection, Database, Row
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.vault.encryption import DecryptionFailed, decrypt, encrypt
from bsm_service.vault.key_file import KeySource, fingerprint

_PRODUCT_KEY_NAMESPACE = UUID("0b8ac1c1-6a43-5d0e-9f4f-0a2f4c7c9d11")
_CANARY = b"what the vault was made with opens this"
HEADER = ("wrapped by", "canary")  # the names in it
IN_FORCE_QUERY = "SELECT value FROM vault_header WHERE name = 'wrapped by'"
_IS_USED_QUERY = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM vault_header) OR EXISTS (SELECT 1 FROM keys)"
)


class KeyEncryptionKey(NamedTuple):
    """Wraps other keys, each bound to its name."""

    fingerprint: str
    cipher: AESGCM

    @classmethod
    def from_key(cls, key: bytes) -> Self:
        return cls(fingerprint(key), AESGCM(key))

    def wrap(self, key: str, secret: bytes) -> bytes:
        return encrypt(self.cipher, secret, _bound(key))

    def unwrap(self, key: str, wrapped: bytes) -> bytes:
        """Raises VaultUnavailable."""
        try:
            return decrypt(self.cipher, bytes(wrapped), _bound(key))
        except (DecryptionFailed, TypeError) as error:
            raise VaultUnavailable(
                f"the key {key} in the vault is damaged; restore it from a backup"
            ) from error


def _bound(key: str) -> bytes:
    return f"bsm-wrap/v1\n{key}\n".encode()


def product_key_id(name: str) -> UUID:
    """The key of a secret of the product's own."""
    return uuid5(_PRODUCT_KEY_NAMESPACE, name)


def put_in_header(connection: Connection, key: KeyEncryptionKey) -> None:
    connection.insert(
        {
            "vault_header": [
                ("wrapped by", key.fingerprint.encode()),
                ("canary", encrypt(key.cipher, _CANARY, b"canary")),
            ]
        }
    )


def fingerprint_in(header: Sequence[Row]) -> str | None:
    """The fingerprint of the key-encryption key in force. Raises StoreUnavailable."""
    return decode_fingerprint(header[0][0]) if header else None


def fingerprint_in_force(connection: Connection) -> str | None:
    """The same, read now. Raises StoreUnavailable."""
    return fingerprint_in(connection.execute(IN_FORCE_QUERY).fetchall())


def decode_fingerprint(value: Any) -> str:
    """A fingerprint as the header stores it. Raises StoreUnavailable."""
    try:
        return bytes(value).decode()
    except (TypeError, ValueError):
        raise StoreUnavailable(
            "the vault's header does not name a key: it is damaged; restore the vault "
            "from a backup"
        ) from None


def require_no_keys(connection: Connection) -> None:
    if connection.execute("SELECT 1 FROM keys LIMIT 1").fetchone():
        raise StoreUnavailable(
            "the vault has keys, but its header does not say which key encrypts "
            "them; restore the vault from a backup"
        )


def check_canary(connection: Connection, key: KeyEncryptionKey) -> None:
    row = connection.execute(
        "SELECT value FROM vault_header WHERE name = 'canary'"
    ).fetchone()
    try:
        opened = row and decrypt(key.cipher, bytes(row[0]), b"canary")
    except (DecryptionFailed, TypeError):
        opened = None
    if opened != _CANARY:
        raise StoreUnavailable(
            "the vault's test value cannot be decrypted: its header is damaged; "
            "restore the vault from a backup"
        )


class ReadOnlyKeys:
    """Decrypts the keys of a vault and changes nothing in it. Raises StoreUnavailable
    where the key-encryption key is not this vault's.
    """

    def __init__(self, database: Database, source: KeySource) -> None:
        with database.snapshot() as connection:
            name_in_force = fingerprint_in_force(connection)
            if name_in_force is None:
                raise StoreUnavailable(
                    "the vault's header is missing; restore it from a backup"
                )
            self._in_force = KeyEncryptionKey.from_key(source.find(name_in_force))
            check_canary(connection, self._in_force)
        self._database = database

    @classmethod
    def open(cls, database: Database, source: KeySource) -> Self | None:
        """None for a vault that nobody has used yet."""
        with database.snapshot() as connection:
            used = connection.execute(_IS_USED_QUERY).fetchone()
        return None if used is None else cls(database, source)

    def product_secret(self, name: str) -> bytes | None:
        """A secret of the product's own; None where it was never made. Raises
        VaultUnavailable.
        """
        key = product_key_id(name).hex
        with self._database.connection() as connection:
            row = connection.execute(
                "SELECT wrapped, wrapped_by FROM keys WHERE key = ?", (key,)
            ).fetchone()
        return None if row is None else self.unwrap(key, row[0], row[1])

    def unwrap(self, key: str, wrapped: bytes, wrapped_by: str) -> bytes:
        """Raises VaultUnavailable for a key that cannot be opened."""
        if wrapped_by != self._in_force.fingerprint:
            raise VaultUnavailable(
                f"the key {key} in the vault is encrypted with a different key "
                f"({wrapped_by}) than the vault's header names "
                f"({self._in_force.fingerprint})"
            )
        return self._in_force.unwrap(key, wrapped)
