"""The vault's header: which key-encryption key is in force, and a canary it opens."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bsm_projections.databases import Connection, Row
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.vault.encryption import DecryptionFailed, decrypt, encrypt
from bsm_service.vault.key_file import fingerprint

_CANARY = b"what the vault was made with opens this"
HEADER = ("wrapped by", "canary")  # the names in it
IN_FORCE_QUERY = "SELECT value FROM vault_header WHERE name = 'wrapped by'"


class KeyEncryptionKey(NamedTuple):
    fingerprint: str
    cipher: AESGCM

    @classmethod
    def from_key(cls, key: bytes) -> "KeyEncryptionKey":
        return cls(fingerprint(key), AESGCM(key))


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
