"""Who takes part, over HTTP, with what is personal as far as the caller may see it.

Whom the caller may not see is left out, not counted, and answered as if unknown.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, Field

from bsm_domain.free_text import Title
from bsm_domain.participant import PersonalGroup
from bsm_projections.queries import participants as known
from bsm_projections.queries.asking import Listed, converted
from bsm_projections.queries.participants import Participant
from bsm_service.bootstrap import System
from bsm_service.http_api.asked import (
    FILES,
    APart,
    Asked,
    AsOf,
    ListAnswer,
    Reading,
    thing,
)
from bsm_service.http_api.bodies import StrictRoute
from bsm_service.http_api.callers import Callers
from bsm_service.http_api.problems import documented
from bsm_service.people import Person
from bsm_service.permissions import TABLE, Resource, Scope, allow

Groups = Annotated[
    tuple[PersonalGroup, ...],
    Query(max_length=4, description="What to show of each, as far as you may see it."),
]
_BY_NAME = (PersonalGroup.NAME,)
_PURPOSE = "asked by a program"


class ParticipantShown(BaseModel):
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


class Search(BaseModel, extra="forbid"):
    """Words of a name or an address; they are in no address and in no log."""

    words: Title
    groups: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = _BY_NAME
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class Found(BaseModel):
    """In the order of names; `total` counts whom `limit` leaves out, too."""

    items: tuple[ParticipantShown, ...]
    as_of: int
    total: int


def people_routes(system: System, callers: Callers) -> APIRouter:
    reading = Reading(system, callers)
    router = APIRouter(
        tags=["people"],
        route_class=StrictRoute,
        responses=documented(400, 401, 403, 404, 413, 422, 429, 503),
    )

    def shown(
        asked: Asked, people: Sequence[Participant], groups: Sequence[PersonalGroup]
    ) -> tuple[ParticipantShown, ...]:
        told = system.people.opened(
            asked.principal, people, groups, purpose=_PURPOSE, place="API"
        )
        return tuple(map(_shown, people, told))

    @router.get(
        "/participants",
        name="read.participants",
        summary="Participants",
        response_model=ListAnswer[ParticipantShown],
        responses=FILES,
    )
    def list_participants(
        request: Request,
        part: APart,
        delegation: Annotated[str | None, Query(max_length=16)] = None,
        groups: Groups = _BY_NAME,
        as_of: AsOf = None,
    ) -> Response:
        """Who takes part, in the order of entry: those whom you may see."""

        def page(it: Asked) -> Listed[ParticipantShown]:
            seen = _seen_by(it, delegation)
            return converted(seen, shown(it, seen.items, groups))

        with reading.listed(request, part, as_of) as asked:
            return asked.answer(page, ListAnswer[ParticipantShown])

    @router.get(
        "/participants/{participant_id}",
        name="read.participants",
        summary="One participant",
        response_model=ParticipantShown,
    )
    def show_participant(
        request: Request,
        response: Response,
        participant_id: UUID,
        groups: Groups = _BY_NAME,
        as_of: AsOf = None,
    ) -> ParticipantShown:
        """One of those whom you may see. The ETag is the version, for `If-Match`."""
        with reading.asked(request, as_of) as asked:
            found = known.participant(asked.question, str(participant_id))
            if found is not None and not _sees(asked, found):
                found = None
            person = thing(found, "participant", participant_id)
            response.headers["ETag"] = f'"{person.version}"'
            return shown(asked, [person], groups)[0]

    @router.post(
        "/participants/search",
        name="read.participants",
        summary="Search participants",
        response_model=Found,
    )
    def search_participants(
        request: Request, search: Annotated[Search, Body()]
    ) -> Found:
        """Whose name (or e-mail address, if you may see it) contains all the words."""
        with reading.asked(request) as asked:
            ids = list(map(str, system.people.found(asked.principal, search.words)))
            on_record = known.participants_by_id(asked.question, ids)
            seen = [
                on_record[id]
                for id in ids
                if id in on_record and _sees(asked, on_record[id])
            ]
            return Found(
                items=shown(asked, seen[: search.limit], search.groups),
                as_of=asked.question.moment.position,
                total=len(seen),
            )

    return router


def _sees(asked: Asked, one: Participant) -> bool:
    whose = Resource(one.delegation, UUID(one.id))
    return allow(asked.principal, "read.participants", whose)


def _seen_by(asked: Asked, delegation: str | None) -> Listed[Participant]:
    """One page of those whom the caller may see, of one delegation or of all."""
    who = asked.principal
    scope = TABLE["read.participants"][who.role]
    if scope is Scope.SELF:
        own = None if who.participant is None else str(who.participant)
        found = known.participant(asked.question, own) if own else None
        seen = found is not None and delegation in (None, found.delegation)
        items = (found,) if found is not None and seen else ()
        return Listed(items, None, len(items))
    if scope is Scope.OWN:
        if who.delegation is None or delegation not in (None, who.delegation):
            return Listed((), None, 0)
        delegation = who.delegation
    return known.participants(
        asked.question, delegation=delegation, after=asked.after, limit=asked.limit
    )


def _shown(one: Participant, told: Person) -> ParticipantShown:
    return ParticipantShown(
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
