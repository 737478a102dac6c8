"""What is personal, opened for somebody who may see it, and written down that they did.

The only way from a sealed group to a person's name: for the API, the pages and exports.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import ERASED_TEXT
from bsm_projections.people.queries import Participant
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
    where it was never told, or is not for the viewer. `shown` are the groups opened.
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
    """Opens people's data. Nothing that it gives may be kept for another viewer."""

    def __init__(self, vault: Vault, readings: ReadLog, rights: CurrentRights) -> None:
        self._vault = vault
        self.read_log = readings
        self._rights = rights

    def search(
        self, who: Principal, words: str, delegation: str | None = None
    ) -> list[UUID]:
        """Whose name or address contains each of the words, in the order of names, of
        those whom the viewer may see (and of one delegation, if it is named). An
        address finds nobody for whom may not see it.

        Raises VaultUnavailable, and NotSignedIn for whoever may act so no more.
        """
        self._rights.require_current(who)
        scope = PERMISSIONS["personal.name"].get(who.role)
        if scope is None or not is_allowed(who, "personal.name"):
            return []
        if scope is Scope.OWN:
            if who.delegation is None or delegation not in (None, who.delegation):
                return []
            delegation = who.delegation
        found = self._vault.search(
            words, delegation, names_only=not is_allowed(who, "personal.contact")
        )
        if scope is Scope.SELF:
            return [id for id in found if id == who.participant]
        return found

    def open(
        self,
        who: Principal,
        people: Sequence[Participant],
        groups: Collection[PersonalGroup],
        *,
        purpose: str,
        place: str,
    ) -> list[VisiblePerson]:
        """Those groups of each person that the viewer may see, in the order given.

        `purpose` says why, in a few words of the product's own; `place` where. Raises
        VaultUnavailable where it cannot be written down that somebody reads, and
        NotSignedIn for whoever may act so no more.
        """
        self._rights.require_current(who)
        seen = [_visible_groups(who, one, groups) for one in people]
        reader = DataReader(who.account, who.role, who.delegation, purpose, place)
        read = {
            UUID(one.id): of & one.sealed.keys() - one.erased
            for one, of in zip(people, seen, strict=True)
        }
        for which in set(map(frozenset, read.values())):
            if which:
                ids = [id for id, of in read.items() if of == which]
                self.read_log.record(reader, ids, which)
        wanted = [
            (number, group, one.sealed[group])
            for number, (one, of) in enumerate(zip(people, seen, strict=True))
            for group in of
            if group in one.sealed and group not in one.erased
        ]
        texts = self._vault.open_texts([sealed for _, _, sealed in wanted])
        told: list[dict[str, Any]] = [
            _with_placeholders(one, of) for one, of in zip(people, seen, strict=True)
        ]
        for (number, group, _), text in zip(wanted, texts, strict=True):
            if text.missing:
                told[number] |= dict.fromkeys(GROUPS[group], text.missing)
            else:
                told[number] |= json.loads(text.text)
        return [
            VisiblePerson(one.id, one.delegation, of, **fields)
            for one, of, fields in zip(people, seen, told, strict=True)
        ]


def _visible_groups(
    who: Principal, one: Participant, groups: Collection[PersonalGroup]
) -> frozenset[PersonalGroup]:
    whose = Resource(one.delegation, UUID(one.id))
    return frozenset(
        group for group in groups if is_allowed(who, f"personal.{group}", whose)
    )


def _with_placeholders(
    one: Participant, shown: frozenset[PersonalGroup]
) -> dict[str, str]:
    return {name: ERASED_TEXT for group in shown & one.erased for name in GROUPS[group]}
