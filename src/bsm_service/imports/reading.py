"""Reads a table as people send it: CSV in whatever encoding, or a sheet of XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import python_calamine

from bsm_service.refusals import UnreadableFile

Cell = str | float | date | datetime | bool

MOST_ROWS = 20_000
MOST_CELLS = 200  # in a row
LONGEST_CELL = 50_000  # characters
_MOST_UNPACKED = 200_000_000  # bytes
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file that is not empty, by its number there, counted from 1."""

    number: int
    cells: tuple[Cell, ...]


def read_lines(data: bytes, ending: str, sheet: str | None = None) -> tuple[Line, ...]:
    """The rows of a table that hold anything. `ending` is that of the file's name.

    Raises UnreadableFile.
    """
    if not data:
        raise UnreadableFile("the file is empty")
    if data.startswith(b"PK\x03\x04"):
        rows = _of_workbook(data, sheet)
    elif ending.lower() in ("xlsx", "xls", "ods"):
        raise UnreadableFile(f"the file is named “.{ending}” but is no workbook")
    else:
        rows = _of_csv(data)
    found: list[Line] = []
    for number, cells in rows:
        if len(found) >= MOST_ROWS:
            raise UnreadableFile(f"the file has more than {MOST_ROWS:,} rows")
        if any(cell != "" for cell in cells):
            found.append(_checked(number, cells))
    if not found:
        raise UnreadableFile("the file holds no rows")
    return tuple(found)


def _checked(number: int, cells: Sequence[Cell]) -> Line:
    if len(cells) > MOST_CELLS:
        raise UnreadableFile(f"row {number} has more than {MOST_CELLS} cells")
    if any(isinstance(one, str) and len(one) > LONGEST_CELL for one in cells):
        raise UnreadableFile(
            f"row {number} has a cell of more than {LONGEST_CELL:,} characters"
        )
    return Line(number, tuple(cells))


def _of_workbook(data: bytes, sheet: str | None) -> Iterator[tuple[int, list[Cell]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableFile("the workbook unpacks to more than 200 MB")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        if sheet is not None and sheet not in book.sheet_names:
            named = ", ".join(book.sheet_names)
            raise UnreadableFile(
                f"the workbook has no sheet {sheet!r}; it has: {named}"
            )
        name = sheet or book.sheet_names[0]
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a broken workbook makes of its readers
        raise UnreadableFile(
            "the workbook cannot be read; open it in an office program and save it anew"
        ) from error
    for number, row in enumerate(rows, start=1):
        yield number, [_cell(one) for one in row]


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)


def _of_csv(data: bytes) -> Iterator[tuple[int, list[Cell]]]:
    text = _decoded(data)
    if "\x00" in text:
        raise UnreadableFile("the file is neither a table of text nor a workbook")
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True
    )
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(f"row {number}, as CSV: {error}") from None
        yield number, [cell.strip() for cell in row]
        # As an office program counts rows: a line break within quotes begins none.
        number += 1


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise UnreadableFile("the file is no UTF-16 text") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What older office programs write in western Europe; nothing in it fails.
        return data.decode("cp1252", errors="replace")


def _delimiter_of(text: str) -> str:
    """The one that stands most often in the first lines, outside of quotes."""
    beginning = text[:20_000]
    unquoted = "".join(beginning.split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)
