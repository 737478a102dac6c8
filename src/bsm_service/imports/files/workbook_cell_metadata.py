"""What the library that reads workbooks does not tell of a sheet's cells: errors,
formulas without a result, number formats and merged cells.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers import expat

from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.workbook_index import PLAIN, WorkbookIndex
from bsm_service.imports.files.workbook_memory_limits import column_number, feed_parser

_MAX_ERRORS = 50_000  # cells
_MAX_MERGED = 50_000  # ranges
_MAX_PIECES = 5  # of a value
_CELL_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class MergedCells(NamedTuple):
    """Rows are counted from 1, columns from 0; the last row is among them."""

    first_row: int
    column: int
    last_row: int


class SheetCells:
    """Rows are counted from 1, columns from 0. `errors` are the errors of cells, by row
    and column, None for a formula without a result; `merged` are ranges over several
    rows, from the top. Nothing beyond `rows` and `columns` is read.
    """

    def __init__(
        self,
        data: bytes,
        index: WorkbookIndex,
        deadline: Deadline,
        *,
        rows: int,
        columns: int,
    ) -> None:
        self.errors: dict[int, dict[int, str | None]] = {}
        self._number_of_errors = 0
        self.merged: list[MergedCells] = []
        self._formats: dict[int, bytearray] = {}
        self._styles, self._is_uncalculated = index.styles, index.is_uncalculated
        self._rows, self._columns = rows, columns
        self._row = self._column = 0
        self._type = ""
        self._has_formula = self._in_value = False
        self._value: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        feed_parser(parser, data, deadline)
        self.merged.sort()

    def format_of(self, row: int, column: int) -> int:
        formats = self._formats.get(row, b"")
        return formats[column] if column < len(formats) else PLAIN

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name == "v":
            self._in_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            reference = attributes.get("r", "")
            self._row = int(reference) if reference.isdecimal() else self._row + 1
            self._column = -1
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _cell(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if match := _CELL_REFERENCE.fullmatch(attributes.get("r", "")):
            self._column, self._row = column_number(match[1]) - 1, int(match[2])
        self._type, self._has_formula = attributes.get("t", ""), False
        self._value.clear()
        style = attributes.get("s", "")
        if style.isdecimal() and self._is_within:
            kind = self._styles[int(style)] if int(style) < len(self._styles) else PLAIN
            if kind != PLAIN:
                formats = self._formats.setdefault(self._row, bytearray())
                formats.extend(bytes(max(0, self._column + 1 - len(formats))))
                formats[self._column] = kind

    @property
    def _is_within(self) -> bool:
        return self._row <= self._rows and self._column < self._columns

    def _on_text(self, text: str) -> None:
        is_checked = self._has_formula or self._type == "e"
        if self._in_value and is_checked and len(self._value) < _MAX_PIECES:
            self._value.append(text[:100])

    def _on_end(self, name: str) -> None:
        if name == "v" or name.endswith(":v"):
            self._in_value = False
        elif (
            (name == "c" or name.endswith(":c"))
            and (self._has_formula or self._type == "e")
            and self._is_within
        ):
            self._check_value("".join(self._value).strip())

    def _check_value(self, value: str) -> None:
        """Notes the value of a cell that is an error, or a formula without a result."""
        error: str | None
        if self._type == "e":
            error = value or "#VALUE!"
        elif self._type != "str" and (
            not value or (self._is_uncalculated and value in ("0", "0.0"))
        ):
            error = None
        else:
            return
        self._number_of_errors += 1
        if self._number_of_errors > _MAX_ERRORS:
            raise UnreadableFile(
                f"more than {_MAX_ERRORS:,} cells of the sheet contain errors or "
                "formulas without a result; correct them in a spreadsheet program "
                "and save the workbook again"
            )
        self.errors.setdefault(self._row, {})[self._column] = error

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        begins, ends = _CELL_REFERENCE.fullmatch(first), _CELL_REFERENCE.fullmatch(last)
        if not (begins and ends):
            return
        if len(self.merged) >= _MAX_MERGED:
            raise UnreadableFile(
                f"the sheet has more than {_MAX_MERGED:,} merged cells; unmerge them "
                "in a spreadsheet program and save the workbook again"
            )
        row, column = int(begins[2]), column_number(begins[1]) - 1
        if int(ends[2]) > row and row <= self._rows and column < self._columns:
            self.merged.append(MergedCells(row, column, int(ends[2])))


class MergedCellFiller:
    """Copies the value of merged cells to each of their rows, from the top."""

    def __init__(self, merged: Sequence[MergedCells]) -> None:
        self._waiting = list(reversed(merged))
        self._open: dict[int, tuple[int, object]] = {}  # by column: last row and value

    def fill(self, number: int, row: list[object]) -> None:
        """Fills the empty cells of a row that has other values."""
        while self._waiting and self._waiting[-1].first_row <= number:
            merged = self._waiting.pop()
            if merged.first_row == number and merged.column < len(row):
                self._open[merged.column] = merged.last_row, row[merged.column]
        if not self._open:
            return
        is_used = any(cell != "" for cell in row)
        for column, (last_row, value) in list(self._open.items()):
            if number > last_row:
                del self._open[column]
            elif is_used and column < len(row) and row[column] == "":
                row[column] = value
