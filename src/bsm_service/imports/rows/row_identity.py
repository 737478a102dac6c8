"""Which rows are the same activity: by their number in the list, or owner and title.

Texts are the same where a person would read them as the same: whatever the encoding,
case, accents, spaces, and the shape of quotation marks and dashes. Any other sign
counts: "Phase +1" is not "Phase -1". Of a number, spreadsheets make 2, 2.0 or 02; but
1.1 is not 1.10, and A-2 is not A-02, since no program makes one of the other.
"""

import re
import unicodedata
from typing import NamedTuple
from uuid import UUID, uuid5

from bsm_domain.foundation.accents import without_accents
from bsm_service.imports.commands import ImportedActivity

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4`\u2039\u203a\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SINGLE_QUOTES, "'"),
        **dict.fromkeys(_DOUBLE_QUOTES, '"'),
        "\u2026": "...",
    }
)
# Forms of a character that differ in how they are drawn, not in what they say; unlike
# raised digits: 10² is not 102.
_WHOLE_NUMBER = re.compile(r"0*([0-9]{1,15})(?:[.,]0{1,6})?")
_PRESENTATION_FORMS = ("<wide>", "<narrow>", "<compat>", "<noBreak>")


class RowKey(NamedTuple):
    """What identifies a row. `title` is the full text, however long it is."""

    reference: str | None
    owner: str
    title: str

    @property
    def text(self) -> str:
        """The number as it is in the list, or owner and title."""
        return self.reference or f"{self.owner} {self.title}"


def row_key_of(row: ImportedActivity) -> RowKey:
    return RowKey(row.reference, row.owner, row.title)


def normalise_text(text: str) -> str:
    """Equal for texts that are the same to a person."""
    if not text.isascii():
        text = "".join(map(_plain_character, text.translate(_SAME_SIGN)))
    words = text.casefold().split()
    # What a word processor makes of a dash, and the mark at the end of a sentence.
    text = " ".join("-" if word == "--" else word for word in words)
    return text.rstrip(".,;: ") or text


def normalise_reference(reference: str) -> str:
    """Equal for numbers in a list that are the same to a person."""
    text = normalise_text(reference)
    whole_number = _WHOLE_NUMBER.fullmatch(text)
    return str(int(whole_number[1])) if whole_number else text


def activity_id(meeting_id: UUID, row_key: RowKey) -> UUID:
    """Always the same for the same row of the same meeting's list."""
    key = (
        normalise_reference(row_key.reference)
        if row_key.reference
        else normalise_text(row_key.text)
    )
    return uuid5(meeting_id, f"activity, signs kept: {key}")


def ids_of_earlier_versions(meeting_id: UUID, row_key: RowKey) -> tuple[UUID, ...]:
    """The ids that earlier versions of the product gave the row. They took titles that
    differ in a sign for the same, and equal numbers for different ones, so the content
    of an activity found by these must be compared.
    """
    keys = [row_key.text]
    if (
        row_key.reference
        and (number := normalise_reference(row_key.reference)).isdecimal()
    ):
        keys += [number, f"{number}.0", f"0{number}", f"00{number}"]
    forms = dict.fromkeys(map(_without_signs, keys))
    return tuple(uuid5(meeting_id, f"activity {form}") for form in forms)


def _without_signs(key: str) -> str:
    return re.sub(r"[^\w%№]+", " ", without_accents(key)).strip() or key.strip()


def _plain_character(character: str) -> str:
    """A character in its basic form, and a letter without accents."""
    if unicodedata.category(character) == "Cf":  # invisible
        return ""
    if unicodedata.decomposition(character).startswith(_PRESENTATION_FORMS):
        character = unicodedata.normalize("NFKC", character)
    # One by one: with many marks on a letter, Python would compare each with all
    # others. A stroke through a sign (of class 1) makes it another: = and \u2260.
    decomposed = unicodedata.normalize("NFD", character)
    return "".join(part for part in decomposed if unicodedata.combining(part) < 2)
