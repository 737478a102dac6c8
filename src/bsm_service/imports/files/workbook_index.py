"""Where the sheets of a workbook are among its parts, and which cell styles say more
than a number: percentages, months and years.

The parts have been checked by `workbook_parts`.
"""

import re
from collections.abc import Callable, Mapping
from posixpath import normpath
from xml.parsers import expat

from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.files.workbook_memory_limits import (
    feed_parser,
    unreadable_workbook,
)

WORKBOOK = "xl/workbook.xml"
RELATIONSHIPS = "xl/_rels/workbook.xml.rels"
PLAIN, PERCENT, MONTH, YEAR = range(4)

_STYLES = "xl/styles.xml"
_MAX_ENTRIES = 100_000
_BUILT_IN = {9: PERCENT, 10: PERCENT, 17: MONTH}
# Quoted and escaped characters, colours and locales.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\[\]]*\]|_.')


def parse_elements(
    data: bytes, deadline: Deadline, on_start: Callable[[str, Mapping[str, str]], None]
) -> None:
    """Calls `on_start` with each element's name and attributes, without prefixes."""
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        on_start(
            name.rpartition(":")[2],
            {key.rpartition(":")[2]: value for key, value in attributes.items()},
        )

    parser.StartElementHandler = start
    feed_parser(parser, data, deadline)


class WorkbookIndex:
    """`parts` are by their names in lower case, relative to the archive."""

    def __init__(self, parts: Mapping[str, bytes], deadline: Deadline) -> None:
        self._parts = parts
        self.sheets: dict[str, str] = {}  # the name of each, and its part
        self.targets: dict[str, tuple[str, str]] = {}  # by id: type and part
        # Whether results of formulas are to be calculated only when it is opened.
        self.is_uncalculated = self.counts_from_1904 = False
        self.styles = bytearray()
        self._formats: dict[str, int] = {}
        self._in_cell_styles = False
        parse_elements(
            parts.get(RELATIONSHIPS, b"<none/>"), deadline, self._relationship
        )
        parse_elements(parts[WORKBOOK], deadline, self._workbook)
        parse_elements(parts.get(_STYLES, b"<none/>"), deadline, self._style)

    def relationships(self) -> bytes:
        """The workbook's relationships, each with the full name of its part."""
        elements = "".join(
            f"<Relationship Id={_quoted(id)} Type={_quoted(kind)} "
            f"Target={_quoted('/' + part)}/>"
            for id, (kind, part) in self.targets.items()
        )
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'<Relationships xmlns="{namespace}">{elements}</Relationships>'.encode()

    def _relationship(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        if len(self.targets) >= _MAX_ENTRIES:
            raise unreadable_workbook()
        target = attributes.get("Target", "").replace("\\", "/")
        candidates = [normpath(target.lstrip("/").lower())]
        if not target.startswith("/"):
            candidates.insert(0, normpath(f"xl/{target}".lower()))
        part = next(
            (candidate for candidate in candidates if candidate in self._parts),
            candidates[0],
        )
        self.targets[attributes.get("Id", "")] = attributes.get("Type", ""), part

    def _workbook(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            if len(self.sheets) >= _MAX_ENTRIES:
                raise unreadable_workbook()
            _, part = self.targets.get(attributes.get("id", ""), ("", ""))
            self.sheets[attributes.get("name", "")] = part
        elif name == "calcPr":
            self.is_uncalculated = attributes.get("fullCalcOnLoad") in ("1", "true")
        elif name == "workbookPr":
            self.counts_from_1904 = attributes.get("date1904") in ("1", "true")

    def _style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt" and len(self._formats) < _MAX_ENTRIES:
            kind = _format_kind(attributes.get("formatCode", "")[:255])
            self._formats[attributes.get("numFmtId", "")] = kind
        elif name in ("cellXfs", "cellStyles", "cellStyleXfs"):
            self._in_cell_styles = name == "cellXfs"
        elif name == "xf" and self._in_cell_styles:
            id = attributes.get("numFmtId", "")
            built_in = _BUILT_IN.get(int(id), PLAIN) if id.isdecimal() else PLAIN
            self.styles.append(self._formats.get(id, built_in))


def _format_kind(code: str) -> int:
    """What a number format shows of a number or a date: PLAIN, PERCENT, MONTH, YEAR."""
    signs = set(_LITERAL.sub("", code).lower())
    if "%" in signs:
        return PERCENT
    if signs & set("dhs"):
        return PLAIN
    if "m" in signs:
        return MONTH
    return YEAR if "y" in signs else PLAIN


def _quoted(text: str) -> str:
    """The value of an XML attribute."""
    for sign, escaped in (("&", "&amp;"), ("<", "&lt;"), ('"', "&quot;")):
        text = text.replace(sign, escaped)
    return f'"{text}"'
