"""Titles and comments of texts that are longer than these may be."""

from collections.abc import Iterator

LONGEST_TITLE = 300  # characters
LONGEST_COMMENT = 5_000
_SHORT = 160
# Before a full stop, fewer letters than these may be an abbreviation.
_WHOLE_WORD = 4


def short_title(text: str) -> str:
    """A text of one line, or the first sentences or words of one that is too long."""
    if len(text) <= LONGEST_TITLE:
        return text
    for at in range(_SHORT, _SHORT // 4, -1):
        if _is_end(text, at):
            return text[:at]
    return _cut(text, _SHORT - 2) + " …"


def _is_end(text: str, at: int) -> bool:
    """Whether a sentence ends there: with a word, before one with a capital letter."""
    word = text[:at].rpartition(" ")[2]
    ends = text[at] in ".!?" and text[at + 1] == " " and text[at + 2 : at + 3].isupper()
    return ends and len(word.strip("()\"'\u201c\u201d")) >= _WHOLE_WORD


def split_text(text: str, longest: int = LONGEST_COMMENT) -> Iterator[str]:
    """The whole text, in parts that comments can hold."""
    while len(text) > longest:
        part = _cut(text, longest)
        yield part
        text = text[len(part) :].lstrip()
    if text:
        yield text


def _cut(text: str, longest: int) -> str:
    """The beginning of a longer text: up to the end of a line or a word, where it has
    one in its second half.
    """
    for mark in ("\n", " "):
        at = text.rfind(mark, longest // 2, longest + 1)
        if at > 0:
            return text[:at].rstrip()
    return text[:longest]
