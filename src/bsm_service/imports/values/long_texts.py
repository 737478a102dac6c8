"""Long texts of cells: replies one below the other, titles and comments that are too
long.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.dates_and_percentages import parse_day

MAX_TITLE_LENGTH = 300  # characters
MAX_COMMENT_LENGTH = 5_000
_SHORT_TITLE_LENGTH = 160
# Before a full stop, fewer letters than these may be an abbreviation.
_MIN_LAST_WORD = 4
# A day at the beginning of a line, or after what ends a reply; then a mark, unless the
# day is in brackets.
_DATE_PATTERN = (
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})"
    r"|\d{1,2}\.? [^\W\d]{3,9}\.? \d{4}"
)
_REPLY_START = re.compile(
    r"(?:^[ \t\-*\u2022(\[]*(?:(?:le|am|on|il|el) )?"
    r"|(?:(?<=[\n;|])|(?<=[.!?]\s))[ \t\-*\u2022(\[]*)"
    rf"(?P<day>{_DATE_PATTERN})(?:[)\]]\s*(?::|-|\u2013|\u2014|,)?|\s*(?::|-|\u2013|\u2014|,))\s*",
    re.MULTILINE | re.IGNORECASE,
)


class DatedReply(NamedTuple):
    """A reply, and its day, if that is known."""

    day: date | None
    text: str


def parse_replies(
    text: str, order: DayOrder = DayOrder.DAY_FIRST
) -> tuple[DatedReply, ...]:
    """The replies in a cell, in their order. `order` is that of dates. The text before
    the first date, or without any, is one reply without a day.
    """
    marks = [
        (match, day)
        for match in _REPLY_START.finditer(text)
        if (day := _day(match, order))
    ]
    match: list[DatedReply] = []
    start, current_day = 0, None
    for mark, day in marks:
        _add(match, current_day, text[start : mark.start()])
        start, current_day = mark.end(), day
    _add(match, current_day, text[start:])
    return tuple(match)


def _add(replies: list[DatedReply], day: date | None, text: str) -> None:
    reply = text.strip().strip(";|").strip()
    if reply:
        replies.append(DatedReply(day, reply))


def _day(match: re.Match[str], order: DayOrder) -> date | None:
    try:
        return parse_day(match["day"], order)
    except ValueError:
        return None


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
