"""Parses dates as people write them: days, months, quarters and years."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.quarters import last_day_of_month
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.date_words import (
    BEFORE_WORDS,
    END_WORDS,
    FILLER_WORDS,
    HALF_WORDS,
    ORDINAL_WORDS,
    QUARTER_WORDS,
    VAGUE_WORDS,
    ambiguous_months,
    months,
    weekdays,
)

# Day 1 of a workbook's own count is 1 January 1900, and it counts a 29 February 1900.
_WORKBOOK_BEGINS = date(1899, 12, 30)
MAX_SERIAL = 99_999  # of days that workbooks count: 14 October 2173
# With a full stop the day comes first, unless a column shows otherwise.
DAY_FIRST_BY_CUSTOM = frozenset(". ")
_MAX_LENGTH = 60  # characters of a date
_TOKENS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")


class Unit(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class DatePeriod(NamedTuple):
    """The period that a text names: its unit, and its last day."""

    unit: Unit
    last: date


@dataclass(frozen=True, slots=True)
class NumericDate:
    """A date such as 03/04/2016: two numbers of which either may be the day, a year,
    and their separator.
    """

    first: int
    second: int
    year: int
    separator: str

    @property
    def only_order(self) -> DayOrder | None:
        """The order, where only one of them gives a date."""
        if self.first > 12 >= self.second:
            return DayOrder.DAY_FIRST
        if self.second > 12 >= self.first:
            return DayOrder.MONTH_FIRST
        return None

    @property
    def is_ambiguous(self) -> bool:
        """Whether the two orders give different dates."""
        return self.first != self.second and max(self.first, self.second) <= 12

    def day(self, order: DayOrder) -> date:
        """Raises ValueError."""
        day, month = self.first, self.second
        if order == DayOrder.MONTH_FIRST:
            day, month = month, day
        return date(self.year, month, day)


def parse_numeric_date(text: str) -> NumericDate | None:
    """A date of numbers alone, the year last; None for any other text."""
    return None if len(text) > _MAX_LENGTH else _short_numeric_date(text)


@lru_cache(maxsize=4_096)  # a column has the same dates again and again
def _short_numeric_date(text: str) -> NumericDate | None:
    return _numeric_date(_tokens(text))


def parse_period(text: str, order: DayOrder = DayOrder.DAY_FIRST) -> DatePeriod:
    """The day, month, quarter, half or year that a text names. Two digits of a year are
    of this century; `order` is that of dates without full stops. Raises ValueError with
    a sentence.
    """
    tokens = _tokens(text)
    try:
        period = _read_period(tokens, order)
        if period is None and tokens and tokens[0] in weekdays():
            named = _read_period(tokens[1:], order)
            period = named if named and named.unit == Unit.DAY else None
    except ValueError as error:
        raise ValueError(not_a_date_message(text)) from error
    if period is None:
        raise ValueError(_refusal(text, tokens))
    return period


def _refusal(text: str, tokens: Sequence[str]) -> str:
    words, quoted = frozenset(tokens), f"“{text[:60]}”"
    if words & ambiguous_months():
        month = "the name means different months in different languages"
        return f"{quoted} is ambiguous: {month}; write the month as a number"
    if words & (VAGUE_WORDS | BEFORE_WORDS) and any(map(str.isdecimal, tokens)):
        return (
            f"{quoted} is not a definite date; write a day, month, quarter or year, "
            "such as 30.06.2016, June 2016, Q2 2016 or 2016"
        )
    return not_a_date_message(text)


def day_from_serial(number: float, *, counts_from_1904: bool = False) -> date:
    """The day of a workbook's date number. Raises ValueError."""
    if not 1 <= number <= MAX_SERIAL:
        raise ValueError(not_a_date_message(number))
    since = 1_462 if counts_from_1904 else 0
    return _WORKBOOK_BEGINS + timedelta(days=int(number) + since)


def not_a_date_message(value: object) -> str:
    return (
        f"“{str(value)[:60]}” is not a date; write it as 12.04.2016, 2016-04-12 or 12 "
        "April 2016"
    )


def _tokens(text: str) -> list[str]:
    """Numbers, folded words and signs, without a time of day."""
    if len(text) > _MAX_LENGTH:
        return []
    tokens = _TOKENS.findall(search_key(text))
    for index, (number, sign) in enumerate(pairwise(tokens)):
        if sign == ":" and number.isdecimal() and index:
            return tokens[: index - 1] if tokens[index - 1] == "T" else tokens[:index]
    return tokens


