"""How much memory the parts of a workbook would take, estimated from their XML.

A few kilobytes can name a million cells, or one long text a million times, and the
library that reads sheets creates them all: it would use up the memory of the process.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from xml.parsers import expat

from bsm_domain.foundation.formatting import count_of
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import UnreadableFile

MAX_ELEMENTS = 3_000_000  # of 20,000 rows of 50 cells, and their styles
_MAX_AREA = 4_000_000  # cells from the first to the last, empty ones among them
_MAX_TEXT = 50_000_000  # characters of all cells of a sheet
_UNKNOWN = -1
_MAX_DEPTH = 100  # elements, each within another
_CHUNK_SIZE = 1_000_000  # bytes between two looks at the clock
_MAX_TAG_LENGTH = 2 * _CHUNK_SIZE


class WorkbookPart:
    """One part: how far its cells go, the lengths of its shared texts, and how often
    its cells refer to each. Raises UnreadableFile for invalid or excessive XML.
    """

    def __init__(self, data: bytes, max_elements: int, deadline: Deadline) -> None:
        """`max_elements` are read at most. Raises ParsingTooSlow as well."""
        self.rows = self.columns = 0
        self.texts: list[int] = []  # the length of each, in their order
        self.text_references: Counter[int] = Counter()
        self.elements, self._max_elements = 0, max_elements
        self._column = self._depth = 0
        self._names = self._in_text = False
        self._value: list[str] | None = None
        parser = expat.ParserCreate()
        # Each piece of text comes by itself, so that a number in pieces is known.
        parser.buffer_text = False
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        parser.StartDoctypeDeclHandler = _no_doctype
        feed_parser(parser, data, deadline)

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise unreadable_workbook()
        if self.elements > self._max_elements:
            raise UnreadableFile(
                f"the workbook has more than {MAX_ELEMENTS:,} cells, rows and texts; "
                "delete everything that is not part of the list, and save it again"
            )
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes.get("r"))
            self._names = attributes.get("t") == "s"
        elif name == "v":
            self._value = [] if self._names else None
        elif name == "row":
            self._column = 0
            self.rows = max(self.rows + 1, _number(attributes.get("r", "")))
        elif name == "si":
            if self._in_text:
                raise unreadable_workbook()
            self._in_text = True
            self.texts.append(0)

    def _on_end(self, name: str) -> None:
        self._depth -= 1
        if self._value is not None and name.endswith("v"):
            self.text_references[_text_index(self._value)] += 1
            self._value = None
        elif self._in_text and name.endswith("si"):
            self._in_text = False

    def _on_text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)
        elif self._in_text:
            self.texts[-1] += len(text)

    def _cell(self, reference: str | None) -> None:
        """At its reference, or next to the cell before."""
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column = column_number(letters)
            row = _number(reference[len(letters) :])
            if row > self.rows:
                self.rows = row
        if self._column > self.columns:
            self.columns = self._column


def require_fits_memory(parts: Iterable[WorkbookPart]) -> None:
    """Raises UnreadableFile for sheets that would take too much memory."""
    parts = tuple(parts)
    texts = [
        max(lengths)
        for lengths in zip_longest(*(part.texts for part in parts), fillvalue=0)
    ]
    longest = max(texts, default=0)
    for sheet in parts:
        if sheet.rows * sheet.columns > _MAX_AREA:
            raise UnreadableFile(
                f"the workbook has a sheet with cells up to row {sheet.rows:,} and "
                f"column {sheet.columns:,}; delete everything that is not part of the "
                "list, and save it again"
            )
        characters = sum(
            occurrences * (texts[index] if 0 <= index < len(texts) else longest)
            for index, occurrences in sheet.text_references.items()
        )
        if characters > _MAX_TEXT:
            raise UnreadableFile(
                f"the cells of a sheet contain {count_of(characters, 'character')}, "
                f"and at most {_MAX_TEXT:,} can be read; split it into several files"
            )


def feed_parser(parser: expat.XMLParserType, data: bytes, deadline: Deadline) -> None:
    """Raises UnreadableFile, ParsingTooSlow."""
    try:
        for offset in range(0, len(data), _CHUNK_SIZE):
            deadline.check()
            parser.Parse(data[offset : offset + _CHUNK_SIZE], False)
            if offset + _CHUNK_SIZE - parser.CurrentByteIndex > _MAX_TAG_LENGTH:
                raise unreadable_workbook()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise unreadable_workbook() from error


def unreadable_workbook() -> UnreadableFile:
    return UnreadableFile(
        "the workbook cannot be read; open it in a spreadsheet program and save it "
        "again"
    )


def _no_doctype(*_: object) -> None:
    raise unreadable_workbook()


def _text_index(pieces: list[str]) -> int:
    """The index of a shared text; unknown where readers may disagree."""
    text = pieces[0] if len(pieces) == 1 else ""
    return int(text) if text.isdecimal() and len(text) < 10 else _UNKNOWN


def _number(digits: str) -> int:
    return int(digits[:9]) if digits.isdecimal() else 0


def column_number(letters: str) -> int:
    """The number of a column by its letters, counted from 1."""
    number = 0
    for letter in letters[:5].upper().encode("ascii", "replace"):
        number = number * 26 + letter - ord("A") + 1
    return number
