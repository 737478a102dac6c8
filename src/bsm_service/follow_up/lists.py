"""Questions about follow-up activities over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up.activity_details import (
    ActivityDetails,
    activity_details,
    ancestors,
)
from bsm_projections.follow_up.queries import (
    Activity,
    activities,
    activity,
    open_from_earlier_meetings,
)
from bsm_projections.history.queries import Fact, facts
from bsm_projections.meetings.queries import meeting
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    AsOfParameter,
    DelegationCodeParameter,
    ListPage,
    QueryRequest,
    page_of,
    require_found,
    versioned,
)
from bsm_service.http_api.requests.query_runner import QueryRunner, reading_router
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery


def activity_list_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/activities",
        name="read.activities",
        operation_id="list_activities",
        summary="Follow-up activities",
        response_model=ListPage[Activity],
        responses=FILE_RESPONSES,
    )
    def list_activities(
        request: Request,
        part: PageQuery,
        meeting_id: UUID | None = None,
        owner: DelegationCodeParameter = None,
        concerning: DelegationCodeParameter = None,
        status: ActivityStatus | None = None,
        is_open: bool | None = None,
        overdue: bool | None = None,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Follow-up activities that the viewer may see, the first due first; of a
        meeting, all that it follows or once followed. Those `concerning` a delegation
        are its own and those in which it is a partner.
        """
        with runner.run_list(request, part, as_of) as query:
            return query.response(
                lambda page: activities(
                    page.context,
                    meeting_id=str(meeting_id) if meeting_id else None,
                    owner=owner,
                    concerning=concerning,
                    status=status,
                    is_open=is_open,
                    overdue=overdue,
                    after=page.after,
                    limit=page.limit,
                ),
                ListPage[Activity],
            )

    @router.get(
        "/activities/{activity_id}",
        name="read.activities",
        operation_id="get_activity",
        summary="One follow-up activity",
        response_model=Activity,
    )
    def show_activity(
        request: Request,
        response: Response,
        activity_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Activity:
        with runner.run(request, as_of) as query:
            return versioned(_require_activity(query, activity_id), response)

    @router.get(
        "/activities/{activity_id}/details",
        name="read.activities",
        operation_id="get_activity_details",
        summary="Everything about an activity",
        response_model=ActivityDetails,
    )
    def show_details(
        request: Request, activity_id: UUID, as_of: AsOfParameter = None
    ) -> ActivityDetails:
        """Its milestones, comments and evidence, what it waits for, what it continues
        and what continues it.
        """
        with runner.run(request, as_of) as query:
            details = activity_details(query.context, str(activity_id))
            return require_found(details, "activity", activity_id)

    @router.get(
        "/activities/{activity_id}/history",
        name="read.facts",
        operation_id="list_activity_history",
        summary="The history of an activity",
        response_model=ListPage[Fact],
        responses=FILE_RESPONSES,
    )
    def list_history(
        request: Request,
        part: PageQuery,
        activity_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Its facts in sentences, with those of all that it continues."""
        with runner.run_list(request, part, as_of) as query:
            _require_activity(query, activity_id)
            id = str(activity_id)
            streams = (id, *ancestors(query.context, id))
            return query.response(
                lambda page: facts(
                    page.context, streams=streams, after=page.after, limit=page.limit
                ),
                ListPage[Fact],
            )

    @router.get(
        "/meetings/{meeting_id}/preparation",
        name="read.activities",
        operation_id="list_meeting_preparation",
        summary="What is open before a meeting",
        response_model=ListPage[Activity],
        responses=FILE_RESPONSES,
    )
    def list_preparation(
        request: Request,
        part: PageQuery,
        meeting_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Open activities of earlier meetings that this one does not follow yet, the
        oldest promise first.
        """
        with runner.run_list(request, part, as_of) as query:
            require_found(
                meeting(query.context, str(meeting_id)), "meeting", meeting_id
            )
            return query.response(
                lambda page: page_of(
                    open_from_earlier_meetings(page.context, str(meeting_id)), page
                ),
                ListPage[Activity],
            )

    return router


def _require_activity(query: QueryRequest, activity_id: UUID) -> Activity:
    return require_found(
        activity(query.context, str(activity_id)), "activity", activity_id
    )
