"""Routes of the leadership report: its figures, and the brief as PDF."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import TypeAdapter

from bsm_projections.leadership.burn_up import DayBasis
from bsm_service.application.system import System, audience_of, demonstration_notice
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import (
    AsOfParameter,
    QueryRunner,
    reading_router,
)
from bsm_service.http_api.responses.formats import PDF_RESPONSE, pdf_response
from bsm_service.leadership.brief import file_name, render_brief
from bsm_service.leadership.report import (
    LeadershipReport,
    LeadershipReportModel,
    leadership_report,
    report_model,
)

_REPORT_ADAPTER = TypeAdapter(LeadershipReportModel)

MeetingIdParameter = Annotated[
    UUID | None,
    Query(description="Only activities followed up by this meeting. Default: all."),
]
SinceParameter = Annotated[
    date | None,
    Query(
        description="Compare with the end of this day (UTC). Default: the last day of "
        "the last meeting."
    ),
]
DayBasisParameter = Annotated[
    DayBasis,
    Query(description="Whether the burn-up dates activities by event or recording."),
]


def leadership_routes(system: System, callers: Callers) -> APIRouter:
    reading = QueryRunner(system, callers)
    router = reading_router()

    def report(
        request: Request,
        meeting_id: MeetingIdParameter = None,
        since: SinceParameter = None,
        clock: DayBasisParameter = DayBasis.HAPPENED,
        as_of: AsOfParameter = None,
    ) -> LeadershipReport:
        principal = reading.principal(request)
        return leadership_report(
            system,
            reading.moment(as_of),
            audience_of(principal),
            meeting_id=None if meeting_id is None else str(meeting_id),
            since=since,
            clock=clock,
        )

    RequestedReport = Annotated[LeadershipReport, Depends(report)]

    @router.get(
        "/commitments",
        name="read.activities",
        operation_id="get_commitments",
        summary="The progress of activities",
        response_model=LeadershipReportModel,
    )
    def show_commitments(report: RequestedReport) -> Response:
        """Figures then and now, the burn-up, ages, postponements, activities by
        delegation, and what changed since, in sentences and figures.
        """
        content = _REPORT_ADAPTER.dump_json(report_model(report))
        return Response(content, media_type="application/json")

    @router.get(
        "/commitments/brief",
        name="read.activities",
        operation_id="get_commitments_brief",
        summary="The progress of activities on one page",
        response_class=Response,
        responses=PDF_RESPONSE,
    )
    def print_brief(request: Request, report: RequestedReport) -> Response:
        """A PDF with the position, time and root hash that it is based on."""
        return pdf_response(
            request,
            render_brief(system, report, demonstration_notice(system)),
            file_name=file_name(report.moment),
            cache="private, no-store",
        )

    return router
