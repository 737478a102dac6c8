"""The format of a list or document in a response, and the part of a list: by the query
or `Accept`.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import quote

from fastapi import Depends, Header, Query, Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.list_rows import ListRows
from bsm_service.application.record_list import QueryRequest
from bsm_service.documents.spreadsheets import MEDIA_TYPES, SpreadsheetFormat

PROVENANCE_HEADER = "Bsm-Provenance"
BINARY_CONTENT: dict[str, Any] = {
    "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
}
# Files must not run scripts or be framed, and proxies must not cache them.
_UPLOADED_FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}
_SAFE_HEADER_CHARACTERS = " !#$&'()*+,-./:;=?@[]_~"


class ListFormat(StrEnum):
    """The formats of lists."""

    JSON = "json"
    CSV = SpreadsheetFormat.CSV
    XLSX = SpreadsheetFormat.XLSX


@dataclass(frozen=True, slots=True)
class PageParameters:
    """The requested part of a list, and its format."""

    limit: int
    cursor: str | None
    form: SpreadsheetFormat | None
    plain: bool = False


async def _page_parameters(
    limit: Annotated[
        int, Query(ge=1, le=1000, description="The number of items on a JSON page.")
    ] = 100,
    cursor: Annotated[
        str | None,
        Query(max_length=500, description="The `next` of the previous page."),
    ] = None,
    form: Annotated[
        ListFormat | None,
        Query(
            alias="format",
            description="`csv` and `xlsx` give a file with all matching items instead "
            "of a page. Default: by the `Accept` header. If a generated client expects "
            "JSON, get files with a plain HTTP request.",
        ),
    ] = None,
    plain: Annotated[
        bool,
        Query(
            description="A CSV file for programs, without the first line about the "
            f"record, which is in the header `{PROVENANCE_HEADER}`."
        ),
    ] = False,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> PageParameters:
    list_format = accepted_format(accept) if form is None else form
    if plain and list_format is not ListFormat.CSV:
        raise InvalidValue(
            f"plain is for CSV only (this is {list_format}); use format=csv",
            field="query.plain",
        )
    return PageParameters(
        limit,
        cursor,
        None if list_format is ListFormat.JSON else SpreadsheetFormat(list_format),
        plain,
    )


PageQuery = Annotated[PageParameters, Depends(_page_parameters)]
# The documentation of the other formats of a list.
FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            media_type: {"schema": {"type": "string", "format": "binary"}}
            for media_type in MEDIA_TYPES.values()
        },
        "description": "A page of the list, or the whole list as a file: its first "
        "line gives the moment, the second the fields (with `plain`, the first).",
    }
}


def accepted_format(accept: str | None) -> ListFormat:
    """The format that an `Accept` header prefers: JSON, unless it names another."""
    qualities: dict[ListFormat, float] = dict.fromkeys(ListFormat, 0.0)
    for media_range in (accept or "*/*").split(","):
        media_type, *parameters = (part.strip() for part in media_range.split(";"))
        form = _FORMS.get(media_type.lower())
        if form is not None:
            qualities[form] = max(qualities[form], _quality(parameters))
    return max(ListFormat, key=lambda form: qualities[form])


_FORMS = {
    "application/json": ListFormat.JSON,
    "application/*": ListFormat.JSON,
    "*/*": ListFormat.JSON,
    **{media_type: ListFormat(form) for form, media_type in MEDIA_TYPES.items()},
}


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            with suppress(ValueError):
                return float(value)
    return 1.0


T = TypeVar("T")


class ListPage(BaseModel, Generic[T]):
    """One page. `next` continues it at the same moment; `total` counts all pages;
    `as_of` is the position that was read; `focal_points_matter` says whether items for
    focal points only are listed and counted for you.
    """

    items: tuple[T, ...]
    next: str | None
    as_of: int
    total: int
    focal_points_matter: bool


def file_response(
    rows: ListRows,
    query: QueryRequest,
    form: SpreadsheetFormat,
    *,
    path: str,
    is_plain: bool,
) -> Response:
    """A file named after its address and the position."""
    name = path.rpartition("/")[2]
    file_name = f"{name}-{query.context.moment.position}.{form}"
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        # Headers must be ASCII.
        PROVENANCE_HEADER: quote(query.provenance(), safe=_SAFE_HEADER_CHARACTERS),
    }
    parts, media_type = rows.file(form, is_plain=is_plain), MEDIA_TYPES[form]
    if form is SpreadsheetFormat.CSV:
        return StreamingResponse(parts, media_type=media_type, headers=headers)
    return Response(b"".join(parts), media_type=media_type, headers=headers)


PDF = "application/pdf"
# For generated clients: few generators know PDF, all know bytes.
_OCTET_STREAM = "application/octet-stream"
_SCHEMA = {"schema": {"type": "string", "format": "binary"}}
PDF_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {PDF: _SCHEMA, _OCTET_STREAM: _SCHEMA},
        "description": "The document; as plain bytes only if `Accept` names these and "
        "not PDF.",
    }
}


def pdf_response(
    request: Request, content: bytes, *, file_name: str, cache: str
) -> Response:
    """The response with a document; `cache` is its Cache-Control."""
    accept = request.headers.get("accept", PDF)
    as_bytes = _OCTET_STREAM in accept and PDF not in accept
    return Response(
        content,
        media_type=_OCTET_STREAM if as_bytes else PDF,
        headers={
            "Content-Disposition": f'attachment; filename="{file_name}"',
            "Cache-Control": cache,
        },
    )


def uploaded_file_response(
    data: bytes, media_type: str | None, file_name: str
) -> Response:
    """A file as somebody uploaded it, to be stored under this name."""
    name = quote(file_name, safe="")
    return Response(
        data,
        media_type=media_type,
        headers=_UPLOADED_FILE_HEADERS
        | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
