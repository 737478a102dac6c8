"""Sheets of an XLSX workbook, read so that no workbook can take the memory of all."""

import io
import zipfile
from collections.abc import Sequence

import python_calamine

from bsm_service import archives
from bsm_service.imports.workbook_parts import MOST_ELEMENTS, Part, broken, must_fit
from bsm_service.refusals import UnreadableFile

MOST_UNPACKED = 50_000_000  # bytes
_PARTS = (".xml", ".rels")


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
        raise broken() from error


def _opened(data: bytes) -> python_calamine.CalamineWorkbook:
    try:
        found = python_calamine.CalamineWorkbook.from_filelike(_safe(data))
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a broken workbook makes of its readers
        raise broken() from error
    if not found.sheet_names:
        raise UnreadableFile("the workbook has no sheet")
    return found


def _safe(data: bytes) -> io.BytesIO:
    """The workbook's texts once more, looked at before anything reads them."""
    held, looked_at, left = io.BytesIO(), list[Part](), MOST_ELEMENTS
    with archives.opened(data) as archive:
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
                part = archives.read_part(archive, one, one.file_size)
                looked_at.append(Part(part, left))
                left -= looked_at[-1].elements
                copied.writestr(one.filename, part)
    must_fit(looked_at)
    held.seek(0)
    return held
