"""Sheets of an XLSX workbook, read so that no workbook can take the memory of all."""

import calendar
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice

import python_calamine

from bsm_service.documents import archives
from bsm_service.documents.parsing_limits import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import (
    MOST_CELLS,
    MOST_ROWS,
    error_cell,
    uncalculated_cell,
)
from bsm_service.imports.files.file_format import WorkbookSheet
from bsm_service.imports.files.workbook_cells import MergedCellFiller, SheetCells
from bsm_service.imports.files.workbook_index import (
    MONTH,
    PERCENT,
    PLAIN,
    RELATIONSHIPS,
    WORKBOOK,
    YEAR,
    WorkbookIndex,
)
from bsm_service.imports.files.workbook_parts import (
    MOST_ELEMENTS,
    WorkbookPart,
    require_fits_memory,
    unreadable_workbook,
)

MOST_UNPACKED = 50_000_000  # bytes
MOST_SHEETS = 500
_NOTES = ("xl/comments", "xl/threadedcomments")  # attached to cells
_PARTS = (".xml", ".rels")
_FARTHEST_ROW = MOST_ROWS * 2
_WIDEST = MOST_CELLS + 1


class Workbook:
    """Raises UnreadableFile, ParsingTooSlow, as all of its methods do."""

    def __init__(self, data: bytes, deadline: Deadline) -> None:
        try:
            parts = _safe_parts(data, deadline)
        except archives.BrokenArchive as error:
            raise unreadable_workbook() from error
        self._deadline = deadline
        self.has_notes = any(name.lower().startswith(_NOTES) for name in parts)
        self._index = WorkbookIndex(parts, deadline)
        parts[RELATIONSHIPS] = self._index.relationships()
        self._copy = _archive_of(parts)
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(
                io.BytesIO(self._copy)
            )
            described = self._book.sheets_metadata
        except Exception as error:  # whatever a broken workbook makes of its readers
            raise unreadable_workbook() from error
        self.sheets = tuple(
            WorkbookSheet(
                name=one.name,
                is_hidden=one.visible != python_calamine.SheetVisibleEnum.Visible,
            )
            for one in described
            if one.typ == python_calamine.SheetTypeEnum.WorkSheet
        )
        if not self.sheets:
            raise UnreadableFile("the workbook has no sheet")
        if len(self.sheets) > MOST_SHEETS:
            raise UnreadableFile(
                f"the workbook has {len(self.sheets):,} sheets; delete all but that of "
                f"the list ({MOST_SHEETS} at most are read)"
            )

    @property
    def counts_from_1904(self) -> bool:
        return self._index.counts_from_1904

    def first_sheet(self) -> str:
        """The first visible sheet with rows."""
        for one in self.sheets:
            self._deadline.check()
            if not one.is_hidden and (
                self._sheet(one.name).height or self._cells(one.name).errors
            ):
                return one.name
        hidden = ", ".join(f"“{one.name}”" for one in self.sheets if one.is_hidden)
        if not hidden:
            raise UnreadableFile("the sheet holds no rows")
        raise UnreadableFile(
            f"no visible sheet of the workbook has rows; choose a hidden one ({hidden})"
        )

    def rows(self, sheet: str) -> Iterator[list[object]]:
        """Twice as many rows as are read at most, since some are empty. Their cells are
        as they are shown: percentages as text, a month as its last day, merged cells in
        each of their rows. Errors, and formulas without a result, are BadCell.
        """
        names = [one.name for one in self.sheets]
        if sheet not in names:
            raise UnreadableFile(
                f"the workbook has no sheet {sheet!r}; it has: {', '.join(names[:20])}"
            )
        found, cells = self._sheet(sheet), self._cells(sheet)
        merging = MergedCellFiller(cells.merged)
        # It leaves out the empty columns before the first cell, but no empty rows; and
        # the last rows, if they hold nothing but errors.
        before: list[object] = [""] * found.start[1] if found.start else []
        height = found.end[0] + 1 if found.end else 0
        last = range(max(cells.errors, default=0) - height)
        rows = chain(_rows_of(found), ([] for _ in last))
        for number, values in enumerate(islice(rows, _FARTHEST_ROW), start=1):
            row = [*before, *values]
            for at in range(min(len(row), _WIDEST)):
                kind = cells.format_of(number, at)
                if kind != PLAIN:
                    row[at] = _as_shown(row[at], kind)
            for at, error in cells.errors.get(number, {}).items():
                row.extend([""] * (at + 1 - len(row)))
                row[at] = (
                    uncalculated_cell(number, at)
                    if error is None
                    else error_cell(number, at, error)
                )
            merging.fill(number, row)
            yield row

    def _cells(self, sheet: str) -> SheetCells:
        part = _part_of(self._copy, self._index.sheets.get(sheet, ""))
        return SheetCells(
            part, self._index, self._deadline, rows=_FARTHEST_ROW, columns=_WIDEST
        )

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        try:
            return self._book.get_sheet_by_name(name)
        except Exception as error:
            raise unreadable_workbook() from error


def _rows_of(sheet: python_calamine.CalamineSheet) -> Iterator[Sequence[object]]:
    try:
        yield from sheet.iter_rows()
    except Exception as error:
        raise unreadable_workbook() from error


def _as_shown(value: object, kind: int) -> object:
    """A percentage as text; the first day of a month or year that is shown without its
    day as the last day of that month, and as the year.
    """
    if kind == PERCENT and isinstance(value, float):
        return f"{round(value * 100, 6):.10g} %"
    if isinstance(value, date) and value.day == 1:
        if kind == MONTH:
            last = calendar.monthrange(value.year, value.month)[1]
            return date(value.year, value.month, last)
        if kind == YEAR and value.month == 1:
            return str(value.year)
    return value


def _archive_of(parts: Mapping[str, bytes]) -> bytes:
    """The checked parts, for the reader of sheets."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return held.getvalue()


def _part_of(archive: bytes, name: str) -> bytes:
    """A checked part."""
    with zipfile.ZipFile(io.BytesIO(archive)) as parts:
        if name not in parts.namelist():
            raise unreadable_workbook()
        return parts.read(name)


def _safe_parts(data: bytes, deadline: Deadline) -> dict[str, bytes]:
    """The texts of the workbook by name in lower case, looked at before anything reads
    them.
    """
    found, looked_at, left = dict[str, bytes](), list[WorkbookPart](), MOST_ELEMENTS
    with archives.opened(data) as archive:
        parts = {
            one.filename.replace("\\", "/").lstrip("/").lower(): one
            for one in archive.infolist()
        }
        if WORKBOOK not in parts:
            raise UnreadableFile(
                "the file is no XLSX workbook; open it in an office program and save "
                "it as XLSX or CSV"
            )
        if len(parts) != len(archive.infolist()):
            raise unreadable_workbook()
        parts = {name: one for name, one in parts.items() if name.endswith(_PARTS)}
        if sum(one.file_size for one in parts.values()) > MOST_UNPACKED:
            raise UnreadableFile(
                f"the workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
            )
        for name, one in parts.items():
            found[name] = archives.read_part(archive, one, one.file_size)
            looked_at.append(WorkbookPart(found[name], left, deadline))
            left -= looked_at[-1].elements
    require_fits_memory(looked_at)
    return found
