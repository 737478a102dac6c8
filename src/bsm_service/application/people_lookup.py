"""Finds the people on record that a form or a list means.

In this order: by the e-mail address within the delegation; by the reference of the same
source; by the name within the delegation, unless both have an e-mail address and these
differ.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from bsm_domain.people.participant import (
    Participant,
    PersonalDataErased,
)
from bsm_domain.people.participant_changes import DuplicateAdded, MergedInto
from bsm_service.event_store.transaction import Transaction
from bsm_service.vault import (
    Handle,
    HandleKind,
    PersonEntry,
    PersonFound,
    Vault,
    handles_of,
    reference_handle,
)
from bsm_service.vault.personal_details import PersonalDetails

# Without one of these, an entry is as it was entered.
_CHANGING = (PersonalDataErased.TOPIC, MergedInto.TOPIC, DuplicateAdded.TOPIC)


@dataclass(frozen=True)
class PersonSought:
    """Somebody as a form or a list has them. `reference` is compared with those of the
    same `source`.
    """

    delegation: str
    name: str | None = None
    latin_name: str | None = None
    email: str | None = None
    source: str | None = None
    reference: str | None = None

    @classmethod
    def of(
        cls,
        delegation: str,
        person: PersonalDetails,
        *,
        source: str | None = None,
        reference: str | None = None,
    ) -> "PersonSought":
        return cls(
            delegation,
            person.name,
            person.latin_name,
            person.email,
            source,
            reference,
        )

    @cached_property
    def handles(self) -> list[Handle]:
        """In the order in which they are tried."""
        reference = None
        if self.source and self.reference:
            reference = reference_handle(self.source, self.reference)
        names = self.name, self.latin_name
        return [*handles_of(email=self.email, reference=reference, names=names)]


class PersonMatch(NamedTuple):
    """Somebody on record who is meant, and by what they were found. `entries` are all
    their entries, with those that were merged.
    """

    id: UUID
    by: HandleKind
    entries: frozenset[UUID]


class _Known(NamedTuple):
    id: UUID
    delegation: str
    entries: frozenset[UUID]


class PeopleLookup:
    """Finds people for one command. All methods raise VaultUnavailable."""

    def __init__(self, transaction: Transaction, vault: Vault) -> None:
        self._transaction = transaction
        self._vault = vault

    def matching(self, rows: Sequence[PersonSought]) -> list[PersonMatch | None]:
        """For each, who is meant; the first entered, if several have that name. One
        question for all: 10,000 rows cost no more statements than their number
        requires.
        """
        return [next(iter(matches), None) for matches in self.candidates(rows)]

    def candidates(self, rows: Sequence[PersonSought]) -> list[list[PersonMatch]]:
        """For each, who may be meant: one person, or all of that name."""
        handles_of_row = [row.handles for row in rows]
        found = self._found({h for handles in handles_of_row for h in handles})
        if not found:
            return [[] for _ in rows]
        known = self._known({person for people in found.values() for person in people})
        others = self._emails_of_namesakes(rows, handles_of_row, found)
        return [
            self._candidates(row.delegation, handles, found, known, others)
            for row, handles in zip(rows, handles_of_row, strict=True)
        ]

    def _candidates(
        self,
        delegation: str,
        handles: Sequence[Handle],
        found: Mapping[Handle, Sequence[PersonFound]],
        known: Mapping[PersonFound, _Known],
        emails: Mapping[UUID, Handle | bytes],
    ) -> list[PersonMatch]:
        email = next((h for h in handles if h.kind is HandleKind.EMAIL), None)
        matches = dict[UUID, PersonMatch]()
        for handle in handles:
            is_name = handle.kind is HandleKind.NAME
            for person in found.get(handle, ()):
                entry = known.get(person)
                if entry is None or entry.delegation != delegation:
                    continue
                if is_name and self._differ(email, emails.get(person.id)):
                    continue
                match = PersonMatch(entry.id, handle.kind, entry.entries)
                matches.setdefault(entry.id, match)
            if matches and not is_name:
                break
        return [*matches.values()]

    def _differ(self, email: Handle | None, other: Handle | bytes | None) -> bool:
        """Whether both have an e-mail address, and these differ."""
        if email is None or other is None:
            return False
        if isinstance(other, bytes):
            return self._vault.people.hash(email) != other
        return email != other

    def _found(self, handles: Collection[Handle]) -> dict[Handle, list[PersonFound]]:
        """Also by what earlier commands of the transaction entered or changed."""
        found = self._vault.people.people_with(handles) if handles else {}
        changed = self._changed_entries()
        if not changed:
            return found
        found = {
            handle: [
                _as_changed(person, changed)
                for person in people
                if person.id not in changed or handle.kind is HandleKind.REFERENCE
            ]
            for handle, people in found.items()
        }
        for id, entry in changed.items():
            for handle in entry.handles & set(handles):
                found.setdefault(handle, []).append(PersonFound(id, entry.delegation))
        return found

    def _emails_of_namesakes(
        self,
        rows: Sequence[PersonSought],
        handles_of_row: Iterable[Sequence[Handle]],
        found: Mapping[Handle, Sequence[PersonFound]],
    ) -> dict[UUID, Handle | bytes]:
        """The e-mail addresses of those whose name is that of a row with one."""
        ids = {
            person.id
            for row, handles in zip(rows, handles_of_row, strict=True)
            if row.email is not None
            for handle in handles
            if handle.kind is HandleKind.NAME
            for person in found.get(handle, ())
        }
        if not ids:
            return {}
        emails: dict[UUID, Handle | bytes] = {**self._vault.people.email_hashes_of(ids)}
        for id, entry in self._changed_entries().items():
            if id in ids:
                emails.pop(id, None)
                for handle in entry.handles:
                    if handle.kind is HandleKind.EMAIL:
                        emails[id] = handle
        return emails

    def _changed_entries(self) -> dict[UUID, PersonEntry]:
        return {
            id: entry
            for sealing in self._transaction.sealings
            for id, entry in sealing.people.items()
        }

    def _known(self, people: Collection[PersonFound]) -> dict[PersonFound, _Known]:
        """Those who are on record and not erased, as the entries that stay. Entries in
        the vault from commands that were never accepted do not count.
        """
        changed = self._transaction.streams_with(
            {person.id for person in people}, _CHANGING
        )
        known = dict[PersonFound, _Known]()
        for person in people:
            if person.id not in changed:
                continue
            if not changed[person.id]:
                known[person] = _Known(*person, frozenset({person.id}))
                continue
            entry = self._transaction.find(Participant, person.id)
            if entry is not None and entry.merged_into is not None:
                entry = self._transaction.find(Participant, entry.merged_into)
            if entry is not None and not entry.is_erased:
                known[person] = _Known(entry.id, entry.delegation, entry.entries)
        return known


def _as_changed(
    person: PersonFound, changed: Mapping[UUID, PersonEntry]
) -> PersonFound:
    entry = changed.get(person.id)
    return person if entry is None else PersonFound(person.id, entry.delegation)
