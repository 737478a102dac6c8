"""What every read over HTTP does first, and how its answer is put."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Generic, Protocol, TypeVar
from urllib.parse import quote

from fastapi import Query, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from bsm_domain.foundation.free_text import DelegationCode
from bsm_projections.engine.read_context import ResultPage
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.application.record_list import QueryRequest, RecordList
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
class ListRequest:
    """A caller's query of a list. `values` are its filters, `after` the key after which
    the requested page begins.
    """

    request: Request
    part: PageParameters
    query: QueryRequest
    after: tuple[Any, ...] | None
    sign: Callable[[str], str]

    def response(self, record_list: RecordList, values: Mapping[str, Any]) -> Response:
        """The requested page; or, as a file, all of them, page by page, each from a
        view of its own at the same moment.
        """
        record_list.require_named(self.query, values)
        if self.part.form is not None:
            return self._file(self.part.form, record_list, values)
        result = record_list.page(self.query, values, self.after, self.part.limit)
        context = self.query.context
        moment, next_cursor = context.moment, None
        if result.next_key is not None:
            next_cursor = pagination.encode_cursor(
                self.sign, pagination.Cursor(moment, result.next_key)
            )
        return _json(
            ListPage[record_list.item].model_construct(  # type: ignore[name-defined]
                items=result.items,
                next=next_cursor,
                as_of=moment.position,
                total=result.total,
                focal_points_matter=context.audience.focal_points_matter,
            )
        )

    def _file(
        self,
        file_format: SpreadsheetFormat,
        record_list: RecordList,
        values: Mapping[str, Any],
    ) -> Response:
        system, context = self.query.system, self.query.context
        first = record_list.page(self.query, values, None, _FILE_PAGE_SIZE)
        fields = fields_of(record_list.item)
        items = self._all_items(first, record_list, values)
        rows = (cells_of(item, fields) for item in items)
        moment = context.moment
        about = provenance(
            system.display_name(),
            moment,
            context.audience,
            demonstration_notice(system),
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
        self,
        first: ResultPage[Any],
        record_list: RecordList,
        values: Mapping[str, Any],
    ) -> Iterator[Any]:
        yield from first.items
        after, system, context = first.next_key, self.query.system, self.query.context
        while after is not None:
            # A long file is not sent to its end to whom it is not for any more.
            system.identity.rights.require_current(self.query.caller)
            with system.read(context.moment, context.audience) as later_context:
                query = replace(self.query, context=later_context)
                result = record_list.page(query, values, after, _FILE_PAGE_SIZE)
            yield from result.items
            after = result.next_key


def _json(model: BaseModel) -> Response:
    content = model.__pydantic_serializer__.to_json(model, fallback=str)
    return Response(content, media_type="application/json")


def versioned(result: VersionedT, response: Response) -> VersionedT:
    """What is found, with its version as the ETag."""
    response.headers["ETag"] = f'"{result.version}"'
    return result
