"""Operations on accounts and mandates over HTTP."""

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request

from bsm_service.accounts.operations import OPERATIONS, AccountOperation
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import strict_route
from bsm_service.http_api.responses.problems import documented_responses

OpaqueId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


def account_administration_routes(system: System, callers: Callers) -> APIRouter:
    router = APIRouter(
        tags=["administration"],
        route_class=strict_route(callers),
        responses=documented_responses(400, 401, 403, 404, 409, 413, 422, 429, 503),
    )
    for operation in OPERATIONS:
        router.add_api_route(
            operation.path,
            _make_endpoint(system, callers, operation),
            methods=["POST"],
            name=operation.action,
            operation_id=operation.operation_id,
            summary=operation.summary,
            description=operation.description,
            response_model=operation.response,
            status_code=operation.status_code,
        )
    return router


def _make_endpoint(
    system: System, callers: Callers, operation: AccountOperation
) -> Callable[..., Any]:
    def endpoint(request: Request, body: Any = None, **ids: str) -> Any:
        id = "".join(ids.values())  # one at most
        return operation.execute(system, callers.principal(request), id, body)

    # FastAPI reads the parameters and the body from the signature.
    inputs: dict[str, Any] = {"request": Request}
    if operation.id_name is not None:
        inputs[operation.id_name] = OpaqueId
    if operation.request is not None:
        inputs["body"] = Annotated[operation.request, Body()]
    endpoint.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation)
            for name, annotation in inputs.items()
        ]
    )
    return endpoint
