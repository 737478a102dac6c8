"""Look-up of people by handles (e-mail address, reference, name), and search by words
of their name or address.

Handles are keyed hashes, from which nobody can guess what they are of; what a search
needs is sealed under the person's own key: with the key it is gone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from bsm_domain.foundation.accents import search_key
from bsm_domain.people.names import sort_key
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Connection, select_among
from bsm_projections.databases.database import Parameters
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.vault.encryption import DecryptionFailed, PersonEntry, decrypt_entry
from bsm_service.vault.handles import (
    HANDLES_KEY_NAME,
    FoundBy,
    Handle,
    HandleKind,
    handle_hash,
)
from bsm_service.vault.key_encryption_key import product_key_id
from bsm_service.vault.keys import Keys, has_product_secret

# Secrets by which earlier releases looked people up.
_EARLIER_KEY_NAMES = ("addresses", "keys of addresses")
_UPSERT_QUERY = (
    "INSERT INTO people VALUES (:participant, :delegation, :sealed, :now) "
    "ON CONFLICT (participant) DO UPDATE SET delegation = excluded.delegation, "
    "sealed = excluded.sealed"
)
_INSERT_HANDLE_QUERY = "INSERT INTO handles VALUES (?, ?, ?, ?, ?) {or_not}"


class PersonFound(NamedTuple):
    """Somebody whom a handle finds. Perhaps of a command that was never accepted."""

    id: UUID
    delegation: str


@dataclass(frozen=True, slots=True)
class IndexRows:
    """Entries as the tables have them."""

    people: list[tuple[Any, ...]]
    handles: list[tuple[Any, ...]]


class PeopleIndex:
    """The search index of people. All methods raise VaultUnavailable."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._secret: bytes | None = None

    def hash(self, handle: Handle) -> bytes:
        """The hash by which a handle is looked up."""
        return handle_hash(self._handles_secret(), handle)

    def _handles_secret(self) -> bytes:
        """Once there is one, the table of handles is filled."""
        if self._secret is None:
            if not self._keys.has_product_secret(HANDLES_KEY_NAME):
                self._fill_handles()
            self._secret = self._keys.product_secret(HANDLES_KEY_NAME)
        return self._secret

    def _fill_handles(self) -> None:
        """Enters the handles of everybody, once: up to 0.7 people were found only by
        their address. That there is a secret of this name says that it was done.
        """
        with self._keys.writing() as connection:
            if has_product_secret(connection, HANDLES_KEY_NAME):
                return
            secret = self._keys.make_product_secret(connection, HANDLES_KEY_NAME)
            connection.executemany(
                _INSERT_HANDLE_QUERY.format(or_not=""),
                [
                    (handle.kind, handle_hash(secret, handle), *person)
                    for *person, entry in self._entries(connection)
                    for handle in FoundBy.from_entry(entry).handles()
                ],
            )
            connection.executemany(
                "DELETE FROM keys WHERE key = ?",
                [(product_key_id(name).hex,) for name in _EARLIER_KEY_NAMES],
            )

    def _entries(
        self, connection: Connection, where: str = "", values: Parameters = ()
    ) -> Iterator[tuple[str, str, int, Mapping[str, Any]]]:
        """The identity, delegation and time of entry of people, and what they are found
        by. Who is erased meanwhile is left out.
        """
        rows = connection.execute(
            f"SELECT participant, delegation, made_at, sealed FROM people {where}",
            values,
        ).fetchall()
        key_of = {row[0]: _key_of(row[0]) for row in rows}
        secrets = self._keys.secrets(connection, key_of.values())
        for id, delegation, made_at, sealed in rows:
            secret = secrets.get(key_of[id])
            if secret is not None:
                yield id, delegation, made_at, _decrypt(secret, id, sealed)

    def rows(self, people: Mapping[UUID, PersonEntry], now: int) -> IndexRows:
        """Entries as the tables have them; `now` in microseconds."""
        return IndexRows(
            [
                (id.hex, entry.delegation, entry.sealed, now)
                for id, entry in people.items()
            ],
            [
                (handle.kind, self.hash(handle), id.hex, entry.delegation, now)
                for id, entry in people.items()
                for handle in entry.handles
            ],
        )

    def change(self, connection: Connection, rows: IndexRows) -> None:
        """Whoever is there already is found by what the rows say from now on, and still
        by references.
        """
        names = ("participant", "delegation", "sealed", "now")
        connection.executemany(
            _UPSERT_QUERY, [dict(zip(names, row, strict=True)) for row in rows.people]
        )
        changed = [(row[0],) for row in rows.people]
        connection.executemany(
            "DELETE FROM handles WHERE participant = ? "
            f"AND kind <> '{HandleKind.REFERENCE}'",
            changed,
        )
        connection.executemany(
            "UPDATE handles SET delegation = ? WHERE participant = ?",
            [(row[1], row[0]) for row in rows.people],
        )
        self.add_handles(connection, rows.handles)

    def reference_rows(
        self, references: Iterable[tuple[UUID, str, Handle]], now: int
    ) -> list[tuple[Any, ...]]:
        """Further references of people on record, as the table has them."""
        return [
            (handle.kind, self.hash(handle), id.hex, delegation, now)
            for id, delegation, handle in references
        ]

    def add_handles(
        self, connection: Connection, rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Lets handles find people from now on."""
        connection.executemany(
            _INSERT_HANDLE_QUERY.format(or_not="ON CONFLICT DO NOTHING"), rows
        )

    def people_with(self, handles: Iterable[Handle]) -> dict[Handle, list[PersonFound]]:
        """The people whom any of many handles finds, the first first."""
        by_hash = {self.hash(handle): handle for handle in handles}
        matches = dict[Handle, list[PersonFound]]()
        with self._keys.reading() as connection:
            rows = select_among(
                connection,
                "SELECT hash, participant, delegation FROM handles "
                "WHERE hash IN ({values}) ORDER BY made_at, participant",
                by_hash,
            )
            for hash, id, delegation in rows:
                found = matches.setdefault(by_hash[bytes(hash)], [])
                found.append(PersonFound(UUID(id), delegation))
        return matches

    def email_hashes_of(self, people: Iterable[UUID]) -> dict[UUID, bytes]:
        """The hash of the e-mail address of those who have one: who has the same as
        another is found without decrypting anything.
        """
        self._handles_secret()
        with self._keys.reading() as connection:
            rows = select_among(
                connection,
                "SELECT participant, hash FROM handles "
                f"WHERE kind = '{HandleKind.EMAIL}' AND participant IN ({{values}})",
                (id.hex for id in people),
            )
            return {UUID(id): bytes(hash) for id, hash in rows}

    def shared_handles(self) -> list[tuple[HandleKind, list[PersonFound]]]:
        """The e-mail addresses and names by which more than one person is found, each
        with these people in the order of their entry.
        """
        self._handles_secret()
        groups = dict[tuple[str, bytes], list[PersonFound]]()
        with self._keys.reading() as connection:
            rows = connection.execute(_SHARED_QUERY).fetchall()
        for kind, hash, id, delegation in rows:
            people = groups.setdefault((kind, bytes(hash)), [])
            people.append(PersonFound(UUID(id), delegation))
        return [(HandleKind(kind), people) for (kind, _), people in groups.items()]

    def entry_of(self, participant: UUID) -> Mapping[str, Any]:
        """The name and e-mail address in a person's search entry."""
        key = _key_of(participant.hex)
        with self._keys.reading() as connection:
            row = connection.execute(
                "SELECT sealed FROM people WHERE participant = :id",
                {"id": participant.hex},
            ).fetchone()
            secret = self._keys.secrets(connection, [key]).get(key)
        if row is None or secret is None:
            raise VaultUnavailable(
                f"the vault has no data of {participant}; restore it from a backup"
            )
        return _decrypt(secret, participant.hex, row[0])

    def email_of(self, participant: UUID) -> str | None:
        """A person's e-mail address; None if it is not known."""
        email: str | None = self.entry_of(participant)["email"]
        return email

    def search(
        self, words: str, delegation: str | None = None, *, names_only: bool = False
    ) -> list[UUID]:
        """People whose name or address contains each of the words, sorted by name."""
        search_words = search_key(words).split()
        where = "" if delegation is None else "WHERE delegation = :delegation"
        values = {} if delegation is None else {"delegation": delegation}
        with self._keys.reading() as connection:
            people = list(self._entries(connection, where, values))
        matches = []
        for id, _, _, entry in people:
            email = "" if names_only else entry["email"] or ""
            latin_name = entry.get("latin_name") or ""
            text = search_key(f"{entry['name']} {latin_name} {email}")
            if all(word in text for word in search_words):
                names = (entry.get(name) for name in ("family_name", "latin_name"))
                matches.append((sort_key(entry["name"], *names), id))
        return [UUID(id) for _, id in sorted(matches)]


_SHARED_QUERY = f"""SELECT kind, hash, participant, delegation FROM handles
    WHERE kind <> '{HandleKind.REFERENCE}' AND hash IN (
        SELECT hash FROM handles GROUP BY hash HAVING count(*) > 1)
    ORDER BY made_at, participant"""


def _key_of(participant: str) -> str:
    return personal_key_id(UUID(participant), PersonalGroup.NAME).hex


def _decrypt(secret: bytes, participant: str, sealed: bytes) -> Mapping[str, Any]:
    try:
        return decrypt_entry(secret, participant, bytes(sealed))
    except DecryptionFailed as error:
        raise VaultUnavailable(
            f"the search entry of {participant} in the vault is damaged; restore it "
            "from a backup"
        ) from error
