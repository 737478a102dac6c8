"""Which rows are the same activity: by their number in the list, or owner and title.

What a person would read as the same text is the same: whatever the encoding, case,
accents, spaces, and the shape of quotation marks and dashes. Any other sign counts:
"Phase +1" is not "Phase -1".
"""

import re
import unicodedata
from typing import NamedTuple
from uuid import UUID, uuid5

from bsm_domain.letters import without_accents

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
_DRAWN = ("<wide>", "<narrow>", "<compat>", "<noBreak>")


class Told(NamedTuple):
    """By what a row is known. `title` is the whole text, however long it is."""

    reference: str | None
    owner: str
    title: str

    @property
    def key(self) -> str:
        return self.reference or f"{self.owner} {self.title}"


def same_text(text: str) -> str:
    """Equal for texts that are the same to a person."""
    if not text.isascii():
        text = "".join(map(_plain, text.translate(_SAME_SIGN)))
    words = text.casefold().split()
    # What a word processor makes of a dash, and the mark at the end of a sentence.
    text = " ".join("-" if word == "--" else word for word in words)
    return text.rstrip(".,;: ") or text


def activity_id(meeting_id: UUID, told: Told) -> UUID:
    """Always the same for the same row of the same meeting's list."""
    return uuid5(meeting_id, f"activity, signs kept: {same_text(told.key)}")


def earlier_id(meeting_id: UUID, told: Told) -> UUID:
    """What earlier versions made of the row. They took titles for the same that differ
    in a sign, so whoever finds it on record must compare what stands there.
    """
    key = (
        re.sub(r"[^\w%№]+", " ", without_accents(told.key)).strip() or told.key.strip()
    )
    return uuid5(meeting_id, f"activity {key}")


def _plain(one: str) -> str:
    """A character without what only its drawing has, and a letter without accents."""
    if unicodedata.category(one) == "Cf":  # invisible
        return ""
    if unicodedata.decomposition(one).startswith(_DRAWN):
        one = unicodedata.normalize("NFKC", one)
    # One by one: of many marks upon a letter, Python sorts each against all others.
    # A stroke through a sign (of class 1) makes it another: = and \u2260.
    decomposed = unicodedata.normalize("NFD", one)
    return "".join(it for it in decomposed if unicodedata.combining(it) < 2)
