"""The rows of a list as known at one moment, and the files that are made of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from bsm_service.application.record_list import QueryRequest, RecordList
from bsm_service.documents.spreadsheets import (
    SpreadsheetFormat,
    cells_of,
    csv_file,
    fields_of,
    plain_csv_file,
    xlsx_file,
)

_PAGE_SIZE = 1_000


class ListRows:
    """All rows of a list, or the first `limit`: read page by page, each from a view of
    its own at the same moment. The first page is read at once; `total` counts all.
    """

    def __init__(
        self,
        record_list: RecordList,
        request: QueryRequest,
        values: Mapping[str, Any],
        *,
        limit: int | None = None,
    ) -> None:
        self.limit = limit
        self._list, self._request, self._values = record_list, request, values
        self._first = record_list.page(request, values, None, _PAGE_SIZE)
        self.total = self._first.total

    def __iter__(self) -> Iterator[Any]:
        return islice(self._all_rows(), self.limit)

    def _all_rows(self) -> Iterator[Any]:
        yield from self._first.items
        request, after = self._request, self._first.next_key
        system, context = request.system, request.context
        while after is not None:
            # Stops sending a long file to a viewer who has lost access.
            if request.principal is not None:
                system.identity.rights.require_current(request.principal)
            with system.read(context.moment, context.audience) as later_context:
                later = replace(request, context=later_context)
                page = self._list.page(later, self._values, after, _PAGE_SIZE)
            yield from page.items
            after = page.next_key

    def file(
        self, file_format: SpreadsheetFormat, *, is_plain: bool
    ) -> Iterable[bytes]:
        """The parts of a file with all fields. A plain one is CSV for programs, without
        the line about the record.
        """
        about, fields = self._request.provenance(), fields_of(self._list.item)
        cells = (cells_of(row, fields) for row in self)
        if file_format is SpreadsheetFormat.XLSX:
            total = min(self.total, self.limit or self.total)
            return [xlsx_file(about, fields, cells, total)]
        return (
            plain_csv_file(fields, cells)
            if is_plain
            else csv_file(about, fields, cells)
        )
