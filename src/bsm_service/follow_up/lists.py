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
    reading = QueryRunner(system, callers)
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
        with reading.listed(request, part, as_of) as asked:
            return asked.answer(
                lambda it: activities_listed.activities(
                    it.context,
                    meeting_id=str(meeting_id) if meeting_id else None,
                    owner=owner,
                    concerning=concerning,
                    status=status,
                    is_open=is_open,
                    overdue=overdue,
                    after=it.after,
                    limit=it.limit,
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
        with reading.asked(request, as_of) as asked:
            return versioned(_known(asked, activity_id), response)

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
        with reading.asked(request, as_of) as asked:
            found = activity_details.details(asked.context, str(activity_id))
            shown: activity_details.Details = require_found(
                found, "activity", activity_id
            )
            return shown

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
        with reading.listed(request, part, as_of) as asked:
            _known(asked, activity_id)
            id = str(activity_id)
            streams = (id, *activity_details.ancestors(asked.context, id))
            return asked.answer(
                lambda it: facts.facts(
                    it.context, streams=streams, after=it.after, limit=it.limit
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
        with reading.listed(request, part, as_of) as asked:
            meeting = meetings.meeting(asked.context, str(meeting_id))
            require_found(meeting, "meeting", meeting_id)
            return asked.answer(
                lambda it: page_of(still_open(it.context, str(meeting_id)), it),
                ListPage[activities_listed.Activity],
            )

    return router


def _known(asked: QueryRequest, activity_id: UUID) -> activities_listed.Activity:
    found = activities_listed.activity(asked.context, str(activity_id))
    return require_found(found, "activity", activity_id)
