"""Decrypts personal data for those who may see them, and logs each access.

The only way from a sealed group to a person's name: for the API, the pages and exports.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import ERASED_TEXT
from bsm_projections.people.read_model import Participant
from bsm_service.access.permissions import (
    PERMISSIONS,
    Principal,
    Resource,
    Scope,
    is_allowed,
)
from bsm_service.identity import CurrentRights
from bsm_service.vault import Vault
from bsm_service.vault.personal_details import GROUPS
from bsm_service.vault.read_log import DataReader, ReadLog


@dataclass(frozen=True, slots=True)
class VisiblePerson:
    """A participant as far as the viewer may see them.

    Each field is a text; "[erased]" or "[unavailable]" where it cannot be read; None
    where it was never entered, or is not for the viewer. `shown` are the groups opened.
    """

    id: str
    delegation: str
    shown: frozenset[PersonalGroup]
    name: str | None = None
    honorific: str | None = None
    given_names: str | None = None
    family_name: str | None = None
    latin_name: str | None = None
    email: str | None = None
    phone: str | None = None
    function: str | None = None
    agency: str | None = None
    language: str | None = None
    dietary_needs: str | None = None
    access_needs: str | None = None


class PersonalDataReader:
    """Decrypts people's data. Its results must not be cached for other viewers."""

    def __init__(self, vault: Vault, readings: ReadLog, rights: CurrentRights) -> None:
        self._vault = vault
        self.read_log = readings
        self._rights = rights

    def search(
        self, principal: Principal, words: str, delegation: str | None = None
    ) -> list[UUID]:
        """Whose name or address contains each of the words, in the order of names, of
        those whom the viewer may see (and of one delegation, if it is named). An
        address finds nobody for whom may not see it.

        Raises VaultUnavailable, and NotSignedIn if the viewer has lost that role.
        """
        self._rights.require_current(principal)
        scope = PERMISSIONS["personal.name"].get(principal.role)
        if scope is None or not is_allowed(principal, "personal.name"):
            return []
        if scope is Scope.OWN:
            if principal.delegation is None or delegation not in (
                None,
                principal.delegation,
            ):
                return []
            delegation = principal.delegation
        matches = self._vault.people.search(
            words, delegation, names_only=not is_allowed(principal, "personal.contact")
        )
        if scope is Scope.SELF:
            return [id for id in matches if id == principal.participant]
        return matches

    def open(
        self,
        principal: Principal,
        people: Sequence[Participant],
        groups: Collection[PersonalGroup],
        *,
        purpose: str,
        place: str,
        registered_for: Mapping[str, Collection[str]] = MappingProxyType({}),
        are_published: bool = False,
    ) -> list[VisiblePerson]:
        """Those groups of each person that the viewer may see, in the order given.
        `registered_for` are delegations that nominated a person, by the person's ID: a
        delegation sees the names in its registrations after a person has left it, too.
        Names that `are_published` in a list may be read by whoever may see the list.

        `purpose` says why, in a few words of the product's own; `place` where. Raises
        VaultUnavailable where it cannot be written down that somebody reads, and
        NotSignedIn if the viewer has lost that role.
        """
        self._rights.require_current(principal)
        visible = [
            _visible_groups(
                principal, person, groups, registered_for.get(person.id, ())
            )
            for person in people
        ]
        if are_published and PersonalGroup.NAME in groups:
            visible = [one | {PersonalGroup.NAME} for one in visible]
        reader = DataReader(
            principal.account, principal.role, principal.delegation, purpose, place
        )
        groups_read = {
            UUID(person.id): person_groups & person.sealed.keys() - person.erased
            for person, person_groups in zip(people, visible, strict=True)
        }
        for group_set in set(map(frozenset, groups_read.values())):
            if group_set:
                ids = [
                    id
                    for id, person_groups in groups_read.items()
                    if person_groups == group_set
                ]
                self.read_log.record(reader, ids, group_set)
        sealed_texts = [
            (number, group, person.sealed[group])
            for number, (person, person_groups) in enumerate(
                zip(people, visible, strict=True)
            )
            for group in person_groups
            if group in person.sealed and group not in person.erased
        ]
        texts = self._vault.open_texts([sealed for _, _, sealed in sealed_texts])
        details: list[dict[str, Any]] = [
            _with_placeholders(person, person_groups)
            for person, person_groups in zip(people, visible, strict=True)
        ]
        for (number, group, _), text in zip(sealed_texts, texts, strict=True):
            if text.missing:
                details[number] |= dict.fromkeys(GROUPS[group], text.missing)
            else:
                details[number] |= json.loads(text.text)
        return [
            VisiblePerson(person.id, person.delegation, person_groups, **fields)
            for person, person_groups, fields in zip(
                people, visible, details, strict=True
            )
        ]


def resource_of(principal: Principal, person: Participant) -> Resource:
    """The person as permissions depend on them: an account that belongs to an entry
    that was merged belongs to the person.
    """
    own = principal.participant
    is_own = own is not None and str(own) in person.duplicates
    return Resource(person.delegation, own if is_own else UUID(person.id))


def _visible_groups(
    principal: Principal,
    person: Participant,
    groups: Collection[PersonalGroup],
    registered_for: Collection[str],
) -> frozenset[PersonalGroup]:
    resource = resource_of(principal, person)
    visible = {
        group
        for group in groups
        if is_allowed(principal, f"personal.{group}", resource)
    }
    name = PersonalGroup.NAME
    if name in groups and any(
        is_allowed(principal, f"personal.{name}", Resource(code))
        for code in registered_for
    ):
        visible.add(name)
    return frozenset(visible)


def _with_placeholders(
    person: Participant, visible: frozenset[PersonalGroup]
) -> dict[str, str]:
    return {
        name: ERASED_TEXT for group in visible & person.erased for name in GROUPS[group]
    }
