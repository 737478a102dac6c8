"""Cells of a table, without characters that no text should hold."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.foundation.accents import without_accents
from bsm_domain.foundation.formatting import count_of
from bsm_service.imports.words import read_words

MAX_ROWS = 20_000
MAX_CELLS = 200  # in a row

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Soft hyphens, zero-width spaces, direction marks, marks of byte order.
_INVISIBLE = re.compile(
    "[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_UNDECODED = re.compile("[\ud800-\udfff]")
_NOT_IN_A_WORD = re.compile(r"[^\w%№?]+")

ERRORS = frozenset(read_words("cells")["errors"].split())


@dataclass(frozen=True, slots=True)
class InvalidCell:
    """A cell that cannot be read; its row is refused with this message. `text` is what
    can be shown of the cell.
    """

    message: str
    text: str = ""

    def __str__(self) -> str:
        return self.text


TableCell = str | float | date | datetime | bool | InvalidCell


def looks_binary(text: str) -> bool:
    """Whether so many characters are control characters that it is no text but an image
    or a document, say. A few of them in a text are dropped.
    """
    return sum(1 for _ in _CONTROL.finditer(text)) * 20 > len(text)


def cell_name(row: int, column: int) -> str:
    """As office programs name cells: D7. Columns are counted from 0."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """As office programs name columns: A, B, …, Z, AA."""
    leading, last = divmod(column, 26)
    return (column_letters(leading - 1) if leading else "") + chr(ord("A") + last)


def error_cell(row: int, column: int, error: str) -> InvalidCell:
    return InvalidCell(
        f"cell {cell_name(row, column)} contains the error {error[:20]}; correct its "
        "formula or enter the value",
        error,
    )


def uncalculated_cell(row: int, column: int) -> InvalidCell:
    return InvalidCell(
        f"cell {cell_name(row, column)} contains a formula without a result; open the "
        "file in a spreadsheet program, save it and import it again, or enter the "
        "value"
    )


def fold_text(text: str) -> str:
    """Without case, accents, punctuation and repeated spaces; signs alone stay, and
    question marks: "done?" is not "done".
    """
    return _NOT_IN_A_WORD.sub(" ", without_accents(text)).strip() or text.strip()


class CellCleaner:
    """Cleans texts of cells: every line ends with one line feed, invisible marks and
    control characters are dropped, and the dropped control characters are counted.
    """

    def __init__(self, encoding: str = "") -> None:
        """`encoding` is that of a text file, for messages about its bytes."""
        self._encoding = encoding
        self.dropped: Counter[str] = Counter()
        self._first: str | None = None

    def clean(self, text: str, row: int, column: int) -> TableCell:
        """The text of a cell, or why it cannot be read."""
        if text.isascii() and text.isprintable():
            text = text.strip()
            return error_cell(row, column, text) if text in ERRORS else text
        if _UNDECODED.search(text):
            return self._undecoded(text, row, column)
        text = _LINE_ENDS.sub("\n", text)
        for control in _CONTROL.findall(text):
            self.dropped[control] += 1
            self._first = self._first or cell_name(row, column)
        text = _CONTROL.sub("", _INVISIBLE.sub("", text)).strip()
        return error_cell(row, column, text) if text in ERRORS else text

    def _undecoded(self, text: str, row: int, column: int) -> InvalidCell:
        match = _UNDECODED.search(text)
        assert match is not None
        readable = _UNDECODED.sub("\ufffd", text).strip()
        byte = ord(match.group()) - 0xDC00
        return InvalidCell(
            f"“{readable[:60]}” in cell {cell_name(row, column)} has a byte "
            f"({byte:02X}) that is not valid in {self._encoding}, the encoding of the "
            "rest of the file; correct it and save the file as UTF-8, or choose the "
            "file's encoding",
            readable,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Which control characters were removed."""
        if not self.dropped:
            return ()
        number = self.dropped.total()
        named = ", ".join(
            f"U+{ord(character):04X}" for character in sorted(self.dropped)[:5]
        )
        if number == 1:
            return (
                f"A control character ({named}) in cell {self._first} was removed.",
            )
        return (
            f"{count_of(number, 'control character')} ({named}) were removed, the "
            f"first in cell {self._first}.",
        )
