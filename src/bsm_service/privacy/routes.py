"""HTTP routes for the data held about a person: for themselves, or by request to the
secretariat.
"""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.formats import PDF_RESPONSE, pdf_response
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.privacy import own_data
from bsm_service.privacy.own_data import OwnDataExport
from bsm_service.privacy.retention_proposals import RetentionPeriods

_PLACE = "API"


def own_data_routes(
    system: System, callers: Callers, periods: RetentionPeriods
) -> APIRouter:
    router = APIRouter(
        tags=["people"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(401, 403, 404, 422, 429, 503),
    )

    def own_export(request: Request) -> OwnDataExport:
        principal = callers.principal(request)
        return own_data.export_own_data(
            system, principal, place=_PLACE, periods=periods
        )

    def export_of(request: Request, id: UUID) -> OwnDataExport:
        principal = callers.principal(request)
        return own_data.export_data_of(
            system, principal, id, place=_PLACE, periods=periods
        )

    @router.get(
        "/me/data",
        name="read.own-data",
        operation_id="get_my_data",
        summary="My data",
        response_model=OwnDataExport,
    )
    def show_my_data(request: Request, response: Response) -> OwnDataExport:
        """All data held about you, and who read them. Contains no secrets."""
        _forbid_caching(response)
        return own_export(request)

    @router.get(
        "/me/data.pdf",
        name="read.own-data",
        operation_id="get_my_data_document",
        summary="My data as a document",
        response_class=Response,
        responses=PDF_RESPONSE,
    )
    def print_my_data(request: Request) -> Response:
        """The same as a PDF document."""
        return _document(request, own_export(request))

    @router.get(
        "/participants/{participant_id}/data",
        name="read.data-of-person",
        operation_id="get_participant_data",
        summary="A person's data",
        response_model=OwnDataExport,
    )
    def show_data(
        request: Request, response: Response, participant_id: UUID
    ) -> OwnDataExport:
        """For a person who asks the secretariat for the data held about them."""
        _forbid_caching(response)
        return export_of(request, participant_id)

    @router.get(
        "/participants/{participant_id}/data.pdf",
        name="read.data-of-person",
        operation_id="get_participant_data_document",
        summary="A person's data as a document",
        response_class=Response,
        responses=PDF_RESPONSE,
    )
    def print_data(request: Request, participant_id: UUID) -> Response:
        """The same as a PDF document."""
        return _document(request, export_of(request, participant_id))

    return router


def _document(request: Request, export: OwnDataExport) -> Response:
    return pdf_response(
        request,
        own_data.render_own_data_pdf(export),
        file_name="your-data.pdf",
        cache="no-store",
    )


def _forbid_caching(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
