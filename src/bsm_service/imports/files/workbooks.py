"""Sheets of an XLSX workbook, read without letting a workbook use up the memory."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice

import python_calamine

from bsm_domain.foundation.quarters import last_day_of_month
from bsm_service.documents import archives
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import (
    MAX_CELLS,
    MAX_ROWS,
    error_cell,
    uncalculated_cell,
)
from bsm_service.imports.files.file_format import WorkbookSheet
from bsm_service.imports.files.workbook_cell_metadata import (
    MergedCellFiller,
    SheetCells,
)
from bsm_service.imports.files.workbook_index import (
    MONTH,
    PERCENT,
    PLAIN,
    RELATIONSHIPS,
    WORKBOOK,
    YEAR,
    WorkbookIndex,
)
from bsm_service.imports.files.workbook_memory_limits import (
    MAX_ELEMENTS,
    WorkbookPart,
    require_fits_memory,
    unreadable_workbook,
)

MAX_UNPACKED = 50_000_000  # bytes
MAX_SHEETS = 500
_COMMENT_PARTS = ("xl/comments", "xl/threadedcomments")  # attached to cells
_XML_EXTENSIONS = (".xml", ".rels")
_MAX_ROW = MAX_ROWS * 2
_MAX_COLUMNS = MAX_CELLS + 1


class Workbook:
    """An XLSX workbook. All of its methods raise UnreadableFile, ParsingTooSlow."""

    def __init__(self, data: bytes, deadline: Deadline) -> None:
        try:
            parts = _checked_parts(data, deadline)
        except archives.BrokenArchive as error:
            raise unreadable_workbook() from error
        self._deadline = deadline
        self.has_comments = any(
            name.lower().startswith(_COMMENT_PARTS) for name in parts
        )
        self._index = WorkbookIndex(parts, deadline)
        parts[RELATIONSHIPS] = self._index.relationships()
        self._parts = parts
        try:
            self._calamine_workbook = python_calamine.CalamineWorkbook.from_filelike(
                io.BytesIO(_archive_of(parts))
            )
            all_sheets = self._calamine_workbook.sheets_metadata
        except Exception as error:  # readers raise anything
            raise unreadable_workbook() from error
        self.sheets = tuple(
            WorkbookSheet(
                name=sheet.name,
                is_hidden=sheet.visible != python_calamine.SheetVisibleEnum.Visible,
            )
            for sheet in all_sheets
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        )
        if not self.sheets:
            raise UnreadableFile("the workbook has no sheet")
        if len(self.sheets) > MAX_SHEETS:
            raise UnreadableFile(
                f"the workbook has {len(self.sheets):,} sheets; at most {MAX_SHEETS} "
                "can be read, so delete those that are not needed"
            )

    @property
    def counts_from_1904(self) -> bool:
        return self._index.counts_from_1904

    def first_sheet(self) -> str:
        """The first visible sheet with rows."""
        for sheet in self.sheets:
            self._deadline.check()
            if not sheet.is_hidden and (
                self._sheet(sheet.name).height or self._cells(sheet.name).errors
            ):
                return sheet.name
        hidden = ", ".join(
            f"“{sheet.name}”" for sheet in self.sheets if sheet.is_hidden
        )
        if not hidden:
            raise UnreadableFile("the sheet has no rows")
        raise UnreadableFile(
            "no visible sheet of the workbook has rows; choose a hidden sheet "
            f"({hidden})"
        )

    def rows(self, sheet: str) -> Iterator[list[object]]:
        """At most twice as many rows as are imported, since some are empty. Cells have
        the values that are displayed: percentages as text, a month as its last day,
        merged cells in each of their rows. Errors, and formulas without a result, are
        InvalidCell.
        """
        names = [info.name for info in self.sheets]
        if sheet not in names:
            raise UnreadableFile(
                f"the workbook has no sheet “{sheet}”; its sheets are: "
                f"{', '.join(names[:20])}"
            )
        calamine_sheet, cells = self._sheet(sheet), self._cells(sheet)
        merged_cells = MergedCellFiller(cells.merged)
        # It leaves out the empty columns before the first cell, but no empty rows; and
        # the last rows, if they hold nothing but errors.
        leading: list[object] = (
            [""] * calamine_sheet.start[1] if calamine_sheet.start else []
        )
        height = calamine_sheet.end[0] + 1 if calamine_sheet.end else 0
        trailing = range(max(cells.errors, default=0) - height)
        rows = chain(_rows_of(calamine_sheet), ([] for _ in trailing))
        for number, values in enumerate(islice(rows, _MAX_ROW), start=1):
            row = [*leading, *values]
            for column in range(min(len(row), _MAX_COLUMNS)):
                kind = cells.format_of(number, column)
                if kind != PLAIN:
                    row[column] = _displayed_value(row[column], kind)
            for column, error in cells.errors.get(number, {}).items():
                row.extend([""] * (column + 1 - len(row)))
                row[column] = (
                    uncalculated_cell(number, column)
                    if error is None
                    else error_cell(number, column, error)
                )
            merged_cells.fill(number, row)
            yield row

    def _cells(self, sheet: str) -> SheetCells:
        part = self._parts.get(self._index.sheets.get(sheet, ""))
        if part is None:
            raise unreadable_workbook()
        return SheetCells(
            part, self._index, self._deadline, rows=_MAX_ROW, columns=_MAX_COLUMNS
        )

    def _sheet(self, name: str) -> python_calamine.CalamineSheet:
        try:
            return self._calamine_workbook.get_sheet_by_name(name)
        except Exception as error:
            raise unreadable_workbook() from error


def _rows_of(sheet: python_calamine.CalamineSheet) -> Iterator[Sequence[object]]:
    try:
        yield from sheet.iter_rows()
    except Exception as error:
        raise unreadable_workbook() from error


def _displayed_value(value: object, kind: int) -> object:
    """A percentage as text; the first day of a month or year that is shown without its
    day as the last day of that month, and as the year.
    """
    if kind == PERCENT and isinstance(value, float):
        return f"{round(value * 100, 6):.10g} %"
    if isinstance(value, date) and value.day == 1:
        if kind == MONTH:
            return last_day_of_month(value)
        if kind == YEAR and value.month == 1:
            return str(value.year)
    return value


def _archive_of(parts: Mapping[str, bytes]) -> bytes:
    """The checked parts as an archive, for the library that reads sheets."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _checked_parts(data: bytes, deadline: Deadline) -> dict[str, bytes]:
    """The XML parts of the workbook by name in lower case, checked before anything else
    reads them.
    """
    checked, workbook_parts, elements_left = (
        dict[str, bytes](),
        list[WorkbookPart](),
        MAX_ELEMENTS,
    )
    with archives.open_archive(data) as archive:
        parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info
            for info in archive.infolist()
        }
        if WORKBOOK not in parts:
            raise UnreadableFile(
                "the file is not an XLSX workbook; open it in a spreadsheet program "
                "and save it as XLSX or CSV"
            )
        if len(parts) != len(archive.infolist()):
            raise unreadable_workbook()
        parts = {
            name: info for name, info in parts.items() if name.endswith(_XML_EXTENSIONS)
        }
        if sum(info.file_size for info in parts.values()) > MAX_UNPACKED:
            raise UnreadableFile(
                f"the workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB; "
                "split it into several files"
            )
        for name, info in parts.items():
            checked[name] = archives.read_part(archive, info, info.file_size)
            workbook_parts.append(WorkbookPart(checked[name], elements_left, deadline))
            elements_left -= workbook_parts[-1].elements
    require_fits_memory(workbook_parts)
    return checked
