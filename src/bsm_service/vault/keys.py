"""The keys, each wrapped by the key-encryption key in force.

Data keys are read for one response and not kept. The key-encryption key, and the
product's own secrets (which concern nobody), stay in memory.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from uuid import UUID

from bsm_domain.foundation.microseconds import to_micros
from bsm_projections.databases import (
    DATABASE_ERRORS,
    Connection,
    Database,
    select_among,
)
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import vault_refusal_for
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.foundation.schema_versions import prepare_tables
from bsm_service.vault.encryption import new_key
from bsm_service.vault.key_encryption_key import (
    IN_FORCE_QUERY,
    KeyEncryptionKey,
    check_canary,
    decode_fingerprint,
    fingerprint_in,
    fingerprint_in_force,
    product_key_id,
    put_in_header,
    require_no_keys,
)
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.tables import SCHEMA, VAULT_TITLE

_BATCH_SIZE = 500
_MAX_ATTEMPTS = 10  # at keys that are just being wrapped anew


class Keys:
    """Safe for use from several threads and processes at once."""

    def __init__(self, database: Database, source: KeySource, clock: Clock) -> None:
        """Makes the tables, and the key-encryption key, where there are none.

        Raises StoreUnavailable where the key is not this vault's: nothing may be
        sealed that nobody could open again.
        """
        self.database = database
        self.source = source
        self._clock = clock
        prepare_tables(SCHEMA, database, VAULT_TITLE)
        self._in_force = self._existing() or self._created_or_moved()

    def _existing(self) -> KeyEncryptionKey | None:
        """The one in force where nothing is to be made or moved: it is only read, so
        that processes without write access can open the vault, and nobody waits to
        write.
        """
        with self.database.snapshot() as connection:
            name_in_force = fingerprint_in_force(connection)
            key = name_in_force and self.source.key_in_place(name_in_force)
            if not key:
                return None
            key_in_force = KeyEncryptionKey.from_key(key)
            check_canary(connection, key_in_force)
        return key_in_force

    def _created_or_moved(self) -> KeyEncryptionKey:
        """The one in force, made or put in its place."""
        with self.database.writing(exclusive=True) as connection:
            name_in_force = fingerprint_in_force(connection)
            if name_in_force is None:
                require_no_keys(connection)
                key = KeyEncryptionKey.from_key(self.source.make())
                put_in_header(connection, key)
            else:
                key = KeyEncryptionKey.from_key(self.source.put_in_place(name_in_force))
            check_canary(connection, key)
        return key

    # One transaction or connection, its errors raised as refusals.

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Raises VaultUnavailable."""
        try:
            with self.database.connection() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise vault_refusal_for(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Alone, or a key could be wrapped by one that is just being replaced.

        Raises VaultUnavailable.
        """
        try:
            with self.database.writing(
                exclusive=True, opening=[(IN_FORCE_QUERY, ())]
            ) as connection:
                self._use_key_in_force(
                    fingerprint_in(connection.opened[0]), exclusive=True
                )
                yield connection
        except DATABASE_ERRORS as error:
            raise vault_refusal_for(error) from error

    # Keys of people and texts.

    def row(self, key: UUID, kind: str, secret: bytes, now: int) -> tuple[object, ...]:
        """A new key as the table has it; `now` in microseconds."""
        in_force = self._in_force
        wrapped = in_force.wrap(key.hex, secret)
        return key.hex, kind, wrapped, in_force.fingerprint, now

    def secrets(
        self, connection: Connection, keys: Collection[str]
    ) -> dict[str, bytes]:
        """Those of the keys that there are, unwrapped. Raises VaultUnavailable."""
        key_list, secrets = list(keys), dict[str, bytes]()
        for start in range(0, len(key_list), _BATCH_SIZE):
            secrets |= self._secrets_batch(
                connection, key_list[start : start + _BATCH_SIZE]
            )
        return secrets

    def _secrets_batch(
        self, connection: Connection, keys: Sequence[str]
    ) -> dict[str, bytes]:
        for _ in range(_MAX_ATTEMPTS):
            rows = connection.execute(
                "SELECT key, wrapped, wrapped_by FROM keys "
                f"WHERE key IN ({', '.join('?' * len(keys))})",
                keys,
            ).fetchall()
            in_force = self._in_force
            if all(row[2] == in_force.fingerprint for row in rows):
                return {row[0]: in_force.unwrap(row[0], row[1]) for row in rows}
            self._require_header_names_key(connection, keys)
            # Wrapped anew meanwhile, and perhaps again while the new key is found.
            with suppress(VaultUnavailable):
                self._use_key_in_force(fingerprint_in_force(connection))
        self._use_key_in_force(fingerprint_in_force(connection))
        raise VaultUnavailable(
            "the vault's key-encryption key is being replaced; please try again"
        )

    def _require_header_names_key(
        self, connection: Connection, keys: Sequence[str]
    ) -> None:
        """In one statement, so that no rotation comes between keys and header. Raises
        VaultUnavailable.
        """
        pairs = connection.execute(
            f"SELECT DISTINCT wrapped_by, ({IN_FORCE_QUERY}) FROM keys "
            f"WHERE key IN ({', '.join('?' * len(keys))})",
            keys,
        ).fetchall()
        for wrapped_by, header in pairs:
            if header is not None and wrapped_by != decode_fingerprint(header):
                raise VaultUnavailable(
                    "keys in the vault are encrypted with a key other than the one its "
                    "header names; restore it from a backup"
                )

    def destroyed(self, connection: Connection, keys: Iterable[str]) -> set[str]:
        """The keys that no longer exist."""
        rows = select_among(
            connection, "SELECT key FROM destroyed_keys WHERE key IN ({values})", keys
        )
        return {row[0] for row in rows}

    def product_secret(self, name: str) -> bytes:
        """A secret of the product's own, made when it is first needed."""
        key = product_key_id(name)
        with self.reading() as connection:
            existing = self.secrets(connection, [key.hex]).get(key.hex)
        if existing is not None:
            return existing
        with self.writing() as connection:
            return self.make_product_secret(connection, name)

    def make_product_secret(self, connection: Connection, name: str) -> bytes:
        """The same within a transaction of `writing`."""
        key, now = product_key_id(name), to_micros(self._clock())
        connection.execute(
            "INSERT INTO keys VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            self.row(key, "named", new_key(), now),
        )
        return self.secrets(connection, [key.hex])[key.hex]

    def has_product_secret(self, name: str) -> bool:
        """Whether a secret of the product's own was made. Raises VaultUnavailable."""
        with self.reading() as connection:
            return has_product_secret(connection, name)

    # The key-encryption key.

    def rewrap_all(self, connection: Connection, key: bytes) -> str:
        """Everything is wrapped by this key from now on; its fingerprint.

        Counts once the transaction is committed; then `use_key`.
        """
        old_key, new_key_in_force = self._in_force, KeyEncryptionKey.from_key(key)
        rows = connection.execute("SELECT key, wrapped FROM keys").fetchall()
        connection.executemany(
            "UPDATE keys SET wrapped = :wrapped, wrapped_by = :by WHERE key = :key",
            [
                {
                    "key": name,
                    "wrapped": new_key_in_force.wrap(
                        name, old_key.unwrap(name, wrapped)
                    ),
                    "by": new_key_in_force.fingerprint,
                }
                for name, wrapped in rows
            ],
        )
        connection.execute("DELETE FROM vault_header")
        put_in_header(connection, new_key_in_force)
        return new_key_in_force.fingerprint

    def use_key(self, key: bytes | None) -> None:
        """Goes by the key-encryption key that was put in force just now: by `key`, or
        by the one beside the key file, which is put in its place.
        """
        if key is not None:
            self._in_force = KeyEncryptionKey.from_key(key)
            return
        with self.writing():
            pass

    def _use_key_in_force(
        self, name_in_force: str | None, *, exclusive: bool = False
    ) -> None:
        """Another process may have put another key-encryption key in force. Only who
        is alone may move key files about.
        """
        if name_in_force == self._in_force.fingerprint:
            return
        try:
            if name_in_force is None:
                raise StoreUnavailable(
                    "its header is missing; restore it from a backup"
                )
            find = self.source.put_in_place if exclusive else self.source.find
            self._in_force = KeyEncryptionKey.from_key(find(name_in_force))
        except StoreUnavailable as error:
            raise VaultUnavailable(f"the vault cannot be used: {error}") from error


def has_product_secret(connection: Connection, name: str) -> bool:
    """Whether there is a secret of the product's own; it need not be opened."""
    result = connection.execute(
        "SELECT 1 FROM keys WHERE key = ?", (product_key_id(name).hex,)
    )
    return result.fetchone() is not None
