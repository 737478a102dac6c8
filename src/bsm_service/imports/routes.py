"""Imports of files over HTTP: previews, imports and saved mappings."""

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
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.files.table_reader import MAX_CELL_LENGTH
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport, RememberedMapping


class ImportRequest(BaseModel):
    """A file in base64, the extension of its name, and the choices for reading it. The
    name of the file appears in the reasons of changes that are applied.
    """

    model_config = ConfigDict(extra="forbid")

    file: Base64Bytes
    ending: Annotated[str, Field(max_length=20)] = "csv"
    name: Annotated[str, Field(max_length=255)] = ""
    choices: ImportChoices = ImportChoices()

    def as_file(self) -> ImportFile:
        return ImportFile(data=self.file, extension=self.ending, name=self.name)


class RememberedMappings(BaseModel):
    """Mappings saved from earlier imports, with their authors."""

    items: tuple[RememberedMapping, ...]


class MappingToForget(BaseModel):
    """The type and the text of a mapping, as it is listed."""

    model_config = ConfigDict(extra="forbid")

    what: Literal["column", "delegation", "status"]
    said: Annotated[str, Field(min_length=1, max_length=MAX_CELL_LENGTH)]


def import_routes(system: System, callers: Callers) -> APIRouter:
    router = APIRouter(
        tags=["imports"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
    )

    def sender(request: Request, body: ImportRequest) -> Principal:
        principal = callers.principal(request)
        callers.count_sent(request.scope, principal.account, len(body.file))
        return principal

    @router.post(
        "/meetings/{meeting_id}/imports/activities/preview",
        name="activity.import",
        operation_id="preview_activity_import",
        summary="Preview the import of a tracker",
    )
    def preview_activities(
        request: Request, meeting_id: UUID, body: ImportRequest
    ) -> ImportReport:
        """What the import would do with each row, and how rows differ from the record.
        Nothing is stored.
        """
        principal = sender(request, body)
        return preview_import(
            system, principal, meeting_id, body.as_file(), body.choices
        )

    @router.post(
        "/meetings/{meeting_id}/imports/activities",
        name="activity.import",
        operation_id="import_activity_file",
        summary="Import a tracker",
    )
    def store_activities(
        request: Request,
        meeting_id: UUID,
        body: ImportRequest,
        key: IdempotencyKey = None,
    ) -> ImportReport:
        """Stores all rows at once, or the valid ones, and returns the outcome of each.
        Importing the same file again adds nothing; for a newer file, the differences
        named by `changes` are applied.
        """
        principal = sender(request, body)
        id, _ = command_ids(key, principal.account, system.store.clock())
        return import_file(
            system,
            principal,
            meeting_id,
            body.as_file(),
            body.choices,
            command_id=id,
        )

    @router.get(
        "/imports/activities/mappings",
        name="read.import-mappings",
        operation_id="list_import_mappings",
        summary="List saved mappings",
    )
    def list_mappings(request: Request) -> RememberedMappings:
        """What columns, delegations and statuses of trackers mean, as chosen in earlier
        imports, with author and date. Later files are read by these mappings.
        """
        principal = callers.principal(request)
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal)
        )

    @router.post(
        "/imports/activities/mappings/forget",
        name="import.forget-mapping",
        operation_id="forget_import_mapping",
        summary="Delete a saved mapping",
    )
    def forget_mapping(
        request: Request, mapping: MappingToForget
    ) -> RememberedMappings:
        """Later files are read without it. Returns the remaining mappings."""
        principal = callers.principal(request)
        stored_mappings.forget_mapping(system, principal, mapping.what, mapping.said)
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal)
        )

    return router
