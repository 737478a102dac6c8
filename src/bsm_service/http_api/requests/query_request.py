"""What every read over HTTP does first, and how its answer is put."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote

from fastapi import Query, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from bsm_service.application.list_rows import ListRows
from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.documents.spreadsheets import (
    MEDIA_TYPES,
    SpreadsheetFormat,
)
from bsm_service.http_api.responses import pagination
from bsm_service.http_api.responses.list_formats import (
    PROVENANCE_HEADER,
    PageParameters,
)

T = TypeVar("T")


_SAFE_HEADER_CHARACTERS = " !#$&'()*+,-./:;=?@[]_~"

AsOfParameter = Annotated[
    str | None,
    Query(
        max_length=40,
        description="The record as it was known: a position (77), a day (2016-04-12, "
        "its end in UTC) or a time with zone (2016-04-12T16:00:00+02:00).",
    ),
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
        """The requested page; or, as a file, all of them."""
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
        name = self.request.url.path.rpartition("/")[2]
        file_name = f"{name}-{self.query.context.moment.position}.{file_format}"
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name}"',
            # A header has no characters beyond ASCII.
            PROVENANCE_HEADER: quote(
                self.query.provenance(), safe=_SAFE_HEADER_CHARACTERS
            ),
        }
        rows = ListRows(record_list, self.query, values)
        parts = rows.file(file_format, is_plain=self.part.plain)
        if file_format is SpreadsheetFormat.CSV:
            return StreamingResponse(
                parts, media_type=MEDIA_TYPES[file_format], headers=headers
            )
        return Response(
            b"".join(parts), media_type=MEDIA_TYPES[file_format], headers=headers
        )


def _json(model: BaseModel) -> Response:
    content = model.__pydantic_serializer__.to_json(model, fallback=str)
    return Response(content, media_type="application/json")
