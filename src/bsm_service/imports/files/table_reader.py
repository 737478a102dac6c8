"""Reads the table in an uploaded file: a text file such as CSV, or a sheet of XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bsm_service.documents.delimiters import declared_delimiter, delimiter_of
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import (
    MAX_CELLS,
    MAX_ROWS,
    CellCleaner,
    TableCell,
    looks_binary,
)
from bsm_service.imports.files.file_format import (
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
)
from bsm_service.imports.files.text_encodings import decode_text
from bsm_service.imports.files.workbooks import Workbook

MAX_CELL_LENGTH = 50_000  # characters
MAX_LINES = 1_048_576  # as many as a sheet has, and most of them empty
_COMMENTS_NOT_IMPORTED = (
    "The workbook has notes attached to cells, which are not imported. Copy anything "
    "important into a separate column."
)
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file that is not empty, with its number there, counted from 1."""

    number: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class FileTable:
    """`notes` say what was dropped. Where it `counts_from_1904`, day 0 of the
    workbook's date numbers is 1 January 1904.
    """

    rows: tuple[FileRow, ...]
    format: FileFormat
    notes: tuple[str, ...] = ()
    counts_from_1904: bool = False


def read_table(
    data: bytes,
    extension: str,
    sheet: str | None = None,
    *,
    delimiter: Delimiter | None = None,
    encoding: Encoding | None = None,
    deadline: Deadline | None = None,
) -> FileTable:
    """The rows of a table that are not empty. `extension` is that of the file's name.
    Sheet, delimiter and encoding are detected where they are not given. Without a
    deadline, one of the usual length begins now.

    Raises UnreadableFile, ParsingTooSlow.
    """
    if not data:
        raise UnreadableFile("the file is empty")
    deadline = deadline or Deadline()
    counts_from_1904 = has_comments = False
    rows: Iterator[tuple[int, Sequence[object]]]
    if is_workbook(data):
        workbook = Workbook(data, deadline)
        source = DetectionSource.FOUND if sheet is None else DetectionSource.CHOSEN
        chosen = workbook.first_sheet() if sheet is None else sheet
        file_format = FileFormat(
            sheet=DetectedProperty(value=chosen, source=source), sheets=workbook.sheets
        )
        rows = enumerate(workbook.rows(chosen), start=1)
        counts_from_1904 = workbook.counts_from_1904
        has_comments = workbook.has_comments
    elif data.startswith(_OLD_WORKBOOK):
        raise UnreadableFile(
            "the workbook is in an old format or protected by a password; open it in "
            "a spreadsheet program and save it as XLSX or CSV without a password"
        )
    elif extension.lower() in ("xlsx", "xlsm", "xls", "xlsb", "ods"):
        raise UnreadableFile(
            f"the file name ends in “.{extension}”, but the file is not a workbook"
        )
    else:
        decoded = decode_text(data, encoding)
        text, detected = _split_off_delimiter(decoded.text, delimiter)
        file_format = FileFormat(encoding=decoded.encoding, delimiter=detected)
        rows = _csv_rows(text, Delimiter(detected.value).character)
    cleaner = CellCleaner(file_format.encoding.value if file_format.encoding else "")
    file_rows = tuple(_file_rows(rows, cleaner, deadline))
    if not file_rows:
        container = "sheet" if is_workbook(data) else "file"
        raise UnreadableFile(f"the {container} has no rows")
    unread = (_COMMENTS_NOT_IMPORTED,) if has_comments else ()
    notes = (*_encoding_notes(file_format.encoding), *unread, *cleaner.notes)
    return FileTable(file_rows, file_format, notes, counts_from_1904)


def _encoding_notes(encoding: DetectedProperty | None) -> tuple[str, ...]:
    if encoding is None or encoding.source != DetectionSource.ASSUMED:
        return ()
    if encoding.value == Encoding.UTF_8:
        return (
            "Most of the file is UTF-8, but some cells contain bytes that are not; "
            "those cells were not read.",
        )
    return (
        f"The file does not state its encoding; it was read as {encoding.value}. If "
        "names look wrong, choose another encoding.",
    )


def is_workbook(data: bytes) -> bool:
    return data.startswith(_WORKBOOK)


def _file_rows(
    rows: Iterator[tuple[int, Sequence[object]]],
    cleaner: CellCleaner,
    deadline: Deadline,
) -> Iterator[FileRow]:
    read = 0
    for number, row in rows:
        deadline.check()
        # A sheet is as wide as its widest row.
        width = next(
            (
                column
                for column in range(len(row), 0, -1)
                if _has_value(row[column - 1])
            ),
            0,
        )
        if width > MAX_CELLS:
            raise UnreadableFile(f"row {number} has more than {MAX_CELLS} cells")
        if any(isinstance(cell, str) and len(cell) > MAX_CELL_LENGTH for cell in row):
            raise _cell_too_long(number)
        cells = [_cell(row[column], number, column, cleaner) for column in range(width)]
        while cells and cells[-1] == "":
            cells.pop()
        if not cells:
            continue
        if read >= MAX_ROWS:
            raise UnreadableFile(f"the file has more than {MAX_ROWS:,} rows")
        read += 1
        yield FileRow(number, tuple(cells))


def _has_value(value: object) -> bool:
    return value != "" and not (isinstance(value, str) and value.isspace())


def _cell(value: object, row: int, column: int, cleaner: CellCleaner) -> TableCell:
    if isinstance(value, str):
        return cleaner.clean(value, row, column)
    if isinstance(value, TableCell):
        return value
    return str(value)


def _quoting_error(number: int, error: str) -> UnreadableFile:
    if error == "unexpected end of data":
        problem = "has a quotation mark that is never closed; close it, or remove it"
    elif "expected after" in error:
        problem = (
            "has text after a closing quotation mark; double the quotation marks in "
            "the cell, or choose another delimiter"
        )
    else:
        problem = f"is not valid CSV ({error})"
    return UnreadableFile(f"row {number} {problem}")


def _cell_too_long(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"row {number} has a cell of more than {MAX_CELL_LENGTH:,} characters"
    )


def _split_off_delimiter(
    text: str, chosen: Delimiter | None
) -> tuple[str, DetectedProperty]:
    """The text without a line that declares the delimiter, and the delimiter."""
    declared = declared_delimiter(text)
    rows = text[declared[1] :] if declared else text
    if chosen is not None:
        return rows, DetectedProperty(value=chosen, source=DetectionSource.CHOSEN)
    sign = declared[0] if declared else delimiter_of(rows)
    delimiter = next(
        (candidate for candidate in Delimiter if candidate.character == sign),
        Delimiter.COMMA,
    )
    source = DetectionSource.FOUND if sign else DetectionSource.ASSUMED
    return rows, DetectedProperty(value=delimiter, source=source)


def _csv_rows(text: str, delimiter: str) -> Iterator[tuple[int, Sequence[object]]]:
    if "\x00" in text and looks_binary(text):
        raise UnreadableFile(
            "the file is neither a text file nor a workbook; save it as XLSX or CSV"
        )
    text_lines = io.StringIO(text, newline="")
    reader = csv.reader(text_lines, delimiter=delimiter, strict=True)
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if str(error).startswith("field larger than"):
                raise _cell_too_long(number) from None
            raise _quoting_error(number, str(error)) from None
        if number > MAX_LINES:
            raise UnreadableFile(f"the file has more than {MAX_LINES:,} lines")
        yield number, row
        # As an office program counts rows: a line break within quotes begins none.
        number += 1
