"""A list as a file for spreadsheets: CSV, or a workbook of XLSX.

The first line says which record it is, as known when, what is left out, and what is
invented; the second names the fields; then comes a line for each item. Programs get a
plain CSV file that begins with the names of the fields. Used by the API, the command
line and the pages.
"""

import codecs
import csv
import dataclasses
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from threading import Lock
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from bsm_projections.engine.audience import Audience, audience_notice
from bsm_projections.engine.moment import Moment
from bsm_service.foundation.refusals import TooManyRows

CellValue = str | int | float | bool | date | datetime | None

# A workbook is made in memory, since its library's other way leaves what it is made of
# in files, in clear: 300 bytes a cell for as long as it takes, one after another.
MAX_CELLS = 400_000
MAX_CELL_LENGTH = 32_767  # characters: more no spreadsheet reads from a workbook
_TRUNCATION_NOTE = " … (cut; the CSV file has all of it)"
_LINES_PER_CHUNK = 500
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets do not agree on days
# What begins a formula, as spreadsheets of East Asia take it too; and what they pass
# over before it: spaces of any width, and characters that are not seen.
_FORMULA_STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_IGNORED_CHARACTERS = (
    " \x0b\x0c\x1c-\x1f\x85\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u2064\u3000\ufeff"
)
_MAY_BEGIN_A_CELL = re.compile(
    rf"^[\t\r]|(?:^|(?<=[;\t\r\n]))[{_IGNORED_CHARACTERS}]*[{_FORMULA_STARTS}][^;\t\r\n]*"
)
# Numbers and telephone numbers after a sign: digits, and what people put between them.
_NUMBER = re.compile(
    r"[+-](?:[0-9 ().,/'\u00a0\u202f-]*[0-9)](?: ?%)?|[0-9.]*[0-9][eE][+-]?[0-9]{1,3})"
)
_OPERATOR = re.compile("(?<![eE])[-/]")
# Two numbers with only spaces between them are no formula, whatever stands around them.
_NO_FORMULA = re.compile(r"[0-9)] +[0-9(]")
_workbook_lock = Lock()


class SpreadsheetFormat(StrEnum):
    """The forms of a file, by the endings of its name."""

    CSV = "csv"
    XLSX = "xlsx"


MEDIA_TYPES: Mapping[SpreadsheetFormat, str] = {
    SpreadsheetFormat.CSV: "text/csv",
    SpreadsheetFormat.XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}


def provenance(
    record: str, moment: Moment, audience: Audience, notice: str | None
) -> str:
    """The first line: which record, as known when, whether matter for focal points only
    is in it, and what is invented in it.
    """
    at = moment.at.astimezone(UTC).isoformat(timespec="seconds")
    sentences = [
        f"{record}.",
        f"As known at position {moment.position}, {at}.",
        "Times are in UTC; times of sessions are local.",
        audience_notice(audience),
        notice or "",
    ]
    return " ".join(" ".join(sentences).split())


