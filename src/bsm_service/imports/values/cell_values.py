"""Days, due dates and percentages of cells."""

import re
from datetime import date, datetime
from typing import NamedTuple

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.files.cells import TableCell
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.date_words import NO_DATE_WORDS
from bsm_service.imports.values.written_dates import (
    MOST_SERIAL,
    DatePeriod,
    Unit,
    day_from_serial,
    not_a_date_message,
    parse_period,
)

_LATEST = 2_999
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
    """`on` is None before the next meeting, whose day nobody need know, and where
    `words` such as "ongoing" name no date.
    """

    on: date | None
    precision: DuePrecision
    words: str | None = None


class Percentage(NamedTuple):
    """A number, and whether a percent sign or word says that it is of a hundred."""

    number: float
    is_signed: bool


def parse_day(said: TableCell, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """A day, or the last day of a month. Two digits of a year are of this century.
    Raises ValueError with a sentence.
    """
    found = _period(said, order)
    if found.unit not in (Unit.DAY, Unit.MONTH):
        raise ValueError(not_a_date_message(said))
    return _possible(found.last)


def parse_due(said: TableCell, order: DayOrder = DayOrder.DAY_FIRST) -> ParsedDue:
    """A day; the last day of a month, quarter, half or year; before the next meeting;
    or words that name no date. Raises ValueError with a sentence.
    """
    if isinstance(said, str):
        text = " ".join(said.split())
        if _NEXT_MEETING.fullmatch(text):
            return ParsedDue(None, DuePrecision.NEXT_MEETING)
        if search_key(text).strip(".!() ") in NO_DATE_WORDS:
            return ParsedDue(None, DuePrecision.NEXT_MEETING, text)
    found = _period(said, order)
    is_quarter = found.unit == Unit.QUARTER
    precision = DuePrecision.QUARTER if is_quarter else DuePrecision.DAY
    return ParsedDue(_possible(found.last), precision)


def _period(said: TableCell, order: DayOrder) -> DatePeriod:
    if isinstance(said, str):
        return parse_period(said.strip(), order)
    if isinstance(said, datetime):
        return DatePeriod(Unit.DAY, said.date())
    if isinstance(said, date):
        return DatePeriod(Unit.DAY, said)
    if isinstance(said, int | float) and not isinstance(said, bool):
        if said in range(1_900, 2_101):
            return DatePeriod(Unit.YEAR, date(int(said), 12, 31))
        if said > MOST_SERIAL and said == int(said):  # 20160930, say
            return parse_period(str(int(said)), order)
        return DatePeriod(Unit.DAY, day_from_serial(said))
    raise ValueError(not_a_date_message(said))


def parse_percentage(said: TableCell) -> Percentage | None:
    """What a cell says, with or without a sign; None for anything else."""
    if isinstance(said, str):
        if found := _PERCENT.fullmatch(" ".join(said.split())):
            return Percentage(float(found[1].replace(",", ".")), bool(found[2]))
    elif isinstance(said, int | float) and not isinstance(said, bool):
        return Percentage(float(said), False)
    return None


def parse_percent(said: TableCell) -> int:
    """Of a hundred; never rounded up to 100. Raises ValueError with a sentence."""
    found = parse_percentage(said)
    if found is None or not 0 <= found.number <= 100:
        raise ValueError(
            f"“{str(said)[:60]}” is not a percentage; write it like 80 or 80 %"
        )
    whole = round(found.number)
    return 99 if whole == 100 and found.number < 100 else whole


def _possible(day: date) -> date:
    if not 1900 <= day.year <= _LATEST:
        raise ValueError(f"{day} is not a day that anything can be due on")
    return day
