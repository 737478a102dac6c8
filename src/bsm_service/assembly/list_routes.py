"""Lists and single things over HTTP, made from their declarations."""

from collections.abc import Callable, Mapping
from datetime import datetime
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AwareDatetime

from bsm_domain.foundation.free_text import DelegationCode
from bsm_service.application.record_list import (
    Filter,
    RecordItem,
    RecordList,
    RecordQuery,
    every_item,
    every_list,
)
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.declared_parameters import DeclaredParametersRoute
from bsm_service.http_api.requests.query_request import AsOfParameter, ListPage
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery
from bsm_service.http_api.responses.problems import documented_responses

_STATUSES = (400, 401, 403, 404, 422, 429, 503)
_A_DELEGATION = "The code of a delegation, such as AT."


def list_routes(system: System, callers: Callers) -> APIRouter:
    """An address for each list and each single thing. They take the query parameters
    that their queries take, and refuse others.
    """
    runner = QueryRunner(system, callers)
    router = APIRouter(route_class=DeclaredParametersRoute)
    for record_list in every_list():
        _add_route(
            router,
            record_list,
            _list_endpoint(runner, record_list),
            response_model=ListPage[record_list.item],  # type: ignore[name-defined]
            responses=FILE_RESPONSES,
        )
    for thing in every_item():
        _add_route(
            router, thing, _item_endpoint(runner, thing), response_model=thing.item
        )
    return router


def _add_route(
    router: APIRouter,
    declared: RecordQuery,
    endpoint: Callable[..., Any],
    *,
    response_model: Any,
    responses: dict[int | str, dict[str, Any]] | None = None,
) -> None:
    router.add_api_route(
        declared.path,
        endpoint,
        name=declared.action,
        operation_id=declared.operation,
        summary=declared.summary,
        description=cleandoc(declared.description),
        tags=[declared.tag],
        response_model=response_model,
        responses=documented_responses(*_STATUSES, *declared.more_statuses)
        | (responses or {}),
    )


def _list_endpoint(runner: QueryRunner, record_list: RecordList) -> Any:
    def endpoint(
        *, request: Request, part: PageQuery, as_of: AsOfParameter = None, **values: Any
    ) -> Response:
        with runner.run_list(request, part, as_of) as query:
            return query.response(record_list, _plain(values))

    return _with_parameters(endpoint, record_list)


def _item_endpoint(runner: QueryRunner, thing: RecordItem) -> Any:
    def endpoint(
        *,
        request: Request,
        response: Response,
        as_of: AsOfParameter = None,
        **values: Any,
    ) -> Any:
        with runner.run(request, as_of) as query:
            found = thing.require(query, **_plain(values))
        if hasattr(found, "version"):  # for `If-Match`
            response.headers["ETag"] = f'"{found.version}"'
        return found

    return _with_parameters(endpoint, thing)


def _with_parameters(endpoint: Any, declared: RecordQuery) -> Any:
    """An endpoint with the parameters from which FastAPI reads what it takes."""
    shared = dict(Signature.from_callable(endpoint).parameters)
    del shared["values"]
    if not declared.has_moments:
        del shared["as_of"]
    endpoint.__signature__ = Signature(
        [*map(_query_parameter, declared.parameters), *shared.values()]
    )
    return endpoint


def _query_parameter(filter: Filter) -> Parameter:
    kind = filter.type
    description = filter.texts.description
    if filter.is_id:
        kind = UUID
    elif kind is datetime:
        kind = AwareDatetime
    elif kind == DelegationCode and description is None:
        description = _A_DELEGATION
    if filter.default is None:
        kind = kind | None
    how = (
        Path(alias=filter.name)
        if filter.is_in_path
        else Query(
            alias=filter.name,
            description=description,
            max_length=filter.texts.max_items,
        )
    )
    return Parameter(
        filter.parameter,
        Parameter.KEYWORD_ONLY,
        default=filter.default,
        annotation=Annotated[kind, how],
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Ids as queries take them."""
    return {
        name: str(value) if isinstance(value, UUID) else value
        for name, value in values.items()
    }
