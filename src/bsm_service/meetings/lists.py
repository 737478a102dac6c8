"""Meetings, their delegations and objectives over HTTP, at any moment."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_projections.meetings import queries
from bsm_projections.meetings.objective_queries import Objective, objective, objectives
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    AsOfParameter,
    ListPage,
    QueryRequest,
    page_of,
    require_found,
    versioned,
)
from bsm_service.http_api.requests.query_runner import QueryRunner, reading_router
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery


def meeting_routes(system: System, callers: Callers) -> APIRouter:
    """Meetings and delegations."""
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/meetings",
        name="read.meetings",
        operation_id="list_meetings",
        summary="Meetings",
        response_model=ListPage[queries.Meeting],
        responses=FILE_RESPONSES,
    )
    def list_meetings(
        request: Request, part: PageQuery, as_of: AsOfParameter = None
    ) -> Response:
        """The network's meetings, the earliest first."""
        with runner.run_list(request, part, as_of) as query:
            return query.response(
                lambda page: queries.meetings(
                    page.context, after=page.after, limit=page.limit
                ),
                ListPage[queries.Meeting],
            )

    @router.get(
        "/meetings/{meeting_id}",
        name="read.meetings",
        operation_id="get_meeting",
        summary="One meeting",
        response_model=queries.Meeting,
    )
    def show_meeting(
        request: Request,
        response: Response,
        meeting_id: UUID,
        as_of: AsOfParameter = None,
    ) -> queries.Meeting:
        """One meeting with its agenda. The ETag is its version, for `If-Match`."""
        with runner.run(request, as_of) as query:
            meeting = queries.meeting(query.context, str(meeting_id))
            return versioned(require_found(meeting, "meeting", meeting_id), response)

    @router.get(
        "/delegations",
        name="read.delegations",
        operation_id="list_delegations",
        summary="Known delegations",
        response_model=ListPage[queries.Delegation],
        responses=FILE_RESPONSES,
    )
    def list_delegations(
        request: Request, part: PageQuery, as_of: AsOfParameter = None
    ) -> Response:
        """Every delegation that the network knows, in protocol order."""
        with runner.run_list(request, part, as_of) as query:
            return query.response(
                lambda page: page_of(queries.delegations(page.context), page),
                ListPage[queries.Delegation],
            )

    @router.get(
        "/meetings/{meeting_id}/delegations",
        name="read.delegations",
        operation_id="list_meeting_delegations",
        summary="Delegations of a meeting",
        response_model=ListPage[queries.MeetingDelegation],
        responses=FILE_RESPONSES,
    )
    def list_meeting_delegations(
        request: Request,
        part: PageQuery,
        meeting_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Who is invited to a meeting, in protocol order."""
        with runner.run_list(request, part, as_of) as query:
            require_meeting(query, meeting_id)
            return query.response(
                lambda page: page_of(
                    queries.meeting_delegations(page.context, str(meeting_id)), page
                ),
                ListPage[queries.MeetingDelegation],
            )

    return router


def objective_routes(system: System, callers: Callers) -> APIRouter:
    """Of a meeting, and one of them."""
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/meetings/{meeting_id}/objectives",
        name="read.objectives",
        operation_id="list_objectives",
        summary="Objectives of a meeting",
        response_model=ListPage[Objective],
        responses=FILE_RESPONSES,
    )
    def list_objectives(
        request: Request,
        part: PageQuery,
        meeting_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """What a meeting set out to do, as far as the viewer may see it."""
        with runner.run_list(request, part, as_of) as query:
            require_meeting(query, meeting_id)
            return query.response(
                lambda page: objectives(
                    page.context, str(meeting_id), after=page.after, limit=page.limit
                ),
                ListPage[Objective],
            )

    @router.get(
        "/objectives/{objective_id}",
        name="read.objectives",
        operation_id="get_objective",
        summary="One objective",
        response_model=Objective,
    )
    def show_objective(
        request: Request,
        response: Response,
        objective_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Objective:
        with runner.run(request, as_of) as query:
            result = objective(query.context, str(objective_id))
            return versioned(require_found(result, "objective", objective_id), response)

    return router


def require_meeting(query: QueryRequest, meeting_id: UUID) -> None:
    require_found(
        queries.meeting(query.context, str(meeting_id)), "meeting", meeting_id
    )
