"""Evidence files: uploaded by content, downloaded by activity."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from bsm_domain.foundation.errors import NotFound
from bsm_projections.follow_up.activity_details import evidence
from bsm_projections.follow_up.queries import activity
from bsm_service.access.permissions import require_permission
from bsm_service.application.record_list import require_found
from bsm_service.application.system import System
from bsm_service.documents.media_types import media_type_of
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import AsOfParameter, QueryRunner
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.formats import (
    BINARY_CONTENT,
    uploaded_file_response,
)
from bsm_service.http_api.responses.problems import documented_responses


class StoredContent(BaseModel):
    """An uploaded file: give its `sha256` when it is attached."""

    sha256: str
    size: int
    media_type: str


def evidence_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = APIRouter(
        tags=["evidence"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(
            400, 401, 403, 404, 410, 413, 415, 422, 429, 503
        ),
    )

    @router.put(
        "/contents",
        name="content.put",
        operation_id="upload_evidence_file",
        summary="Upload a file",
        response_model=StoredContent,
        openapi_extra={"requestBody": {"required": True, "content": BINARY_CONTENT}},
    )
    async def put_content(
        request: Request,
        ending: Annotated[str, Query(max_length=20)] = "",
    ) -> StoredContent:
        """Upload a file to be attached to an activity or a note. `ending` is that of
        its name ("pdf") and must match its content. Files not attached within a day are
        deleted.
        """
        principal = callers.principal(request)
        require_permission(principal, "content.put")
        data = await request.body()
        callers.count_sent(request.scope, principal.account, len(data))

        def store() -> StoredContent:
            system.identity.rights.require_current(
                principal
            )  # a long upload takes time
            content = system.vault.files.store(
                data, media_type_of(data, ending), by=principal.account
            )
            return StoredContent(
                sha256=content.sha256, size=content.size, media_type=content.media_type
            )

        return await run_in_threadpool(store)

    @router.get(
        "/activities/{activity_id}/evidence/{evidence_id}/{revision}",
        name="read.evidence",
        operation_id="download_evidence_file",
        summary="Download a file",
        response_class=Response,
        responses={200: {"content": BINARY_CONTENT, "description": "The file."}},
    )
    def download_evidence(
        request: Request,
        activity_id: UUID,
        evidence_id: UUID,
        revision: Annotated[int, Path(ge=1, le=2**31)],
        as_of: AsOfParameter = None,
    ) -> Response:
        """Download a revision of a piece of evidence as it was uploaded."""
        with runner.run(request, as_of) as query:
            activity_row = activity(query.context, str(activity_id))
            require_found(activity_row, "activity", activity_id)
            revisions = evidence(query.context, str(activity_id), str(evidence_id))
        file = next((file for file in revisions if file.revision == revision), None)
        if file is None or file.sha256 is None:
            raise NotFound(
                f"there is no file for revision {revision} of evidence {evidence_id}"
            )
        data = system.vault.files.read(file.sha256)
        return uploaded_file_response(data, file.media_type, file.name or "evidence")

    return router
