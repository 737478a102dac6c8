"""The search for participants over HTTP: the search text is not in the address."""

from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, Field

from bsm_domain.foundation.free_text import OneLineText
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.people.queries import participants_by_id
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.requests.strict_routes import strict_route
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.people.lists import opened
from bsm_service.people.visible_participants import ParticipantModel, can_see


class ParticipantSearchRequest(BaseModel, extra="forbid"):
    """Words of a name or an e-mail address. They are not logged."""

    words: OneLineText
    groups: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = (
        PersonalGroup.NAME,
    )
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class ParticipantSearchResult(BaseModel):
    """In the order of names; `total` also counts those beyond `limit`."""

    items: tuple[ParticipantModel, ...]
    as_of: int
    total: int


def people_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = APIRouter(
        tags=["people"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 413, 422, 429, 503),
    )

    @router.post(
        "/participants/search",
        name="read.participants",
        operation_id="search_participants",
        summary="Search participants",
        response_model=ParticipantSearchResult,
    )
    def search_participants(
        request: Request, search: Annotated[ParticipantSearchRequest, Body()]
    ) -> ParticipantSearchResult:
        """Participants whose name (or e-mail address, if you may see it) contains all
        the words.
        """
        with runner.run(request) as query:
            found = system.personal_data.search(query.caller, search.words)
            ids = list(map(str, found))
            on_record = participants_by_id(query.context, ids)
            people = {person.id: person for id in ids if (person := on_record.get(id))}
            visible = [
                person for person in people.values() if can_see(query.caller, person)
            ]
            return ParticipantSearchResult(
                items=opened(query, visible[: search.limit], search.groups),
                as_of=query.context.moment.position,
                total=len(visible),
            )

    return router