def _numeric_date(tokens: Sequence[str]) -> NumericDate | None:
    numbers = [token for token in tokens if token.isdecimal()]
    if len(numbers) != 3 or len(numbers[2]) not in (2, 4):
        return None
    if max(len(numbers[0]), len(numbers[1])) > 2:
        return None
    positions = [position for position, token in enumerate(tokens) if token.isdecimal()]
    separators = [
        token for token in tokens[positions[0] : positions[2]] if not token.isdecimal()
    ]
    other_tokens = [*tokens[: positions[0]], *tokens[positions[2] + 1 :]]
    if (
        len(set(separators)) > 1
        or len(separators) > 2
        or not set(separators) <= set("./-")
    ):
        return None
    if not all(token in FILLER_WORDS or token in ".," for token in other_tokens):
        return None
    year = int(numbers[2])
    return NumericDate(
        int(numbers[0]),
        int(numbers[1]),
        year + 2_000 if len(numbers[2]) == 2 else year,
        separators[0] if separators else " ",
    )


def _read_period(tokens: Sequence[str], order: DayOrder) -> DatePeriod | None:
    """Raises ValueError for a day that the month does not have."""
    is_before = bool(tokens) and tokens[0] in BEFORE_WORDS
    if is_before:
        tokens = tokens[1:]
    if numeric := _numeric_date(tokens):
        is_by_custom = numeric.separator in DAY_FIRST_BY_CUSTOM
        return DatePeriod(
            Unit.DAY, numeric.day(DayOrder.DAY_FIRST if is_by_custom else order)
        )
    words = [word for word in tokens if word.isalnum() and word not in FILLER_WORDS]
    is_end = bool(words) and words[0] in END_WORDS
    period = _named_period(words[1:] if is_end else words, tokens)
    # The end of a day, and what comes before a month, are no certain day.
    if period and (is_end if period.unit == Unit.DAY else is_before and not is_end):
        return None
    return period


def _named_period(words: Sequence[str], tokens: Sequence[str]) -> DatePeriod | None:
    """The period named by words without filler words."""
    shape = "".join(map(_token_type, words))
    numbers = [int(word) for word in words if word.isdecimal()]
    match shape:
        case "Y":
            return DatePeriod(Unit.YEAR, date(numbers[0], 12, 31))
        case "8":
            year, month_and_day = divmod(numbers[0], 10_000)
            return DatePeriod(
                Unit.DAY, date(year, month_and_day // 100, month_and_day % 100)
            )
        case "5":
            return DatePeriod(Unit.DAY, day_from_serial(numbers[0]))
        case "Ynn":
            return DatePeriod(Unit.DAY, date(*numbers))
        case "nY":
            return _month(numbers[1], numbers[0])
        case "Yn":
            return _month(*numbers)
        case "MY" | "YM":
            return _month(numbers[0], _month_number(words))
        case "Mn" if _are_joined(words, tokens):
            return _month(2_000 + numbers[0], _month_number(words))
        case "nMY" | "nMn" | "MnY" | "Mnn":
            day, year = numbers
            year += 2_000 if year < 100 else 0
            return DatePeriod(Unit.DAY, date(year, _month_number(words), day))
        case "YMn" | "YnM":
            return DatePeriod(
                Unit.DAY, date(numbers[0], _month_number(words), numbers[1])
            )
    return _quarter_or_half(shape, words)


def _quarter_or_half(shape: str, words: Sequence[str]) -> DatePeriod | None:
    """A quarter or a half: Q3 2016, third quarter 2016, 2016 Q3, 3Q16."""
    for unit, mark, parts in ((Unit.QUARTER, "Q", 4), (Unit.HALF, "H", 2)):
        if sorted(shape) not in (
            sorted(f"{mark}nY"),
            sorted(f"{mark}oY"),
            sorted(f"{mark}nn"),
        ):
            continue
        ordinal = next(
            (
                ORDINAL_WORDS.get(word) or int(word)
                for word in words
                if _token_type(word) in "no"
            ),
            0,
        )
        year = next((int(word) for word in words if _token_type(word) == "Y"), 0)
        if not year and shape in (f"{mark}nn", f"n{mark}n"):
            year = 2_000 + int(words[-1])
        if year and 1 <= ordinal <= parts:
            return DatePeriod(unit, _month(year, ordinal * 12 // parts).last)
    return None


def _token_type(word: str) -> str:
    """One letter for the type of a word."""
    if word.isdecimal():
        return {1: "n", 2: "n", 4: "Y", 5: "5", 8: "8"}.get(len(word), "?")
    if word in months():
        return "M"
    if word in QUARTER_WORDS:
        return "Q"
    if word in HALF_WORDS:
        return "H"
    return "o" if word in ORDINAL_WORDS else "?"


def _are_joined(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether a sign such as a hyphen makes Sep-16 a month and a year."""
    position = tokens.index(words[-1])
    return position > 0 and tokens[position - 1] in ("-", "/", "'")


def _month_number(words: Sequence[str]) -> int:
    return next(months()[word] for word in words if word in months())


def _month(year: int, month: int) -> DatePeriod:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return DatePeriod(Unit.MONTH, last_day_of_month(date(year, month, 1)))
