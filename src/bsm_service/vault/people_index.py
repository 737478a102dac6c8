"""How people are found: by e-mail address, or by words of their name or address.

Rows hold a keyed hash of the address, which nobody can guess addresses from, and what a
search needs sealed under the person's own key: with the key they are gone.
"""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from bsm_domain.participant import PersonalGroup, key_of_person
from bsm_projections.databases import Connection
from bsm_service.refusals import VaultUnavailable
from bsm_service.vault.keys import Keys
from bsm_service.vault.sealing import PersonEntry, Unreadable, opened_entry

_AT_ONCE = 500
_CHANGE = (
    "INSERT INTO people VALUES (:participant, :delegation, :hash, :sealed, :now) "
    "ON CONFLICT (participant) DO UPDATE SET delegation = excluded.delegation, "
    "email_hash = excluded.email_hash, sealed = excluded.sealed"
)


class PeopleIndex:
    """Whom the vault can find. Everything raises VaultUnavailable."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._secret: bytes | None = None

    def hashed(self, email: str) -> bytes:
        """What an address is looked up by."""
        if self._secret is None:
            self._secret = self._keys.named("addresses")
        return hmac.digest(self._secret, folded(email).encode(), "sha256")

    def rows(self, people: Mapping[UUID, PersonEntry], now: int) -> list[list[Any]]:
        """Entries as the table has them; `now` in microseconds."""
        return [
            [
                id.hex,
                one.delegation,
                None if one.email is None else self.hashed(one.email),
                one.sealed,
                now,
            ]
            for id, one in people.items()
        ]

    def change(self, connection: Connection, rows: Iterable[list[Any]]) -> None:
        """Whoever is there already is found by what the row says from now on."""
        names = ("participant", "delegation", "hash", "sealed", "now")
        connection.executemany(
            _CHANGE, [dict(zip(names, row, strict=True)) for row in rows]
        )

    def people_of(self, email: str) -> list[tuple[UUID, str]]:
        """Who has this address, and their delegations."""
        hash = self.hashed(email)
        with self._keys.reading() as connection:
            found = connection.execute(
                "SELECT participant, delegation FROM people WHERE email_hash = :hash",
                {"hash": hash},
            )
            return [(UUID(one[0]), one[1]) for one in found]

    def people_with(self, emails: Iterable[str]) -> dict[tuple[str, str], list[UUID]]:
        """The people of many addresses at once, by delegation and folded address, the
        first first. Some may be of a command that was never accepted.
        """
        by_hash = {self.hashed(one): folded(one) for one in emails}
        wanted, found = list(by_hash), dict[tuple[str, str], list[UUID]]()
        with self._keys.reading() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                rows = connection.execute(
                    "SELECT participant, delegation, email_hash FROM people "
                    f"WHERE email_hash IN ({', '.join('?' * len(some))}) "
                    "ORDER BY made_at, participant",
                    some,
                )
                for id, delegation, hash in rows:
                    address = delegation, by_hash[bytes(hash)]
                    found.setdefault(address, []).append(UUID(id))
        return found

    def entry_of(self, participant: UUID) -> Mapping[str, Any]:
        """The name and e-mail that somebody is found by."""
        key = _key_of(participant.hex)
        with self._keys.reading() as connection:
            found = connection.execute(
                "SELECT sealed FROM people WHERE participant = :id",
                {"id": participant.hex},
            ).fetchone()
            secret = self._keys.secrets(connection, [key]).get(key)
        if found is None or secret is None:
            raise VaultUnavailable(
                f"the vault holds nothing of {participant}; restore it from a backup"
            )
        return _opened(secret, participant.hex, found[0])

    def search(
        self, words: str, delegation: str | None = None, *, names_only: bool = False
    ) -> list[UUID]:
        """Whose name or address contains each of the words, in the order of names."""
        wanted = words.casefold().split()
        where = "" if delegation is None else "WHERE delegation = :delegation"
        with self._keys.reading() as connection:
            rows = connection.execute(
                f"SELECT participant, sealed FROM people {where}",
                {} if delegation is None else {"delegation": delegation},
            ).fetchall()
            key_of = {row[0]: _key_of(row[0]) for row in rows}
            secrets = self._keys.secrets(connection, key_of.values())
        found = []
        for id, sealed in rows:
            secret = secrets.get(key_of[id])
            if secret is None:  # destroyed between the two questions
                continue
            one = _opened(secret, id, sealed)
            email = "" if names_only else one["email"] or ""
            text = f"{one['name']} {email}".casefold()
            if all(word in text for word in wanted):
                found.append((one["name"].casefold(), id))
        return [UUID(id) for _, id in sorted(found)]


def folded(email: str) -> str:
    """The form in which e-mail addresses are the same."""
    return email.strip().casefold()


def _key_of(participant: str) -> str:
    return key_of_person(UUID(participant), PersonalGroup.NAME).hex


def _opened(secret: bytes, participant: str, sealed: bytes) -> Mapping[str, Any]:
    try:
        return opened_entry(secret, participant, bytes(sealed))
    except Unreadable as error:
        raise VaultUnavailable(
            f"what {participant} is found by is damaged in the vault; restore it from "
            "a backup"
        ) from error
