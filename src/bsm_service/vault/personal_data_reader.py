"""Decrypts personal data for those who may see them, and logs each access.

The only way from a sealed group to a person's name: for the API, the pages and exports.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
    ) -> list[VisiblePerson]:
        """Those groups of each person that the viewer may see, in the order given.

        `purpose` says why, in a few words of the product's own; `place` where. Raises
        VaultUnavailable where it cannot be written down that somebody reads, and
        NotSignedIn if the viewer has lost that role.
        """
        self._rights.require_current(principal)
        visible = [_visible_groups(principal, person, groups) for person in people]
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


def _visible_groups(
    principal: Principal, person: Participant, groups: Collection[PersonalGroup]
) -> frozenset[PersonalGroup]:
    resource = Resource(person.delegation, UUID(person.id))
    return frozenset(
        group
        for group in groups
        if is_allowed(principal, f"personal.{group}", resource)
    )


def _with_placeholders(
    person: Participant, visible: frozenset[PersonalGroup]
) -> dict[str, str]:
    return {
        name: ERASED_TEXT for group in visible & person.erased for name in GROUPS[group]
    }
