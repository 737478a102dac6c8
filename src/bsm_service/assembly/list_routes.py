"""Lists and single things over HTTP, made from their declarations."""

from datetime import datetime
from inspect import Parameter, Signature, cleandoc
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AfterValidator, AwareDatetime

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
from bsm_service.http_api.requests.query_runner import AsOfParameter, QueryRunner
from bsm_service.http_api.requests.strict_routes import (
    DeclaredParametersRoute,
    strict_route,
)
from bsm_service.http_api.responses.formats import (
    FILE_RESPONSES,
    PDF_RESPONSE,
    ListPage,
    PageQuery,
    pdf_response,
)
from bsm_service.http_api.responses.problems import documented_responses

_STATUSES = (400, 401, 403, 404, 422, 429, 503)
_A_DELEGATION = "The code of a delegation, for example AT."


def list_routes(system: System, callers: Callers) -> APIRouter:
    """An address for each list and each single thing. They accept the query parameters
    of their queries, and refuse others.
    """
    runner = QueryRunner(system, callers)
    router = APIRouter(route_class=DeclaredParametersRoute)
    strict = strict_route(callers)
    # Before the things themselves, whose addresses would match these too.
    for thing in every_item():
        if thing.document is not None:
            _add_document_route(router, runner, thing)
    declared: list[RecordList | RecordItem] = [*every_list(), *every_item()]
    for one in declared:
        model, files = one.item, {}
        if isinstance(one, RecordList):
            endpoint = _list_endpoint(runner, one)
            model, files = ListPage[model], FILE_RESPONSES  # type: ignore[valid-type]
        else:
            endpoint = _item_endpoint(runner, one)
        router.add_api_route(
            one.path,
            endpoint,
            name=one.action,
            operation_id=one.operation,
            summary=one.summary,
            description=cleandoc(one.description),
            tags=[one.tag],
            response_model=model,
            responses=documented_responses(*_STATUSES, *one.more_statuses) | files,
            # At addresses that also take bodies, the caller is authenticated first.
            route_class_override=strict if 413 in one.more_statuses else None,
        )
    return router


def _add_document_route(
    router: APIRouter, runner: QueryRunner, thing: RecordItem
) -> None:
    router.add_api_route(
        f"{thing.path}.pdf",
        _document_endpoint(runner, thing),
        name=thing.action,
        operation_id=f"{thing.operation}_document",
        summary=f"{thing.summary}, as a document",
        description="A PDF with the position, time and root hash that it is based on.",
        tags=[thing.tag],
        response_class=Response,
        responses=documented_responses(*_STATUSES) | PDF_RESPONSE,
    )


def _list_endpoint(runner: QueryRunner, record_list: RecordList) -> Any:
    def endpoint(
        *, request: Request, part: PageQuery, as_of: AsOfParameter = None, **values: Any
    ) -> Response:
        return runner.list_response(
            record_list, values, request=request, part=part, as_of=as_of
        )

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
            found = thing.require(query, **values)
        if hasattr(found, "version"):  # for `If-Match`
            response.headers["ETag"] = f'"{found.version}"'
        return found

    return _with_parameters(endpoint, thing)


def _document_endpoint(runner: QueryRunner, thing: RecordItem) -> Any:
    make_document = thing.document
    assert make_document is not None

    def endpoint(
        *, request: Request, as_of: AsOfParameter = None, **values: Any
    ) -> Response:
        with runner.run(request, as_of) as query:
            document = make_document(query, thing.require(query, **values))
        return pdf_response(
            request,
            document.render(),
            file_name=document.file_name,
            cache="private, no-store",
        )

    return _with_parameters(endpoint, thing)


def _with_parameters(endpoint: Any, declared: RecordQuery) -> Any:
    """An endpoint with the parameters from which FastAPI reads its query parameters."""
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
        kind = Annotated[UUID, AfterValidator(str)]  # as queries take them
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
