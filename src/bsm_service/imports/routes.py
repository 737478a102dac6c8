"""Imports of files over HTTP, made from the declarations of the lists: previews,
imports and saved mappings.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Body, Request
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, create_model

from bsm_service.access.permissions import Principal
from bsm_service.application.command import command_ids
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import IdempotencyKey, strict_route
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.imports import stored_mappings
from bsm_service.imports.files.table_reader import MAX_CELL_LENGTH
from bsm_service.imports.importable_lists import IMPORTABLE_LISTS, ImportableList
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import RememberedMapping


class SentFile(BaseModel):
    """A file in base64, its name, and the choices for reading it. `ending` is the
    extension where the name has none. The name of the file appears in the reasons of
    changes that are applied; the file itself is not kept.
    """

    model_config = ConfigDict(extra="forbid")

    file: Base64Bytes
    ending: Annotated[str, Field(max_length=20)] = "csv"
    name: Annotated[str, Field(max_length=255)] = ""

    def as_file(self) -> ImportFile:
        _, dot, extension = self.name.rpartition(".")
        extension = extension if dot else self.ending
        return ImportFile(data=self.file, extension=extension, name=self.name)


class NamedMapping(BaseModel):
    """The type and the text of a mapping, as it is listed."""

    model_config = ConfigDict(extra="forbid")

    said: Annotated[str, Field(min_length=1, max_length=MAX_CELL_LENGTH)]


class RememberedMappings(BaseModel):
    """Mappings saved from earlier imports, with their authors."""

    items: tuple[RememberedMapping, ...]


def import_routes(system: System, callers: Callers) -> APIRouter:
    router = APIRouter(
        tags=["imports"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
    )
    for listed in IMPORTABLE_LISTS:
        _add_imports(router, system, callers, listed)
        _add_mappings(router, system, callers, listed)
    return router


def _add_imports(
    router: APIRouter, system: System, callers: Callers, listed: ImportableList
) -> None:
    path = f"/meetings/{{meeting_id}}/imports/{listed.kind}"
    body_model = create_model(
        f"{listed.prefix}ImportRequest",
        __base__=SentFile,
        __doc__=SentFile.__doc__,
        choices=(listed.choices, listed.choices()),
    )

    def sender(request: Request, body: Any) -> Principal:
        principal = callers.principal(request)
        callers.count_sent(request.scope, principal.account, len(body.file))
        return principal

    def preview(request: Request, meeting_id: UUID, body: Any) -> Any:
        principal = sender(request, body)
        return listed.preview(
            system, principal, meeting_id, body.as_file(), body.choices
        )

    def store(
        request: Request, meeting_id: UUID, body: Any, key: IdempotencyKey = None
    ) -> Any:
        principal = sender(request, body)
        id, _ = command_ids(key, principal.account, system.store.clock())
        return listed.store(
            system,
            principal,
            meeting_id,
            body.as_file(),
            body.choices,
            command_id=id,
        )

    operations = (
        (preview, f"{path}/preview", f"preview_{listed.item}_import"),
        (store, path, f"import_{listed.item}_file"),
    )
    for endpoint, address, operation in operations:
        is_preview = endpoint is preview
        router.add_api_route(
            address,
            _with_body(endpoint, body_model),
            methods=["POST"],
            name=listed.action,
            operation_id=operation,
            summary=f"{'Preview the import of' if is_preview else 'Import'} "
            f"{listed.one}",
            description=listed.preview_effect if is_preview else listed.effect,
            response_model=listed.report,
        )


def _add_mappings(
    router: APIRouter, system: System, callers: Callers, listed: ImportableList
) -> None:
    path = f"/imports/{listed.kind}/mappings"
    prefix = f"{listed.prefix.lower()}_" if listed.prefix else ""
    types: Any = Literal[tuple(listed.mapping_types.values())]
    body_model = create_model(
        f"{listed.prefix}MappingToForget",
        __base__=NamedMapping,
        __doc__=NamedMapping.__doc__,
        what=(types, ...),
    )

    def list_mappings(request: Request) -> RememberedMappings:
        principal = callers.principal(request)
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal, listed.kind)
        )

    def forget_mapping(request: Request, body: Any) -> RememberedMappings:
        principal = callers.principal(request)
        stored_mappings.forget_mapping(
            system, principal, body.what, body.said, listed.kind
        )
        return RememberedMappings(
            items=stored_mappings.list_mappings(system, principal, listed.kind)
        )

    router.add_api_route(
        path,
        list_mappings,
        name=stored_mappings.READ_ACTION,
        operation_id=f"list_{prefix}import_mappings",
        summary=f"List saved mappings of {listed.many}",
        description=f"What texts in {listed.many} mean, as chosen in earlier imports, "
        "with author and date. Later files are read by these mappings.",
    )
    router.add_api_route(
        f"{path}/forget",
        _with_body(forget_mapping, body_model),
        methods=["POST"],
        name=stored_mappings.FORGET_ACTION,
        operation_id=f"forget_{prefix}import_mapping",
        summary=f"Delete a saved mapping of {listed.many}",
        description="Later files are read without it. Returns the remaining mappings.",
    )


def _with_body(endpoint: Callable[..., Any], model: type[BaseModel]) -> Any:
    """FastAPI reads the type of the body from the annotation; each list has its own."""
    endpoint.__annotations__["body"] = Annotated[model, Body()]
    return endpoint
