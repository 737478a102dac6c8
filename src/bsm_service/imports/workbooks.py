"""Sheets of an XLSX workbook, read so that no workbook can take the memory of all."""

import io
import re
import zipfile
from collections.abc import Sequence

import python_calamine

from bsm_service.refusals import UnreadableFile

MOST_UNPACKED = 50_000_000  # bytes
_MOST_AREA = 4_000_000  # cells from the first to the last, empty ones among them
_PARTS = (".xml", ".rels")
# Where rows and cells say where they are: r="12", r="XFD1048576".
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]*)([0-9]+)")


def sheets_of(data: bytes) -> tuple[str, ...]:
    """Raises UnreadableFile."""
    return tuple(_opened(data).sheet_names)


def rows_of(data: bytes, sheet: str | None, most: int) -> Sequence[Sequence[object]]:
    """The first `most` rows of a sheet; of the first one where none is named.

    Raises UnreadableFile.
    """
    book = _opened(data)
    names = book.sheet_names
    if sheet is not None and sheet not in names:
        raise UnreadableFile(
            f"the workbook has no sheet {sheet!r}; it has: {', '.join(names)}"
        )
    try:
        found = book.get_sheet_by_name(sheet or names[0])
        return found.to_python(skip_empty_area=False, nrows=most)
    except Exception as error:
        raise _broken() from error


def _opened(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        found = python_calamine.CalamineWorkbook.from_filelike(_safe(data))
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a broken workbook makes of its readers
        raise _broken() from error
    if not found.sheet_names:
        raise UnreadableFile("the workbook has no sheet")
    return found


def _safe(data: bytes) -> io.BytesIO:
    """The workbook's texts once more, each no longer than the archive says that it is.

    What an archive says of its sizes need not be true, and the reader of sheets takes
    memory for every cell up to the last one: both are looked at here.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [one for one in archive.infolist() if one.filename.endswith(_PARTS)]
        if not any(one.filename.lower() == "xl/workbook.xml" for one in parts):
            raise UnreadableFile(
                "the file is no XLSX workbook; open it in an office program and save "
                "it as XLSX or CSV"
            )
        if sum(one.file_size for one in parts) > MOST_UNPACKED:
            raise UnreadableFile(
                f"the workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB"
            )
        with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as copied:
            for one in parts:
                part = archive.read(one)
                _must_be_near(part)
                copied.writestr(one.filename, part)
    held.seek(0)
    return held


def _must_be_near(part: bytes) -> None:
    rows, columns = 1, 1
    for letters, row in set(_PLACE.findall(part)):
        rows = max(rows, int(row[:9]))
        columns = max(columns, _number_of(letters))
    if rows * columns > _MOST_AREA:
        raise UnreadableFile(
            f"the workbook has a sheet with cells as far as row {rows:,} and column "
            f"{columns:,}; delete what is not of the list, and save it anew"
        )


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters[:5].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _broken() -> UnreadableFile:
    return UnreadableFile(
        "the workbook cannot be read; open it in an office program and save it anew"
    )
