"""The first steps of every read over HTTP: the caller, the permission, the moment."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request, Response

from bsm_domain.foundation.errors import errors_within
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.list_rows import ListRows
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import InvalidCursor
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.formats import (
    ListPage,
    PageParameters,
    file_response,
)
from bsm_service.http_api.responses.problems import documented_responses

AsOfParameter = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The record as of a position (77), the end of a day in UTC "
        "(2016-04-12) or a time with a UTC offset (2016-04-12T16:00:00+02:00).",
    ),
]


class Cursor(NamedTuple):
    """Where a list continues, and as of which moment, so that its pages fit together.
    Signed for the list and its filters, so nobody can forge one.
    """

    moment: Moment
    after: tuple[Any, ...]


class QueryRunner:
    """Determines for every read the caller, their permission and the moment."""

    def __init__(self, system: System, callers: Callers) -> None:
        self._system = system
        self._callers = callers

    def principal(self, request: Request) -> Principal:
        """The caller, if they have the permission. The name of a route is its action in
        the permission table.
        """
        principal = self._callers.principal(request)
        require_permission(principal, request.scope["route"].name)
        return principal

    def moment(self, as_of: str | None) -> Moment:
        """Raises NoSuchMoment."""
        with errors_within("query.as_of"):
            return self._system.moment(as_of)

    @contextmanager
    def run(self, request: Request, as_of: str | None = None) -> Iterator[QueryRequest]:
        principal = self.principal(request)
        moment = self.moment(as_of)
        with self._system.read(moment, audience_of(principal)) as context:
            yield self._query(principal, context)

    def list_response(
        self,
        record_list: RecordList,
        values: Mapping[str, Any],
        *,
        request: Request,
        part: PageParameters,
        as_of: str | None,
    ) -> Response:
        """The requested page of a filtered list, or as a file the whole list."""
        principal = self.principal(request)
        identity, purpose, after = self._system.identity, _cursor_purpose(request), None
        if part.cursor is None:
            moment = self.moment(as_of)
        elif part.form is not None:
            raise InvalidCursor("a file has all items; leave out the cursor")
        else:
            cursor = _decode_cursor(identity.unsign(part.cursor, purpose))
            moment, after = cursor.moment, cursor.after
            if moment.position > self._system.now().position:
                raise InvalidCursor(
                    "the cursor's position is not on record; start again without it"
                )
        with self._system.read(moment, audience_of(principal)) as context:
            query = self._query(principal, context)
            record_list.require_named(query, values)
            if part.form is not None:
                rows = ListRows(record_list, query, values)
                return file_response(
                    rows, query, part.form, path=request.url.path, is_plain=part.plain
                )
            page = record_list.page(query, values, after, part.limit)
        next_cursor = None
        if page.next_key is not None:
            sign = partial(identity.sign, purpose=purpose)
            next_cursor = _encode_cursor(sign, Cursor(moment, page.next_key))
        answer = ListPage[record_list.item].model_construct(  # type: ignore[name-defined]
            items=page.items,
            next=next_cursor,
            as_of=moment.position,
            total=page.total,
            focal_points_matter=context.audience.focal_points_matter,
        )
        content = answer.__pydantic_serializer__.to_json(answer, fallback=str)
        return Response(content, media_type="application/json")

    def _query(self, principal: Principal, context: ReadContext) -> QueryRequest:
        return QueryRequest(
            system=self._system,
            principal=principal,
            context=context,
            place="API",
            purpose="request by a program",
        )


def _cursor_purpose(request: Request) -> str:
    """The list and its filters, for which a cursor is signed."""
    filters = sorted(
        (name, value)
        for name, value in request.query_params.multi_items()
        if name not in ("cursor", "limit", "as_of", "format", "plain")
    )
    return f"cursor of {request.url.path}?{filters}"


def _encode_cursor(sign: Callable[[str], str], cursor: Cursor) -> str:
    position, at, live = cursor.moment.position, cursor.moment.at, cursor.moment.live
    parts = [position, at.isoformat(), live, list(cursor.after)]
    text = json.dumps(parts, separators=(",", ":"))
    return sign(urlsafe_b64encode(text.encode()).decode().rstrip("="))


def _decode_cursor(text: str | None) -> Cursor:
    """The cursor in a `next` value whose signature is valid.

    Raises InvalidCursor for None: it is not from this list with these filters.
    """
    if text is None:
        raise InvalidCursor(
            "the cursor is not from this list with these filters; start again without "
            "it"
        )
    parts = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    position, at, live, after = parts
    return Cursor(Moment(position, datetime.fromisoformat(at), live), tuple(after))


def reading_router() -> APIRouter:
    """A router for lists and single things."""
    return APIRouter(
        tags=["reading"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(400, 401, 403, 404, 422, 429, 503),
    )
