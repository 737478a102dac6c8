"""Splits a cell of several replies by their dates."""

import re
from datetime import date
from typing import NamedTuple

from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.dates_and_percentages import parse_day

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
