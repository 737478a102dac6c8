"""Shortens titles and splits comments that are too long."""

from collections.abc import Iterator

MAX_TITLE_LENGTH = 300  # characters
MAX_COMMENT_LENGTH = 5_000
_SHORT_TITLE_LENGTH = 160
# Before a full stop, fewer letters than these may be an abbreviation.
_MIN_LAST_WORD = 4


def short_title(text: str) -> str:
    """A text of one line, or the first sentences or words of one that is too long."""
    if len(text) <= MAX_TITLE_LENGTH:
        return text
    for end in range(_SHORT_TITLE_LENGTH, _SHORT_TITLE_LENGTH // 4, -1):
        if _is_end(text, end):
            return text[:end]
    return _beginning(text, _SHORT_TITLE_LENGTH - 2) + " …"


def _is_end(text: str, end: int) -> bool:
    """Whether a sentence ends there: with a word, before one with a capital letter."""
    word = text[:end].rpartition(" ")[2]
    is_sentence_end = (
        text[end] in ".!?"
        and text[end + 1] == " "
        and text[end + 2 : end + 3].isupper()
    )
    return is_sentence_end and len(word.strip("()\"'\u201c\u201d")) >= _MIN_LAST_WORD


def split_text(text: str, longest: int = MAX_COMMENT_LENGTH) -> Iterator[str]:
    """The whole text, in parts of the length of a comment."""
    while len(text) > longest:
        part = _beginning(text, longest)
        yield part
        text = text[len(part) :].lstrip()
    if text:
        yield text


def _beginning(text: str, longest: int) -> str:
    """The beginning of a longer text: up to the end of a line or a word, where it has
    one in its second half.
    """
    for mark in ("\n", " "):
        end = text.rfind(mark, longest // 2, longest + 1)
        if end > 0:
            return text[:end].rstrip()
    return text[:longest]
