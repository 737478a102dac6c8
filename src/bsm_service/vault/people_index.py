"""Search for people by e-mail address, or by words of their name or address.

Rows hold a keyed hash of the address, which nobody can guess addresses from, and what a
search needs sealed under the person's own key: with the key they are gone.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from bsm_domain.foundation.accents import search_key
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_projections.databases import Connection, select_among
from bsm_projections.databases.database import Parameters
from bsm_service.foundation.email_addresses import normalise_address
from bsm_service.foundation.refusals import VaultUnavailable
from bsm_service.vault.encryption import DecryptionFailed, PersonEntry, decrypt_entry
from bsm_service.vault.keys import Keys, has_product_secret

# The name of the secret under which addresses are hashed.
ADDRESS_KEY_NAME = "keys of addresses"
_UPSERT_QUERY = (
    "INSERT INTO people VALUES (:participant, :delegation, :hash, :sealed, :now) "
    "ON CONFLICT (participant) DO UPDATE SET delegation = excluded.delegation, "
    "email_hash = excluded.email_hash, sealed = excluded.sealed"
)


class PeopleIndex:
    """The search index of people. All methods raise VaultUnavailable."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._secret: bytes | None = None

    def hash_address(self, email: str) -> bytes:
        """The hash by which an address is looked up."""
        return address_hash(self._address_secret(), email)

    def _address_secret(self) -> bytes:
        if self._secret is None:
            if not self._keys.has_product_secret(ADDRESS_KEY_NAME):
                self._reindex()
            self._secret = self._keys.product_secret(ADDRESS_KEY_NAME)
        return self._secret

    def _reindex(self) -> None:
        """Looks people up by the key of their address, once: up to 0.5 it was the text
        as it was entered. That there is a secret of this name says that it was done.
        """
        with self._keys.writing() as connection:
            if has_product_secret(connection, ADDRESS_KEY_NAME):
                return
            secret = self._keys.make_product_secret(connection, ADDRESS_KEY_NAME)
            connection.executemany(
                "UPDATE people SET email_hash = :hash WHERE participant = :participant",
                [
                    {"participant": id, "hash": address_hash(secret, entry["email"])}
                    for id, entry in self._entries(connection)
                    if entry["email"] is not None
                ],
            )

    def _entries(
        self, connection: Connection, where: str = "", values: Parameters = ()
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """What people are found by. Who is erased meanwhile is left out."""
        rows = connection.execute(
            f"SELECT participant, sealed FROM people {where}", values
        ).fetchall()
        key_of = {row[0]: _key_of(row[0]) for row in rows}
        secrets = self._keys.secrets(connection, key_of.values())
        for id, sealed in rows:
            secret = secrets.get(key_of[id])
            if secret is not None:
                yield id, _decrypt(secret, id, sealed)

    def rows(self, people: Mapping[UUID, PersonEntry], now: int) -> list[list[Any]]:
        """Entries as the table has them; `now` in microseconds."""
        return [
            [
                id.hex,
                entry.delegation,
                None if entry.email is None else self.hash_address(entry.email),
                entry.sealed,
                now,
            ]
            for id, entry in people.items()
        ]

    def change(self, connection: Connection, rows: Iterable[list[Any]]) -> None:
        """Whoever is there already is found by what the row says from now on."""
        names = ("participant", "delegation", "hash", "sealed", "now")
        connection.executemany(
            _UPSERT_QUERY, [dict(zip(names, row, strict=True)) for row in rows]
        )

    def people_with_emails(
        self, emails: Iterable[str]
    ) -> dict[tuple[str, str], list[UUID]]:
        """The people of many addresses at once, by delegation and the key of the
        address, the first first. Some may be of a command that was never accepted.
        """
        by_hash = {
            self.hash_address(email): normalise_address(email) for email in emails
        }
        matches = dict[tuple[str, str], list[UUID]]()
        with self._keys.reading() as connection:
            rows = select_among(
                connection,
                "SELECT participant, delegation, email_hash FROM people "
                "WHERE email_hash IN ({values}) ORDER BY made_at, participant",
                by_hash,
            )
            for id, delegation, hash in rows:
                address = delegation, by_hash[bytes(hash)]
                matches.setdefault(address, []).append(UUID(id))
        return matches

    def address_hashes(self, people: Iterable[UUID]) -> dict[UUID, bytes]:
        """The hash of each person's address, if there is one: who has the same as
        another is found without decrypting anything.
        """
        self._address_secret()  # so that all hashes are made with it
        with self._keys.reading() as connection:
            rows = select_among(
                connection,
                "SELECT participant, email_hash FROM people "
                "WHERE participant IN ({values}) AND email_hash IS NOT NULL",
                [id.hex for id in people],
            )
            return {UUID(id): bytes(hash) for id, hash in rows}

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
        for id, entry in people:
            email = "" if names_only else entry["email"] or ""
            text = search_key(f"{entry['name']} {email}")
            if all(word in text for word in search_words):
                matches.append((search_key(entry["name"]), id))
        return [UUID(id) for _, id in sorted(matches)]


def address_hash(secret: bytes, email: str) -> bytes:
    """The same for every way to write one address; nobody without the secret can guess
    addresses from it.
    """
    return hmac.digest(secret, normalise_address(email).encode(), "sha256")


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
