"""Decrypts the keys of a vault without changing anything in it."""

from typing import Self

from bsm_projections.databases import Database
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.keys import product_key_id, unwrap_key
from bsm_service.vault.vault_header import (
    IN_FORCE_QUERY,
    KeyEncryptionKey,
    check_canary,
    fingerprint_in,
)

_IS_USED_QUERY = (
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM vault_header) OR EXISTS (SELECT 1 FROM keys)"
)


class ReadOnlyKeys:
    """Raises StoreUnavailable where the key-encryption key is not this vault's."""

    def __init__(self, database: Database, source: KeySource) -> None:
        with database.snapshot() as connection:
            name_in_force = fingerprint_in(
                connection.execute(IN_FORCE_QUERY).fetchall()
            )
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
        return unwrap_key(self._in_force, key, wrapped)
