"""Participants as a viewer may see them: for the API and the command line.

Whom the viewer may not see is left out, not counted, and answered as if unknown.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import Listed, ReadContext
from bsm_projections.people import queries as known
from bsm_projections.people.queries import Participant
from bsm_service.access.permissions import (
    PERMISSIONS,
    Principal,
    Resource,
    Scope,
    is_allowed,
)
from bsm_service.vault.personal_data import People, Person


class ParticipantModel(BaseModel):
    """Somebody who takes part. `shown` are the groups that you may see of those asked
    for; their fields read "[erased]" or "[unavailable]" where they cannot be read.
    """

    id: UUID
    version: int
    delegation: str
    delegation_name: str
    designated_since: date | None
    designated_until: date | None
    entered_at: datetime
    changed_at: datetime
    erased: tuple[PersonalGroup, ...]
    shown: tuple[PersonalGroup, ...]
    name: str | None
    email: str | None
    phone: str | None
    function: str | None
    agency: str | None
    language: str | None
    dietary_needs: str | None
    access_needs: str | None


def can_see(who: Principal, one: Participant) -> bool:
    return is_allowed(who, "read.participants", Resource(one.delegation, UUID(one.id)))


def visible_participants(
    who: Principal,
    context: ReadContext,
    *,
    delegation: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> Listed[Participant]:
    """One page of those whom the viewer may see, of one delegation or of all."""
    scope = PERMISSIONS["read.participants"][who.role]
    if scope is Scope.SELF:
        own = None if who.participant is None else str(who.participant)
        found = known.participant(context, own) if own else None
        seen = found is not None and delegation in (None, found.delegation)
        items = (found,) if found is not None and seen else ()
        return Listed(items, None, len(items))
    if scope is Scope.OWN:
        if who.delegation is None or delegation not in (None, who.delegation):
            return Listed((), None, 0)
        delegation = who.delegation
    return known.participants(context, delegation=delegation, after=after, limit=limit)


def open_participants(
    people: People,
    who: Principal,
    of: Sequence[Participant],
    groups: Sequence[PersonalGroup],
    *,
    purpose: str,
    place: str,
) -> tuple[ParticipantModel, ...]:
    """With those groups that the viewer may see, and written down that they do. Raises
    VaultUnavailable.
    """
    told = people.opened(who, of, groups, purpose=purpose, place=place)
    return tuple(map(_shown, of, told))


def _shown(one: Participant, told: Person) -> ParticipantModel:
    return ParticipantModel(
        id=UUID(one.id),
        version=one.version,
        delegation=one.delegation,
        delegation_name=one.delegation_name,
        designated_since=one.designated_since,
        designated_until=one.designated_until,
        entered_at=one.entered_at,
        changed_at=one.changed_at,
        erased=tuple(it for it in PersonalGroup if it in one.erased),
        shown=tuple(it for it in PersonalGroup if it in told.shown),
        name=told.name,
        email=told.email,
        phone=told.phone,
        function=told.function,
        agency=told.agency,
        language=told.language,
        dietary_needs=told.dietary_needs,
        access_needs=told.access_needs,
    )
