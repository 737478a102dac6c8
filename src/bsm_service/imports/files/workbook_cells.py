"""What the reader of workbooks does not tell of a sheet's cells: errors, formulas
without a result, number formats and merged cells.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple
from xml.parsers import expat

from bsm_service.documents.parsing_limits import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.workbook_index import PLAIN, WorkbookIndex, feed_parser
from bsm_service.imports.files.workbook_parts import column_number

_MOST_BAD = 50_000  # cells
_MOST_MERGED = 50_000  # ranges
_MOST_PIECES = 5  # of a value
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


class MergedCells(NamedTuple):
    """Rows are counted from 1, columns from 0; the last row is among them."""

    first_row: int
    column: int
    last_row: int


class SheetCells:
    """Rows are counted from 1, columns from 0. `errors` are the errors of cells, by row
    and column, None for a formula without a result; `merged` are ranges over several
    rows, from above. Looks no further than `rows` and `columns`.
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
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        feed_parser(parser, data, deadline)
        self.merged.sort()

    def format_of(self, row: int, column: int) -> int:
        formats = self._formats.get(row, b"")
        return formats[column] if column < len(formats) else PLAIN

    def _start(self, name: str, said: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(said)
        elif name == "v":
            self._in_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            place = said.get("r", "")
            self._row = int(place) if place.isdecimal() else self._row + 1
            self._column = -1
        elif name == "mergeCell":
            self._merge(said.get("ref", ""))

    def _cell(self, said: dict[str, str]) -> None:
        self._column += 1
        if found := _PLACE.fullmatch(said.get("r", "")):
            self._column, self._row = column_number(found[1]) - 1, int(found[2])
        self._type, self._has_formula = said.get("t", ""), False
        self._value.clear()
        style = said.get("s", "")
        if style.isdecimal() and self._is_within:
            kind = self._styles[int(style)] if int(style) < len(self._styles) else PLAIN
            if kind != PLAIN:
                formats = self._formats.setdefault(self._row, bytearray())
                formats.extend(bytes(max(0, self._column + 1 - len(formats))))
                formats[self._column] = kind

    @property
    def _is_within(self) -> bool:
        return self._row <= self._rows and self._column < self._columns

    def _said(self, text: str) -> None:
        is_judged = self._has_formula or self._type == "e"
        if self._in_value and is_judged and len(self._value) < _MOST_PIECES:
            self._value.append(text[:100])

    def _end(self, name: str) -> None:
        if name == "v" or name.endswith(":v"):
            self._in_value = False
        elif (
            (name == "c" or name.endswith(":c"))
            and (self._has_formula or self._type == "e")
            and self._is_within
        ):
            self._judge("".join(self._value).strip())

    def _judge(self, value: str) -> None:
        """Of a cell with an error or a formula."""
        bad: str | None
        if self._type == "e":
            bad = value or "#VALUE!"
        elif self._type != "str" and (
            not value or (self._is_uncalculated and value in ("0", "0.0"))
        ):
            bad = None
        else:
            return
        self._number_of_errors += 1
        if self._number_of_errors > _MOST_BAD:
            raise UnreadableFile(
                f"more than {_MOST_BAD:,} cells of the sheet hold errors or formulas "
                "without a result; correct them in an office program and save the "
                "workbook anew"
            )
        self.errors.setdefault(self._row, {})[self._column] = bad

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        begins, ends = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if not (begins and ends):
            return
        if len(self.merged) >= _MOST_MERGED:
            raise UnreadableFile(
                f"the sheet has more than {_MOST_MERGED:,} merged cells; unmerge them "
                "in an office program and save the workbook anew"
            )
        row, column = int(begins[2]), column_number(begins[1]) - 1
        if int(ends[2]) > row and row <= self._rows and column < self._columns:
            self.merged.append(MergedCells(row, column, int(ends[2])))


class MergedCellFiller:
    """Gives the value of merged cells to each of their rows, row by row from above."""

    def __init__(self, merged: Sequence[MergedCells]) -> None:
        self._waiting = list(reversed(merged))
        self._open: dict[int, tuple[int, object]] = {}  # by column: last row and value

    def fill(self, number: int, row: list[object]) -> None:
        """Fills the empty cells of a row that has others of its own."""
        while self._waiting and self._waiting[-1].first_row <= number:
            one = self._waiting.pop()
            if one.first_row == number and one.column < len(row):
                self._open[one.column] = one.last_row, row[one.column]
        if not self._open:
            return
        is_used = any(cell != "" for cell in row)
        for column, (last_row, value) in list(self._open.items()):
            if number > last_row:
                del self._open[column]
            elif is_used and column < len(row) and row[column] == "":
                row[column] = value
