"""Reads a table as people send it: CSV in whatever encoding, or a sheet of XLSX."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from bsm_service.delimiters import delimiter_of
from bsm_service.imports.workbooks import rows_of
from bsm_service.parsing import Deadline
from bsm_service.refusals import UnreadableFile

Cell = str | float | date | datetime | bool

MOST_ROWS = 20_000
MOST_CELLS = 200  # in a row
LONGEST_CELL = 50_000  # characters
MOST_LINES = 1_048_576  # as many as a sheet has, and most of them empty
_TELLING = 1_000_000  # bytes by which letters are guessed
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file that is not empty, by its number there, counted from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`guessed` is the encoding, where nothing in the file tells which it is."""

    lines: tuple[Line, ...]
    guessed: str | None = None


def read_table(
    data: bytes,
    ending: str,
    sheet: str | None = None,
    *,
    deadline: Deadline | None = None,
) -> Table:
    """The rows of a table that hold anything. `ending` is that of the file's name.
    Without a deadline it has one of its own.

    Raises UnreadableFile, ParsingTooSlow.
    """
    if not data:
        raise UnreadableFile("the file is empty")
    deadline = deadline or Deadline()
    guessed: str | None = None
    if is_workbook(data):
        rows = _of_workbook(data, sheet, deadline)
    elif data.startswith(_OLD_WORKBOOK):
        raise UnreadableFile(
            "the workbook is of an old kind; open it in an office program and save it "
            "as XLSX or CSV"
        )
    elif ending.lower() in ("xlsx", "xls", "ods"):
        raise UnreadableFile(f"the file is named “.{ending}” but is no workbook")
    else:
        text, guessed = _decoded(data)
        rows = _of_csv(text)
    found: list[Line] = []
    for number, cells in rows:
        deadline.check()
        if any(cell != "" for cell in cells):
            if len(found) >= MOST_ROWS:
                raise UnreadableFile(f"the file has more than {MOST_ROWS:,} rows")
            found.append(_checked(number, cells))
    if not found:
        what = "sheet" if is_workbook(data) else "file"
        raise UnreadableFile(f"the {what} holds no rows")
    return Table(tuple(found), guessed)


def is_workbook(data: bytes) -> bool:
    return data.startswith(_WORKBOOK)


def _checked(number: int, cells: Sequence[Cell]) -> Line:
    if len(cells) > MOST_CELLS:
        raise UnreadableFile(f"row {number} has more than {MOST_CELLS} cells")
    if any(isinstance(one, str) and len(one) > LONGEST_CELL for one in cells):
        raise _too_long(number)
    return Line(number, tuple(cells))


def _too_long(number: int) -> UnreadableFile:
    return UnreadableFile(
        f"row {number} has a cell of more than {LONGEST_CELL:,} characters"
    )


def _of_workbook(
    data: bytes, sheet: str | None, deadline: Deadline
) -> Iterator[tuple[int, list[Cell]]]:
    rows = islice(rows_of(data, sheet, deadline), MOST_ROWS * 2)
    for number, row in enumerate(rows, start=1):
        # A sheet is as wide as its widest row.
        yield number, _without_end([_cell(one) for one in row])


def _without_end(cells: list[Cell]) -> list[Cell]:
    """Without the empty cells at a row's end."""
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool | int | float | date | datetime):
        return value
    return str(value)


def _of_csv(text: str) -> Iterator[tuple[int, list[Cell]]]:
    if "\x00" in text:
        raise UnreadableFile("the file is neither a table of text nor a workbook")
    lines, delimiter = io.StringIO(text, newline=""), delimiter_of(text) or ","
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if str(error).startswith("field larger than"):
                raise _too_long(number) from None
            raise UnreadableFile(f"row {number}, as CSV: {error}") from None
        if number > MOST_LINES:
            raise UnreadableFile(f"the file has more than {MOST_LINES:,} lines")
        yield number, _without_end([cell.strip() for cell in row])
        # As an office program counts rows: a line break within quotes begins none.
        number += 1


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The text, and the encoding if it had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), None
        except UnicodeDecodeError:
            raise UnreadableFile("the file is no UTF-16 text") from None
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        # What older office programs write. Words all of letters beyond ASCII are
        # Cyrillic; in western Europe such letters stand alone, or in pairs.
        beyond = re.findall(rb"[\xc0-\xff]+", data[:_TELLING])
        words = sum(len(one) for one in beyond if len(one) > 2)
        is_cyrillic = words * 2 > sum(map(len, beyond))
        guessed = "cp1251" if is_cyrillic else "cp1252"
        return data.decode(guessed, errors="replace"), guessed.replace("cp", "Windows-")
