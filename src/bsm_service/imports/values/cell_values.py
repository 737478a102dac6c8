"""Days, due dates and percentages of cells."""

import re
from datetime import date, datetime
from typing import NamedTuple

from bsm_domain.foundation.accents import searchable
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.files.cells import Cell
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.values.date_words import UNDATED
from bsm_service.imports.values.written_dates import (
    MOST_SERIAL,
    Period,
    Unit,
    not_a_date,
    period_of,
    serial_day,
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


class Due(NamedTuple):
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


def day_of(said: Cell, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """A day, or the last day of a month. Two digits of a year are of this century.
    Raises ValueError with a sentence.
    """
    found = _period(said, order)
    if found.unit not in (Unit.DAY, Unit.MONTH):
        raise ValueError(not_a_date(said))
    return _possible(found.last)


def due_of(said: Cell, order: DayOrder = DayOrder.DAY_FIRST) -> Due:
    """A day; the last day of a month, quarter, half or year; before the next meeting;
    or words that name no date. Raises ValueError with a sentence.
    """
    if isinstance(said, str):
        text = " ".join(said.split())
        if _NEXT_MEETING.fullmatch(text):
            return Due(None, DuePrecision.NEXT_MEETING)
        if searchable(text).strip(".!() ") in UNDATED:
            return Due(None, DuePrecision.NEXT_MEETING, text)
    found = _period(said, order)
    is_quarter = found.unit == Unit.QUARTER
    precision = DuePrecision.QUARTER if is_quarter else DuePrecision.DAY
    return Due(_possible(found.last), precision)


def _period(said: Cell, order: DayOrder) -> Period:
    if isinstance(said, str):
        return period_of(said.strip(), order)
    if isinstance(said, datetime):
        return Period(Unit.DAY, said.date())
    if isinstance(said, date):
        return Period(Unit.DAY, said)
    if isinstance(said, int | float) and not isinstance(said, bool):
        if said in range(1_900, 2_101):
            return Period(Unit.YEAR, date(int(said), 12, 31))
        if said > MOST_SERIAL and said == int(said):  # 20160930, say
            return period_of(str(int(said)), order)
        return Period(Unit.DAY, serial_day(said))
    raise ValueError(not_a_date(said))


def percentage(said: Cell) -> Percentage | None:
    """What a cell says, with or without a sign; None for anything else."""
    if isinstance(said, str):
        if found := _PERCENT.fullmatch(" ".join(said.split())):
            return Percentage(float(found[1].replace(",", ".")), bool(found[2]))
    elif isinstance(said, int | float) and not isinstance(said, bool):
        return Percentage(float(said), False)
    return None


def percent_of(said: Cell) -> int:
    """Of a hundred; never rounded up to 100. Raises ValueError with a sentence."""
    found = percentage(said)
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
