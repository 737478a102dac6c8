"""What every read over HTTP does first, and how its answer is put."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Protocol, TypeVar
from urllib.parse import quote

from fastapi import Query, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_service.access.permissions import Principal
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.application.system import System
from bsm_service.documents.spreadsheets import (
    MEDIA_TYPES,
    SpreadsheetFormat,
    cells_of,
    csv_file,
    fields_of,
    plain_csv_file,
    provenance,
    xlsx_file,
)
from bsm_service.http_api.responses import pagination
from bsm_service.http_api.responses.list_formats import (
    PROVENANCE_HEADER,
    PageParameters,
)

T = TypeVar("T")


class Versioned(Protocol):
    @property
    def version(self) -> int: ...


VersionedT = TypeVar("VersionedT", bound=Versioned)

_FILE_PAGE_SIZE = 1_000
_SAFE_HEADER_CHARACTERS = " !#$&'()*+,-./:;=?@[]_~"

AsOfParameter = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The record as it was known: a position (77), a day (2016-04-12, "
        "its end in UTC) or a time with zone (2016-04-12T16:00:00+02:00).",
    ),
]


# A code in another dialect is refused: it would be the code of nobody.
DelegationCodeParameter = Annotated[
    DelegationCode | None, Query(description="The code of a delegation, such as AT.")
]


class ListPage(BaseModel, Generic[T]):
    """One page. `next` continues it at the same moment; `total` counts all pages;
    `as_of` is the position that was looked at; `focal_points_matter` says whether
    matter for focal points only is listed and counted for you.
    """

    items: tuple[T, ...]
    next: str | None
    as_of: int
    total: int
    focal_points_matter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRequest:
    """The caller, and the read context of their query. `after` is the key after which
    the requested page begins, `limit` how many items it has.
    """

    principal: Principal
    context: ReadContext
    after: tuple[Any, ...] | None = None
    limit: int = _FILE_PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRequest(QueryRequest):
    """The same, of a list."""

    request: Request
    system: System
    part: PageParameters
    sign: Callable[[str], str]

    def response(
        self, page: Callable[[QueryRequest], ResultPage[Any]], kind: type[ListPage[Any]]
    ) -> Response:
        """The requested page; or, as a file, all of them. `page` gives one of
        them; it must look at nothing but what it is given, since a file is sent page by
        page, each from a view of its own at the same moment.
        """
        if self.part.form is not None:
            return self._file(self.part.form, page, kind)
        result = page(self)
        moment, next_cursor = self.context.moment, None
        if result.next_key is not None:
            next_cursor = pagination.encode_cursor(
                self.sign, pagination.Cursor(moment, result.next_key)
            )
        return _json(
            kind.model_construct(
                items=result.items,
                next=next_cursor,
                as_of=moment.position,
                total=result.total,
                focal_points_matter=self.context.audience.focal_points_matter,
            )
        )

    def _file(
        self,
        file_format: SpreadsheetFormat,
        page: Callable[[QueryRequest], ResultPage[Any]],
        kind: type[ListPage[Any]],
    ) -> Response:
        first = page(QueryRequest(principal=self.principal, context=self.context))
        fields = fields_of(_item_of(kind))
        rows = (cells_of(item, fields) for item in self._all_items(first, page))
        moment = self.context.moment
        about = provenance(
            self.system.display_name(),
            moment,
            self.context.audience,
            demonstration_notice(self.system),
        )
        name = self.request.url.path.rpartition("/")[2]
        file_name = f"{name}-{moment.position}.{file_format}"
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name}"',
            # A header has no characters beyond ASCII.
            PROVENANCE_HEADER: quote(about, safe=_SAFE_HEADER_CHARACTERS),
        }
        if file_format is SpreadsheetFormat.CSV:
            lines = (
                plain_csv_file(fields, rows)
                if self.part.plain
                else csv_file(about, fields, rows)
            )
            return StreamingResponse(
                lines, media_type=MEDIA_TYPES[file_format], headers=headers
            )
        return Response(
            xlsx_file(about, fields, rows, first.total),
            media_type=MEDIA_TYPES[file_format],
            headers=headers,
        )

    def _all_items(
        self, first: ResultPage[Any], page: Callable[[QueryRequest], ResultPage[Any]]
    ) -> Iterator[Any]:
        yield from first.items
        after = first.next_key
        while after is not None:
            # A long file is not sent to its end to whom it is not for any more.
            self.system.identity.rights.require_current(self.principal)
            with self.system.read(
                self.context.moment, self.context.audience
            ) as context:
                request = QueryRequest(
                    principal=self.principal, context=context, after=after
                )
                result = page(request)
            yield from result.items
            after = result.next_key


def _item_of(kind: type[ListPage[Any]]) -> Any:
    return kind.__pydantic_generic_metadata__["args"][0]


def _json(model: BaseModel) -> Response:
    content = model.__pydantic_serializer__.to_json(model, fallback=str)
    return Response(content, media_type="application/json")


def require_found(result: T | None, what: str, id: object) -> T:
    if result is None:
        raise NotFound(f"no {what} {id} is on record at that moment")
    return result


def versioned(result: VersionedT, response: Response) -> VersionedT:
    """What is found, with its version as the ETag."""
    response.headers["ETag"] = f'"{result.version}"'
    return result


def page_of(items: tuple[T, ...], query: QueryRequest) -> ResultPage[T]:
    """One page of a list that is short and sorted in memory; its key is a number."""
    start = int(query.after[0]) if query.after else 0
    end = start + query.limit
    return ResultPage(
        items[start:end], (end,) if end < len(items) else None, len(items)
    )
