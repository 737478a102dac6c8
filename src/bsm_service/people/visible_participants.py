"""Participants as a viewer may see them: for the API and the command line.

Participants whom the viewer may not see are left out, not counted, and answered as if
unknown.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_projections.people import queries
from bsm_projections.people.read_model import Participant
from bsm_service.access.permissions import (
    PERMISSIONS,
    Principal,
    Scope,
    is_allowed,
)
from bsm_service.vault.personal_data_reader import (
    PersonalDataReader,
    VisiblePerson,
    resource_of,
)


class ParticipantModel(BaseModel):
    """A participant. `shown` are those of the requested groups that you may see; fields
    that cannot be read are "[erased]" or "[unavailable]". `duplicates` are entries that
    were merged into this one; `withheld` says that lists leave the name out.
    """

    id: UUID
    version: int
    delegation: str
    delegation_name: str
    designated_since: date | None
    designated_until: date | None
    withheld: bool
    duplicates: tuple[UUID, ...]
    entered_at: datetime
    changed_at: datetime
    erased: tuple[PersonalGroup, ...]
    shown: tuple[PersonalGroup, ...]
    name: str | None
    honorific: str | None
    given_names: str | None
    family_name: str | None
    latin_name: str | None
    email: str | None
    phone: str | None
    function: str | None
    agency: str | None
    language: str | None
    dietary_needs: str | None
    access_needs: str | None


def can_see(principal: Principal, participant: Participant) -> bool:
    resource = resource_of(principal, participant)
    return is_allowed(principal, "read.participants", resource)


def visible_participants(
    principal: Principal,
    context: ReadContext,
    *,
    delegation: str | None,
    after: tuple[Any, ...] | None,
    limit: int,
) -> ResultPage[Participant]:
    """A page of the participants that the viewer may see, of one delegation or all."""
    scope = PERMISSIONS["read.participants"][principal.role]
    if scope is Scope.SELF:
        own = None if principal.participant is None else str(principal.participant)
        participant = queries.participant(context, own) if own else None
        is_visible = participant is not None and delegation in (
            None,
            participant.delegation,
        )
        items = (participant,) if participant is not None and is_visible else ()
        return ResultPage(items, None, len(items))
    if scope is Scope.OWN:
        if principal.delegation is None or delegation not in (
            None,
            principal.delegation,
        ):
            return ResultPage((), None, 0)
        delegation = principal.delegation
    return queries.participants(
        context, delegation=delegation, after=after, limit=limit
    )


def open_participants(
    people: PersonalDataReader,
    principal: Principal,
    participants: Sequence[Participant],
    groups: Sequence[PersonalGroup],
    *,
    purpose: str,
    place: str,
) -> tuple[ParticipantModel, ...]:
    """The participants with the groups of details that the viewer may see; the access
    is logged. Raises VaultUnavailable.
    """
    people_opened = people.open(
        principal, participants, groups, purpose=purpose, place=place
    )
    return tuple(map(_participant_model, participants, people_opened))


def _participant_model(
    participant: Participant, person: VisiblePerson
) -> ParticipantModel:
    told = {
        name: getattr(source, name)
        for source in (participant, person)
        for name in ParticipantModel.model_fields
        if hasattr(source, name)
    }
    told["erased"] = [group for group in PersonalGroup if group in participant.erased]
    told["shown"] = [group for group in PersonalGroup if group in person.shown]
    return ParticipantModel.model_validate(told)
