"""The vault: stores keys, decrypts with them, and destroys them.

Decrypted data are not kept in memory, so a destroyed key is gone for every process at
once.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import PlainText, SealedText
from bsm_domain.foundation.microseconds import to_micros
from bsm_projections.databases import Database
from bsm_projections.engine.sealed_texts import (
    ERASED_TEXT,
    UNAVAILABLE_TEXT,
    BoundText,
    OpenedText,
    bound_text_of,
)
from bsm_service.foundation.clock import Clock, utc_now
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.vault.encryption import DecryptionFailed, TextSealing, decrypt_text
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.keys import Keys
from bsm_service.vault.people_index import PeopleIndex
from bsm_service.vault.sealed_files import SealedFiles

_log = logging.getLogger("bsm_service.vault.vault")


class Vault:
    """Keys of people and texts. Safe to use from several processes at once."""

    def __init__(
        self, database: Database, source: KeySource, *, clock: Clock = utc_now
    ) -> None:
        """Makes the vault, and its key-encryption key, where there is none.

        Raises StoreUnavailable where the key is not this vault's.
        """
        self.database = database
        self.source = source
        self._clock = clock
        self._keys = Keys(database, source, clock)
        self.people = PeopleIndex(self._keys)
        self.files = SealedFiles(self._keys, clock)
        self.reading = self._keys.reading
        self.product_secret = self._keys.product_secret
        self.has_product_secret = self._keys.has_product_secret

    def close(self) -> None:
        self.database.close()

    # Sealing.

    def begin_sealing(
        self,
        command_id: UUID,
        now: datetime,
        secret_of: Callable[[UUID], bytes | None] | None = None,
    ) -> TextSealing:
        """What a command seals its texts with; kept only if its facts are.

        `secret_of` finds secrets where some are not in the vault yet.
        """
        return TextSealing(command_id, secret_of or self.secret_of, lambda: new_id(now))

    def store_sealings(self, sealings: Sequence[TextSealing]) -> None:
        """Stores the new keys of commands, at once; their facts may follow.

        Raises VaultUnavailable, also where one of the keys is there already.
        """
        keys = {
            key: entry for sealing in sealings for key, entry in sealing.keys.items()
        }
        people = {
            id: entry for sealing in sealings for id, entry in sealing.people.items()
        }
        attached = {digest for sealing in sealings for digest in sealing.attached_files}
        references = [row for sealing in sealings for row in sealing.references]
        if not (keys or people or attached or references):
            return
        now = to_micros(self._clock())
        new_people = {id: entry for id, entry in people.items() if entry.is_new}
        changed_people = {id: entry for id, entry in people.items() if not entry.is_new}
        new_rows = self.people.rows(new_people, now)
        changed_rows = self.people.rows(changed_people, now)
        reference_rows = self.people.reference_rows(references, now)
        with self._keys.writing() as connection:
            self.files.mark_attached(connection, attached, now)
            if reference_rows:
                self.people.add_handles(connection, reference_rows)
            if changed_people:
                self.people.change(connection, changed_rows)
            rows = [
                self._keys.row(key, kind, secret, now)
                for key, (kind, secret) in keys.items()
            ]
            # In the order of the tables, which are trees: many go in twice as fast.
            connection.insert_before_commit(
                {
                    "keys": sorted(rows),
                    "people": sorted(new_rows.people),
                    "handles": sorted(new_rows.handles, key=itemgetter(1, 2)),
                }
            )

    def secret_of(self, key: UUID) -> bytes | None:
        """The secret of a key, or None. Raises VaultUnavailable."""
        with self._keys.reading() as connection:
            return self._keys.secrets(connection, [key.hex]).get(key.hex)

    # Opening.

    def open_texts(self, sealed: Sequence[BoundText]) -> list[OpenedText]:
        """Each text decrypted, or why it cannot be; never raises for an unavailable
        vault.
        """
        if not sealed:
            return []
        keys = {text.key for text in sealed}
        try:
            with self._keys.reading() as connection:
                secrets = self._keys.secrets(connection, keys)
                missing = keys - secrets.keys()
                destroyed = (
                    self._keys.destroyed(connection, missing) if missing else set()
                )
        except StoreUnavailable as error:
            _log.warning("texts cannot be decrypted: %s", error)
            return [OpenedText(UNAVAILABLE_TEXT, UNAVAILABLE_TEXT)] * len(sealed)
        return [_open_text(text, secrets, destroyed) for text in sealed]

    def texts_of_fact(self, fact: DomainEvent) -> Mapping[str, str]:
        """The texts of one fact by field, with a placeholder for one that cannot be
        read, without personal data of participants.
        """
        texts: dict[str, str] = {}
        sealed: dict[str, BoundText] = {}
        for field in type(fact).model_fields:
            value = getattr(fact, field)
            if isinstance(value, PlainText):
                texts[field] = value.text
            elif isinstance(value, SealedText):
                sealed[field] = bound_text_of(fact, field, value)
        opened = self.open_texts(list(sealed.values()))
        for field, text in zip(sealed, opened, strict=True):
            texts[field] = text.text
        return texts

    # Erasing.

    def destroy(self, keys: Iterable[UUID], *, people: Iterable[UUID] = ()) -> None:
        """Destroys keys, so that nobody can read what they sealed. Safe to repeat.

        Raises VaultUnavailable.
        """
        now, key_values = to_micros(self._clock()), [{"key": key.hex} for key in keys]
        with self._keys.writing() as connection:
            connection.executemany("DELETE FROM keys WHERE key = :key", key_values)
            connection.executemany("DELETE FROM files WHERE key = :key", key_values)
            connection.executemany(
                "INSERT INTO destroyed_keys VALUES (:key, :now) ON CONFLICT DO NOTHING",
                [values | {"now": now} for values in key_values],
            )
            for table in ("people", "handles"):
                connection.executemany(
                    f"DELETE FROM {table} WHERE participant = :id",
                    [{"id": id.hex} for id in people],
                )

    def epoch(self) -> int:
        """Changes when a key is destroyed, and while the vault does not respond: data
        decrypted in another epoch must not be shown.
        """
        try:
            with self._keys.reading() as connection:
                result = connection.execute("SELECT count(*) FROM destroyed_keys")
                return int(result.fetchone()[0])
        except VaultUnavailable:
            return -1

    def rotate(self, next_key: bytes | None = None) -> str:
        """Wraps everything by a new key-encryption key; its fingerprint.

        `next_key` is the next one where the present one does not lie in the key file.
        Safe to repeat, whenever it was interrupted. Raises StoreUnavailable.
        """
        self.source.require_can_rotate_to(next_key)
        with self._keys.writing() as connection:
            key = self.source.prepare_next() if next_key is None else next_key
            in_force = self._keys.rewrap_all(connection, key)
        self._keys.use_key(next_key)
        return in_force


def _open_text(
    sealed: BoundText, secrets: Mapping[str, bytes], destroyed: set[str]
) -> OpenedText:
    secret = secrets.get(sealed.key)
    if secret is None:
        reason = ERASED_TEXT if sealed.key in destroyed else UNAVAILABLE_TEXT
        return OpenedText(reason, reason)
    try:
        return OpenedText(decrypt_text(secret, sealed))
    except DecryptionFailed:
        return OpenedText(UNAVAILABLE_TEXT, UNAVAILABLE_TEXT)
