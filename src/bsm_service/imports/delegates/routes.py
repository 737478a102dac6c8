"""Imports of lists of delegates over HTTP: previews, imports and saved mappings."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from bsm_service.access.permissions import Principal
from bsm_service.application.command import command_ids
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import IdempotencyKey, strict_route
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.imports import stored_mappings
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    import_delegates,
    preview_delegates,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.files.table_reader import MAX_CELL_LENGTH
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.routes import RememberedMappings
from bsm_service.imports.stored_mappings import ListKind


class DelegateImportRequest(BaseModel):
    """A file in base64, its name with the extension, and the choices for reading it.
    The file itself is not kept.
    """

    model_config = ConfigDict(extra="forbid")

    file: Base64Bytes
    name: Annotated[str, Field(max_length=255)] = "list.csv"
    choices: DelegateChoices = DelegateChoices()

    def as_file(self) -> ImportFile:
        extension = self.name.rpartition(".")[2] if "." in self.name else "csv"
        return ImportFile(data=self.file, extension=extension, name=self.name)


class DelegateMappingToForget(BaseModel):
    """The type and the text of a mapping, as it is listed."""

    model_config = ConfigDict(extra="forbid")

    what: Literal["column", "delegation", "function"]
    said: Annotated[str, Field(min_length=1, max_length=MAX_CELL_LENGTH)]


def delegate_import_routes(system: System, callers: Callers) -> APIRouter:
    router = APIRouter(
        tags=["imports"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
    )

    def sender(request: Request, body: DelegateImportRequest) -> Principal:
        principal = callers.principal(request)
        callers.count_sent(request.scope, principal.account, len(body.file))
        return principal

    @router.post(
        "/meetings/{meeting_id}/imports/delegates/preview",
        name="import.delegates",
        operation_id="preview_delegate_import",
        summary="Preview the import of a list of delegates",
    )
    def preview(
        request: Request, meeting_id: UUID, body: DelegateImportRequest
    ) -> DelegateReport:
        """What the import would do with each row. Nothing is stored."""
        principal = sender(request, body)
        return preview_delegates(
            system, principal, meeting_id, body.as_file(), body.choices
        )

    @router.post(
        "/meetings/{meeting_id}/imports/delegates",
        name="import.delegates",
        operation_id="import_delegate_file",
        summary="Import a list of delegates",
    )
    def store(
        request: Request,
        meeting_id: UUID,
        body: DelegateImportRequest,
        key: IdempotencyKey = None,
    ) -> DelegateReport:
        """Registers all people of the list at once, or the valid rows, and returns the
        outcome of each. For a past meeting, they are recorded as its participants.
        Importing the same file again adds nothing, and never brings back anybody who
        was erased.
        """
        principal = sender(request, body)
        id, _ = command_ids(key, principal.account, system.store.clock())
        return import_delegates(
            system,
            principal,
            meeting_id,
            body.as_file(),
            body.choices,
            command_id=id,
        )

    @router.get(
        "/imports/delegates/mappings",
        name="read.import-mappings",
        operation_id="list_delegate_import_mappings",
        summary="List saved mappings of lists of delegates",
    )
    def list_mappings(request: Request) -> RememberedMappings:
        """What columns, delegations and functions of lists of delegates mean, as chosen
        in earlier imports, with author and date.
        """
        principal = callers.principal(request)
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal, ListKind.DELEGATES)
        )

    @router.post(
        "/imports/delegates/mappings/forget",
        name="import.forget-mapping",
        operation_id="forget_delegate_import_mapping",
        summary="Delete a saved mapping of lists of delegates",
    )
    def forget_mapping(
        request: Request, mapping: DelegateMappingToForget
    ) -> RememberedMappings:
        """Later files are read without it. Returns the remaining mappings."""
        principal = callers.principal(request)
        stored_mappings.forget_mapping(
            system, principal, mapping.what, mapping.said, ListKind.DELEGATES
        )
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal, ListKind.DELEGATES)
        )

    return router
