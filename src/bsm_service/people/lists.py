"""Who takes part, over HTTP, with what is personal as far as the caller may see it.

Whom the caller may not see is left out, not counted, and answered as if unknown.
"""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import BaseModel, Field

from bsm_domain.foundation.free_text import Title
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ResultPage, with_items
from bsm_projections.people import queries
from bsm_projections.people.queries import Participant
from bsm_service.application.system import System
from bsm_service.http_api.requests.bodies import strict_route
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    AsOfParameter,
    DelegationCodeParameter,
    ListPage,
    QueryRequest,
    require_found,
)
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.people.visible_participants import (
    ParticipantModel,
    can_see,
    open_participants,
    visible_participants,
)

PersonalGroupsParameter = Annotated[
    tuple[PersonalGroup, ...],
    Query(max_length=4, description="What to show of each, as far as you may see it."),
]
_NAME_GROUPS = (PersonalGroup.NAME,)
_PURPOSE = "asked by a program"


class ParticipantSearchRequest(BaseModel, extra="forbid"):
    """Words of a name or an address; they are in no address and in no log."""

    words: Title
    groups: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = _NAME_GROUPS
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class ParticipantSearchResult(BaseModel):
    """In the order of names; `total` counts whom `limit` leaves out, too."""

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

    def open_visible(
        query: QueryRequest,
        people: Sequence[Participant],
        groups: Sequence[PersonalGroup],
    ) -> tuple[ParticipantModel, ...]:
        principal = query.principal
        return open_participants(
            system.personal_data,
            principal,
            people,
            groups,
            purpose=_PURPOSE,
            place="API",
        )

    @router.get(
        "/participants",
        name="read.participants",
        operation_id="list_participants",
        summary="Participants",
        response_model=ListPage[ParticipantModel],
        responses=FILE_RESPONSES,
    )
    def list_participants(
        request: Request,
        part: PageQuery,
        delegation: DelegationCodeParameter = None,
        groups: PersonalGroupsParameter = _NAME_GROUPS,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Who takes part, in the order of entry: those whom you may see."""

        def page(query: QueryRequest) -> ResultPage[ParticipantModel]:
            visible = visible_participants(
                query.principal,
                query.context,
                delegation=delegation,
                after=query.after,
                limit=query.limit,
            )
            return with_items(visible, open_visible(query, visible.items, groups))

        with runner.run_list(request, part, as_of) as query:
            return query.response(page, ListPage[ParticipantModel])

    @router.get(
        "/participants/{participant_id}",
        name="read.participants",
        operation_id="get_participant",
        summary="One participant",
        response_model=ParticipantModel,
    )
    def show_participant(
        request: Request,
        response: Response,
        participant_id: UUID,
        groups: PersonalGroupsParameter = _NAME_GROUPS,
        as_of: AsOfParameter = None,
    ) -> ParticipantModel:
        """One of those whom you may see. The ETag is the version, for `If-Match`."""
        with runner.run(request, as_of) as query:
            participant = queries.participant(query.context, str(participant_id))
            if participant is not None and not can_see(query.principal, participant):
                participant = None
            person = require_found(participant, "participant", participant_id)
            response.headers["ETag"] = f'"{person.version}"'
            return open_visible(query, [person], groups)[0]

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
        """Whose name (or e-mail address, if you may see it) contains all the words."""
        with runner.run(request) as query:
            ids = list(
                map(str, system.personal_data.search(query.principal, search.words))
            )
            on_record = queries.participants_by_id(query.context, ids)
            visible = [
                on_record[id]
                for id in ids
                if id in on_record and can_see(query.principal, on_record[id])
            ]
            return ParticipantSearchResult(
                items=open_visible(query, visible[: search.limit], search.groups),
                as_of=query.context.moment.position,
                total=len(visible),
            )

    return router
