"""Lists of registrations over HTTP, at any moment."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_projections.registration import queries
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    AsOfParameter,
    ListPage,
    require_found,
    versioned,
)
from bsm_service.http_api.requests.query_runner import QueryRunner, reading_router
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery
from bsm_service.meetings.lists import require_meeting


def registration_routes(system: System, callers: Callers) -> APIRouter:
    """Of a meeting, and one of them."""
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/meetings/{meeting_id}/registrations",
        name="read.registrations",
        operation_id="list_registrations",
        summary="Registrations of a meeting",
        response_model=ListPage[queries.Registration],
        responses=FILE_RESPONSES,
    )
    def list_registrations(
        request: Request,
        part: PageQuery,
        meeting_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """A meeting's registrations, in the order of nomination."""
        with runner.run_list(request, part, as_of) as query:
            require_meeting(query, meeting_id)
            return query.response(
                lambda page: queries.registrations(
                    page.context, str(meeting_id), after=page.after, limit=page.limit
                ),
                ListPage[queries.Registration],
            )

    @router.get(
        "/registrations/{registration_id}",
        name="read.registrations",
        operation_id="get_registration",
        summary="One registration",
        response_model=queries.Registration,
    )
    def show_registration(
        request: Request,
        response: Response,
        registration_id: UUID,
        as_of: AsOfParameter = None,
    ) -> queries.Registration:
        with runner.run(request, as_of) as query:
            registration = queries.registration(query.context, str(registration_id))
            return versioned(
                require_found(registration, "registration", registration_id), response
            )

    return router
