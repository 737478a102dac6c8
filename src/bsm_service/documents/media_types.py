"""What a file is, by what it holds, not by what it is called.

Evidence is what offices write and scan: documents, tables, pictures, plain text. What
could run on the machine of a person who opens it is refused.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import puremagic

from bsm_service.documents import archives
from bsm_service.documents.delimiters import delimiter_of
from bsm_service.documents.parsing_deadline import Deadline, parsing_slot
from bsm_service.foundation.refusals import FileRefused

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
CSV = "text/csv"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


class FileType(NamedTuple):
    """How people call it, and the endings that the name of such a file may have."""

    description: str
    extensions: tuple[str, ...]


FILE_TYPES: Mapping[str, FileType] = {
    PDF: FileType("a PDF document", ("pdf",)),
    PNG: FileType("a PNG image", ("png",)),
    JPEG: FileType("a JPEG image", ("jpg", "jpeg")),
    _OFFICE + "wordprocessingml.document": FileType("a Word document", ("docx",)),
    _OFFICE + "spreadsheetml.sheet": FileType("an Excel workbook", ("xlsx",)),
    _OFFICE + "presentationml.presentation": FileType(
        "a PowerPoint presentation", ("pptx",)
    ),
    _OPEN + "text": FileType("an OpenDocument text", ("odt",)),
    _OPEN + "spreadsheet": FileType("an OpenDocument spreadsheet", ("ods",)),
    _OPEN + "presentation": FileType("an OpenDocument presentation", ("odp",)),
    CSV: FileType("a CSV table", ("csv",)),
    TEXT: FileType("plain text", ("txt", "md", "csv", "log")),
}
ALLOWED = "PDF, PNG, JPEG, Word, Excel, PowerPoint, OpenDocument, CSV or plain text"

_OFFICE_MAIN_PARTS: Mapping[str, str] = {
    "word/document.xml": _OFFICE + "wordprocessingml.document",
    "xl/workbook.xml": _OFFICE + "spreadsheetml.sheet",
    "ppt/presentation.xml": _OFFICE + "presentationml.presentation",
}
_MAX_TYPE_NAME_LENGTH = 200
_BEGINNING = 4_096  # bytes by which a kind of file is known
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")


def media_type_of(data: bytes, ending: str) -> str:
    """The media type of a file. Raises FileRefused, in a sentence, for what is not
    allowed, and where the ending of its name says something else; ParserBusy and
    ParsingTooSlow.
    """
    if not data:
        raise FileRefused("the file is empty")
    with parsing_slot() as deadline:
        media_type = _detect(data, deadline)
    if media_type is None:
        raise FileRefused(
            f"this file cannot be attached: it must be {ALLOWED}, without macros"
        )
    kind = FILE_TYPES[media_type]
    ending = ending.lower()
    if ending == "csv" and media_type == TEXT:
        beginning = data[:_BEGINNING].decode("utf-8-sig", "ignore")
        return TEXT if delimiter_of(beginning) is None else CSV
    if ending not in kind.extensions:
        quoted_ending = f"“.{ending}”" if ending else "nothing"
        raise FileRefused(
            f"the file's name ends with {quoted_ending}, but it holds "
            f"{kind.description}; name it “.{kind.extensions[0]}”"
        )
    return media_type


def _detect(data: bytes, deadline: Deadline) -> str | None:
    for begins, tell in _MAGIC_BYTES:
        if data.startswith(begins):
            return tell(data, deadline)
    return TEXT if _is_text(data, deadline) else None


def _in_zip(data: bytes, deadline: Deadline) -> str | None:
    """An office's document; no other archive, and none with macros in it."""
    try:
        with archives.open_archive(data) as archive:
            deadline.check()
            names = set(archive.namelist())
            if any(map(_is_macro, names)):
                return None
            if "mimetype" in names:
                part = archive.getinfo("mimetype")
                declared_bytes = archives.read_part(
                    archive, part, _MAX_TYPE_NAME_LENGTH
                )
                declared_type = declared_bytes.decode("ascii").strip()
                return (
                    declared_type
                    if declared_type in FILE_TYPES and declared_type.startswith(_OPEN)
                    else None
                )
    except archives.BrokenArchive:
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next(
        (kind for part, kind in _OFFICE_MAIN_PARTS.items() if part in names), None
    )


def _is_macro(name: str) -> bool:
    lower = name.lower()
    return lower.endswith(("vbaproject.bin", ".exe", ".js")) or "basic/" in lower


def _is_text(data: bytes, deadline: Deadline) -> bool:
    """UTF-8 that people write: no control characters, no markup that a browser or a
    shell would act upon.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if _CONTROL.search(data):
        return False
    deadline.check()
    begins = text.lstrip()[:1_000].lower()
    if begins.startswith(("#!", "<?", "<!", "<")) or "<script" in text.lower():
        return False
    return not _is_other_known_type(data)


def _is_other_known_type(data: bytes) -> bool:
    """Whether the beginning is that of some kind of file which is not plain text."""
    try:
        matches = puremagic.magic_string(data[:_BEGINNING])
    except (puremagic.PureError, ValueError):
        return False
    best = matches[0] if matches else None
    return best is not None and best.confidence >= 0.8 and "text" not in best.mime_type


_MAGIC_BYTES: tuple[tuple[bytes, Callable[[bytes, Deadline], str | None]], ...] = (
    (b"%PDF-", lambda *_: PDF),
    (b"\x89PNG\r\n\x1a\n", lambda *_: PNG),
    (b"\xff\xd8\xff", lambda *_: JPEG),
    (b"PK\x03\x04", _in_zip),
)
