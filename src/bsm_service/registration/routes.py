"""Files of notes: downloaded by note, for whoever may read those of the delegation."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from bsm_domain.foundation.errors import NotFound
from bsm_projections.registration.note_queries import delegation_note
from bsm_service.access.permissions import Resource, is_allowed
from bsm_service.application.system import System
from bsm_service.documents.media_types import FILE_TYPES
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import AsOfParameter, QueryRunner
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.formats import (
    BINARY_CONTENT,
    uploaded_file_response,
)
from bsm_service.http_api.responses.problems import documented_responses


def note_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = APIRouter(
        tags=["reading"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(400, 401, 403, 404, 410, 422, 429, 503),
    )

    @router.get(
        "/meetings/{meeting_id}/notes/{note_id}/file",
        name="read.note-file",
        operation_id="download_note_file",
        summary="Download the file of a note",
        response_class=Response,
        responses={200: {"content": BINARY_CONTENT, "description": "The file."}},
    )
    def download_note_file(
        request: Request,
        meeting_id: UUID,
        note_id: UUID,
        as_of: AsOfParameter = None,
    ) -> Response:
        """Download the file of a note as it was uploaded."""
        with runner.run(request, as_of) as query:
            note = delegation_note(query.context, str(note_id))
            principal = query.caller
        if (
            note is None
            or note.sha256 is None
            or note.meeting_id != str(meeting_id)
            or not is_allowed(principal, "read.note-file", Resource(note.delegation))
        ):
            raise NotFound(f"there is no file of a note {note_id} of this meeting")
        media_type = note.media_type or ""
        [ending, *_] = FILE_TYPES[media_type].extensions
        return uploaded_file_response(
            system.vault.files.read(note.sha256),
            media_type,
            f"note-{note.delegation}-{note.dated_on}.{ending}",
        )

    return router
