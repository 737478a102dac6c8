"""Sheets of an XLSX workbook, read so that no workbook can take the memory of all."""

import io
import zipfile
from collections.abc import Iterator, Sequence

import python_calamine

from bsm_domain.errors import DomainError
from bsm_service import archives
from bsm_service.imports.workbook_parts import MOST_ELEMENTS, Part, broken, must_fit
from bsm_service.parsing import Deadline
from bsm_service.refusals import UnreadableFile

MOST_UNPACKED = 50_000_000  # bytes
MOST_SHEETS = 500
_PARTS = (".xml", ".rels")


def sheets_of(data: bytes, deadline: Deadline) -> tuple[str, ...]:
    """Raises UnreadableFile, ParsingTooSlow."""
    return tuple(_opened(data, deadline).sheet_names)


def rows_of(
    data: bytes, sheet: str | None, deadline: Deadline
) -> Iterator[Sequence[object]]:
    """The rows of a sheet; of the first one where none is named.

    Raises UnreadableFile, ParsingTooSlow.
    """
    book = _opened(data, deadline)
    names = book.sheet_names
    if sheet is not None and sheet not in names:
        raise UnreadableFile(
            f"the workbook has no sheet {sheet!r}; it has: {', '.join(names[:20])}"
        )
    try:
        found = book.get_sheet_by_name(sheet or names[0])
        # It leaves out the empty columns before the first cell, but no empty rows.
        before = [""] * found.start[1] if found.start else []
        for row in found.iter_rows():
            yield [*before, *row]
    except Exception as error:
        raise broken() from error


def _opened(data: bytes, deadline: Deadline) -> python_calamine.CalamineWorkbook:
    try:
        found = python_calamine.CalamineWorkbook.from_filelike(_safe(data, deadline))
    except DomainError:
        raise
    except Exception as error:  # whatever a broken workbook makes of its readers
        raise broken() from error
    if not found.sheet_names:
        raise UnreadableFile("the workbook has no sheet")
    if len(found.sheet_names) > MOST_SHEETS:
        raise UnreadableFile(
            f"the workbook has {len(found.sheet_names):,} sheets; delete all but that "
            f"of the list ({MOST_SHEETS} at most are read)"
        )
    return found


def _safe(data: bytes, deadline: Deadline) -> io.BytesIO:
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
                looked_at.append(Part(part, left, deadline))
                left -= looked_at[-1].elements
                copied.writestr(one.filename, part)
    must_fit(looked_at)
    held.seek(0)
    return held