def fields_of(kind: Any) -> tuple[str, ...]:
    """The names of the fields of a list's items, in their order."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return tuple(kind.model_fields)
    return tuple(field.name for field in dataclasses.fields(kind))


def cells_of(item: Any, fields: Sequence[str]) -> list[CellValue]:
    return [_cell(getattr(item, name)) for name in fields]


def _cell(value: Any) -> CellValue:
    """A plain value as it is; several texts with semicolons; what says how it reads as
    text (`as_text`) so; all else as JSON.
    """
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    if isinstance(value, str):
        return str(value)
    if hasattr(value, "as_text"):
        return str(value.as_text())
    plain = to_jsonable_python(value)
    if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        return "; ".join(plain)
    if isinstance(plain, str):
        return plain
    return json.dumps(plain, ensure_ascii=False)


def csv_file(
    about: str, fields: Sequence[str], rows: Iterable[Sequence[CellValue]]
) -> Iterator[bytes]:
    """The file for spreadsheets, some hundred lines at a time. UTF-8, with the mark
    that they know it by; days and times as in ISO 8601.
    """
    head = ([f"# {about}"], fields)
    return _csv(head, rows, escape_formula, begin=codecs.BOM_UTF8, line_end="\r\n")


def plain_csv_file(
    fields: Sequence[str], rows: Iterable[Sequence[CellValue]]
) -> Iterator[bytes]:
    """The file for programs: the same, but its first line names the fields, no mark
    comes before it, and every telephone number is as it was entered.
    """
    return _csv(
        [fields], rows, escape_formula_keeping_numbers, begin=b"", line_end="\n"
    )


def _csv(
    head: Iterable[Sequence[str]],
    rows: Iterable[Sequence[CellValue]],
    escape: Callable[[str], str],
    *,
    begin: bytes,
    line_end: str,
) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    for line in head:
        writer.writerow(map(escape, line))
    for number, row in enumerate(rows, start=1):
        writer.writerow([escape(_in_csv(cell)) for cell in row])
        if number % _LINES_PER_CHUNK == 0:
            yield begin + out.getvalue().encode()
            begin = b""
            out.seek(0)
            out.truncate()
    yield begin + out.getvalue().encode()


def _in_csv(cell: CellValue) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.astimezone(UTC).isoformat() if cell.tzinfo else str(cell)
        case date():
            return cell.isoformat()
    return str(cell)


def escape_formula(cell: str) -> str:
    """Spreadsheets run what looks like a formula; a quotation mark stops them. Numbers
    and telephone numbers are none, but for those that a spreadsheet would compute: it
    makes -192 of +43-1-234. Some begin a cell at each semicolon or tab, or a row at
    each line's end.
    """
    return _MAY_BEGIN_A_CELL.sub(_escaped_if_formula, cell)


def escape_formula_keeping_numbers(cell: str) -> str:
    """The same, but every number and telephone number stays as it is: a spreadsheet may
    compute one, but nothing else is run.
    """
    return _MAY_BEGIN_A_CELL.sub(_escaped, cell)


def _escaped(match: re.Match[str]) -> str:
    return match[0] if _NUMBER.fullmatch(match[0].strip(" ")) else f"'{match[0]}"


def _escaped_if_formula(match: re.Match[str]) -> str:
    after_sign = match[0].strip(" ")[1:]
    computed = _OPERATOR.search(after_sign) and not _NO_FORMULA.search(after_sign)
    return f"'{match[0]}" if computed else _escaped(match)


def xlsx_file(
    about: str, fields: Sequence[str], rows: Iterable[Sequence[CellValue]], total: int
) -> bytes:
    """The workbook, with real days, times (of UTC, since a workbook knows no zones) and
    numbers; texts are texts, so nothing in it is run. `total` counts the rows. Raises
    TooManyRows.
    """
    max_rows = MAX_CELLS // len(fields)
    if total > max_rows:
        raise TooManyRows(
            f"a workbook takes {max_rows:,} rows of this list, and there are "
            f"{total:,}; ask for CSV, or for fewer rows"
        )
    # Loaded here: it takes a while, and few processes write a workbook.
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    with (
        _workbook_lock,
        xlsxwriter.Workbook(out, {"in_memory": True}) as book,
    ):
        book.set_properties({"title": "A list of the record", "comments": about})
        sheet = book.add_worksheet("List")
        bold = book.add_format({"bold": True})
        formats: Mapping[type, Any] = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheet.write_string(0, 0, f"# {about}")
        for column, name in enumerate(fields):
            sheet.write_string(1, column, name, bold)
        sheet.freeze_panes(2, 0)
        for number, row in enumerate(rows, start=2):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, formats)
    return out.getvalue()


def _write(
    sheet: Any, row: int, column: int, cell: CellValue, formats: Mapping[type, Any]
) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case datetime() if cell.date() >= _FIRST_DAY:
            utc_time = (
                cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
            )
            sheet.write_datetime(row, column, utc_time, formats[datetime])
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, cell, formats[date])
        case _:
            sheet.write_string(row, column, _truncated(_in_csv(cell)))


def _truncated(text: str) -> str:
    if len(text) <= MAX_CELL_LENGTH:
        return text
    return text[: MAX_CELL_LENGTH - len(_TRUNCATION_NOTE)] + _TRUNCATION_NOTE
