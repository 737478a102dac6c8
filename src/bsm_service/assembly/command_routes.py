"""Commands over HTTP: each is posted to the thing that it changes.

The body is the command's own model without the fields in the address. A new thing may
be given an id; otherwise its id is derived from the command's id, so that a repeated
request means the same thing.
"""

import re
from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Header, Request, Response
from pydantic import BaseModel, ConfigDict, create_model

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.command import Command, command_ids, posted_commands
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.assembly.openapi import request_schema_name
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.identifiers import derived_id
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import IdempotencyKey, strict_route
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.privacy.erasure.execution import ErasureService

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=40,
        description="The expected ETag; the request is refused if it has changed.",
    ),
]


def command_routes(system: System, callers: Callers) -> APIRouter:
    router = APIRouter(
        tags=["writing"],
        route_class=strict_route(callers),
        responses=documented_responses(
            400, 401, 403, 404, 409, 412, 413, 422, 429, 503
        ),
    )
    for command in posted_commands():
        router.add_api_route(
            command.PATH,
            _make_endpoint(system, callers, command),
            methods=["POST"],
            route_class_override=strict_route(callers, is_timely=command.FROM_THE_DOOR),
            response_model=CommandResult,
            status_code=201 if command.CREATES else 200,
            name=command.NAME,
            operation_id=command.OPERATION_ID,
            summary=command.NAME,
            description=command.__doc__,
            openapi_extra={
                "parameters": [
                    {
                        "name": name,
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "format": "uuid"},
                    }
                    for name in command.path_fields()
                ]
            },
        )
    return router


def _make_endpoint(
    system: System, callers: Callers, command: type[Command]
) -> Callable[..., CommandResult]:
    body_model = request_body_model(command)
    path_fields = command.path_fields()

    def endpoint(
        request: Request,
        response: Response,
        body: BaseModel,
        key: IdempotencyKey = None,
        expected: IfMatch = None,
    ) -> CommandResult:
        principal = callers.principal(request, is_timely=command.FROM_THE_DOOR)
        command_id, earlier_id = command_ids(key, principal.account, utc_now())
        fields = {name: getattr(body, name) for name in body.model_fields_set}
        for name in path_fields:
            fields[name] = _uuid(name, request.path_params[name])
        if (
            command.NEW_ID_FIELD is not None
            and fields.get(command.NEW_ID_FIELD) is None
        ):
            fields[command.NEW_ID_FIELD] = derived_id(command_id, command.NEW_ID_FIELD)
        result = system.service.execute(
            command.model_validate(fields),
            principal,
            command_id=command_id,
            earlier_id=earlier_id,
            expected_version=_version(expected),
        )
        response.headers["ETag"] = f'"{result.version}"'
        if command.ERASES:
            result = system.part(ErasureService).with_pending(result)
        return result

    # FastAPI reads the type of the body from here; each command has its own.
    endpoint.__annotations__["body"] = Annotated[body_model, Body()]
    return endpoint


def request_body_model(command: type[Command]) -> type[BaseModel]:
    """The command's model without the fields in the address; a new id is optional."""
    fields: dict[str, Any] = {}
    for name, field in command.model_fields.items():
        if name in command.path_fields():
            continue
        if name == command.NEW_ID_FIELD:
            fields[name] = (UUID | None, None)
        else:
            annotation: Any = field.annotation
            fields[name] = (annotation, field)
    return create_model(
        request_schema_name(command.OPERATION_ID),
        __config__=ConfigDict(extra="forbid"),
        **fields,
    )


def _uuid(name: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValue(
            f"{name} in the address must be an ID (a UUID)", field=f"path.{name}"
        ) from None


def _version(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    match = re.fullmatch(r'(?:W/)?("?)([0-9]{1,9})\1', if_match.strip())
    if match is None:
        raise InvalidValue(
            'If-Match must be an ETag, for example "3"',
            field="header.If-Match",
        )
    return int(match.group(2))
