"""Parses cells as days, due dates and percentages."""

import re
from datetime import date, datetime
from typing import NamedTuple

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.files.cells import TableCell
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.date_words import NO_DATE_WORDS
from bsm_service.imports.values.written_dates import (
    MAX_SERIAL,
    DatePeriod,
    Unit,
    day_from_serial,
    not_a_date_message,
    parse_period,
)

_LAST_YEAR = 2_999
_NEXT_MEETING = re.compile(
    r"(by|before|until|at)?\s*(the )?next (annual )?meeting"
    r"|avant la prochaine (réunion|reunion)|vor (der|dem) nächsten (treffen|sitzung)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"([0-9]{1,9}(?:[.,][0-9]{1,20})?) ?"
    r"(%|٪|percent|per cent|pct|prozent|v\.h\.|pour cent|per cento|por ciento|%\.)?",
    re.IGNORECASE,
)


class ParsedDue(NamedTuple):
    """`on` is None before the next meeting, whose day need not be known, and where
    `words` such as "ongoing" are no date.
    """

    on: date | None
    precision: DuePrecision
    words: str | None = None


class Percentage(NamedTuple):
    """A number, and whether it has a percent sign or word."""

    number: float
    is_signed: bool


def parse_day(cell: TableCell, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """A day, or the last day of a month. Two digits of a year are of this century.
    Raises ValueError with a sentence.
    """
    period = _cell_period(cell, order)
    if period.unit not in (Unit.DAY, Unit.MONTH):
        raise ValueError(not_a_date_message(cell))
    return _validate_day(period.last)


def parse_due(cell: TableCell, order: DayOrder = DayOrder.DAY_FIRST) -> ParsedDue:
    """A day; the last day of a month, quarter, half or year; before the next meeting;
    or words that name no date. Raises ValueError with a sentence.
    """
    if isinstance(cell, str):
        text = " ".join(cell.split())
        if _NEXT_MEETING.fullmatch(text):
            return ParsedDue(None, DuePrecision.NEXT_MEETING)
        if search_key(text).strip(".!() ") in NO_DATE_WORDS:
            return ParsedDue(None, DuePrecision.NEXT_MEETING, text)
    period = _cell_period(cell, order)
    is_quarter = period.unit == Unit.QUARTER
    precision = DuePrecision.QUARTER if is_quarter else DuePrecision.DAY
    return ParsedDue(_validate_day(period.last), precision)


def _cell_period(cell: TableCell, order: DayOrder) -> DatePeriod:
    if isinstance(cell, str):
        return parse_period(cell.strip(), order)
    if isinstance(cell, datetime):
        return DatePeriod(Unit.DAY, cell.date())
    if isinstance(cell, date):
        return DatePeriod(Unit.DAY, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell in range(1_900, 2_101):
            return DatePeriod(Unit.YEAR, date(int(cell), 12, 31))
        if cell > MAX_SERIAL and cell == int(cell):  # 20160930, say
            return parse_period(str(int(cell)), order)
        return DatePeriod(Unit.DAY, day_from_serial(cell))
    raise ValueError(not_a_date_message(cell))


def parse_percentage(cell: TableCell) -> Percentage | None:
    """A number with or without a percent sign; None for anything else."""
    if isinstance(cell, str):
        if match := _PERCENT.fullmatch(" ".join(cell.split())):
            return Percentage(float(match[1].replace(",", ".")), bool(match[2]))
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        return Percentage(float(cell), False)
    return None


def parse_percent(cell: TableCell) -> int:
    """A whole number, never rounded up to 100. Raises ValueError with a sentence."""
    percentage = parse_percentage(cell)
    if percentage is None or not 0 <= percentage.number <= 100:
        raise ValueError(
            f"“{str(cell)[:60]}” is not a percentage; write it as 80 or 80%"
        )
    whole = round(percentage.number)
    return 99 if whole == 100 and percentage.number < 100 else whole


def _validate_day(day: date) -> date:
    if not 1900 <= day.year <= _LAST_YEAR:
        raise ValueError(
            f"{format_date(day)} is not a possible due date (1900 to 2999)"
        )
    return day
