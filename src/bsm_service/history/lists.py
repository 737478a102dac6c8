"""Facts over HTTP: the log in sentences, and one fact as a whole."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AwareDatetime

from bsm_domain.catalogue import FactKind
from bsm_projections.history import queries
from bsm_service.application.fact_view import FactDetails
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    AsOfParameter,
    DelegationCodeParameter,
    ListPage,
    require_found,
)
from bsm_service.http_api.requests.query_runner import QueryRunner, reading_router
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery


def history_routes(system: System, callers: Callers) -> APIRouter:
    """What is on record, fact by fact."""
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/facts",
        name="read.facts",
        operation_id="list_facts",
        summary="Facts",
        response_model=ListPage[queries.Fact],
        responses=FILE_RESPONSES,
    )
    def list_facts(
        request: Request,
        part: PageQuery,
        meeting_id: UUID | None = None,
        delegation: DelegationCodeParameter = None,
        kind: Annotated[tuple[FactKind, ...], Query(max_length=10)] = (),
        stream_id: UUID | None = None,
        entered_late: bool | None = None,
        since: AwareDatetime | None = None,
        until: AwareDatetime | None = None,
        newest_first: bool = False,
        as_of: AsOfParameter = None,
    ) -> Response:
        """The log in sentences, by position. `since` and `until` bound recording."""
        with runner.run_list(request, part, as_of) as query:
            return query.response(
                lambda page: queries.facts(
                    page.context,
                    meeting_id=str(meeting_id) if meeting_id else None,
                    delegation=delegation,
                    kinds=kind,
                    stream_id=str(stream_id) if stream_id else None,
                    entered_late=entered_late,
                    since=since,
                    until=until,
                    newest_first=newest_first,
                    after=page.after,
                    limit=page.limit,
                ),
                ListPage[queries.Fact],
            )

    @router.get(
        "/facts/{position}",
        name="read.facts",
        operation_id="get_fact",
        summary="One fact",
        response_model=FactDetails,
    )
    def show_fact(
        request: Request,
        position: Annotated[int, Path(ge=1, le=2**63 - 1)],
        as_of: AsOfParameter = None,
    ) -> FactDetails:
        """One fact, whole. Ids of what you may not see are null."""
        with runner.run(request, as_of) as query:
            return require_found(
                system.fact_details(query.context, position),
                "fact at position",
                position,
            )

    return router
