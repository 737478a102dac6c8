"""Questions about follow-up activities over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_domain.follow_up import ActivityStatus
from bsm_projections.follow_up import details as activity_details
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.follow_up.preparation import still_open
from bsm_projections.history import queries as facts
from bsm_projections.meetings import queries as meetings
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_request import (
    FILE_RESPONSES,
    AsOfParameter,
    DelegationCodeParameter,
    ListPage,
    PageQuery,
    QueryRequest,
    QueryRunner,
    page_of,
    reading_router,
    require_found,
    versioned,
)


def activity_list_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = reading_router()

    @router.get(
        "/activities",
        name="read.activities",
        operation_id="list_activities",
        summary="Follow-up activities",
        response_model=ListPage[activities_listed.Activity],
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
        with runner.listed(request, part, as_of) as query:
            return query.answer(
                lambda page: activities_listed.activities(
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
                ListPage[activities_listed.Activity],
            )

    @router.get(
        "/activities/{activity_id}",
        name="read.activities",
        operation_id="get_activity",
        summary="One follow-up activity",
        response_model=activities_listed.Activity,
    )
    def show_activity(
        request: Request,
        response: Response,
        activity_id: UUID,
        as_of: AsOfParameter = None,
    ) -> activities_listed.Activity:
        with runner.asked(request, as_of) as query:
            return versioned(_require_activity(query, activity_id), response)

    @router.get(
        "/activities/{activity_id}/details",
        name="read.activities",
        operation_id="get_activity_details",
        summary="Everything about an activity",
        response_model=activity_details.Details,
    )
    def show_details(
        request: Request, activity_id: UUID, as_of: AsOfParameter = None
    ) -> activity_details.Details:
        """Its milestones, comments and evidence, what it waits for, what it continues
        and what continues it.
        """
        with runner.asked(request, as_of) as query:
            details = activity_details.details(query.context, str(activity_id))
            answer: activity_details.Details = require_found(
                details, "activity", activity_id
            )
            return answer

    @router.get(
        "/activities/{activity_id}/history",
        name="read.facts",
        operation_id="list_activity_history",
        summary="The history of an activity",
        response_model=ListPage[facts.Fact],
        responses=FILE_RESPONSES,
    )
    def list_history(
        request: Request,
        part: PageQuery,
        activity_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Its facts in sentences, with those of all that it continues."""
        with runner.listed(request, part, as_of) as query:
            _require_activity(query, activity_id)
            id = str(activity_id)
            streams = (id, *activity_details.ancestors(query.context, id))
            return query.answer(
                lambda page: facts.facts(
                    page.context, streams=streams, after=page.after, limit=page.limit
                ),
                ListPage[facts.Fact],
            )

    @router.get(
        "/meetings/{meeting_id}/preparation",
        name="read.activities",
        operation_id="list_meeting_preparation",
        summary="What is open before a meeting",
        response_model=ListPage[activities_listed.Activity],
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
        with runner.listed(request, part, as_of) as query:
            meeting = meetings.meeting(query.context, str(meeting_id))
            require_found(meeting, "meeting", meeting_id)
            return query.answer(
                lambda page: page_of(still_open(page.context, str(meeting_id)), page),
                ListPage[activities_listed.Activity],
            )

    return router


def _require_activity(
    query: QueryRequest, activity_id: UUID
) -> activities_listed.Activity:
    activity = activities_listed.activity(query.context, str(activity_id))
    return require_found(activity, "activity", activity_id)
