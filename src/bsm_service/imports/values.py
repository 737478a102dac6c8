"""Days, due dates and percentages as people write them in tables."""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bsm_domain.values import DuePrecision
from bsm_service.imports.reading import Cell

# Day 1 of a workbook's own count is 1 January 1900, and it counts a 29 February 1900.
_WORKBOOK_BEGINS = date(1899, 12, 30)
_LATEST = 2_999

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier januar gennaio enero января янв",
            "feb february fevrier février februar febbraio febrero февраля фев",
            "mar march mars märz marz marzo марта мар",
            "apr april avril aprile abril апреля апр",
            "may mai maggio mayo мая",
            "jun june juin juni giugno junio июня июн",
            "jul july juillet juli luglio julio июля июл",
            "aug august août aout agosto августа авг",
            "sep sept september septembre settembre septiembre сентября сен",
            "oct october octobre oktober ottobre octubre октября окт",
            "nov november novembre noviembre ноября ноя",
            "dec december décembre decembre dezember dicembre diciembre декабря дек",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})")
_NAMED = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTH_ALONE = re.compile(r"([^\W\d]+)\.?\s+(\d{4})")
_QUARTER = re.compile(
    r"(?:q|quarter|trimestre|quartal)\s*([1-4])[ ,./-]*(\d{4})"
    r"|(?:([1-4])(?:st|nd|rd|th|er|e|\.)?\s*(?:q|quarter|trimestre|quartal)|([1-4])q)"
    r"(?:\s+of)?[ ,./-]*(\d{4})"
    r"|(\d{4})[ ,./-]*q([1-4])",
    re.IGNORECASE,
)
_NEXT_MEETING = re.compile(
    r"(by|before|until|at)?\s*(the )?next (annual )?meeting"
    r"|avant la prochaine (réunion|reunion)|vor (der|dem) nächsten (treffen|sitzung)",
    re.IGNORECASE,
)


class Due(NamedTuple):
    """`on` is None before the next meeting, whose day nobody need know."""

    on: date | None
    precision: DuePrecision


def day_of(said: Cell) -> date:
    """A day, the day before the month where only numbers tell. Two digits of a year are
    of this century. Raises ValueError with a sentence.
    """
    if isinstance(said, datetime):
        return _possible(said.date())
    if isinstance(said, date):
        return _possible(said)
    if isinstance(said, bool):
        raise ValueError(_no_day(said))
    if isinstance(said, int | float):
        if 1 <= said < 400_000:
            return _possible(_WORKBOOK_BEGINS + timedelta(days=int(said)))
        raise ValueError(_no_day(said))
    return _possible(_of_text(said.strip()))


def _of_text(text: str) -> date:
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year + 2_000 if year < 100 else year, month, day)
        if found := _NAMED.fullmatch(text):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := _MONTH_FIRST.fullmatch(text):
            return date(int(found[3]), _month(found[1]), int(found[2]))
        if found := _MONTH_ALONE.fullmatch(text):
            return _last_of(int(found[2]), _month(found[1]))
    except (ValueError, KeyError):
        pass
    raise ValueError(_no_day(text))


def due_of(said: Cell) -> Due:
    """A day, a quarter, or before the next meeting. Raises ValueError."""
    if isinstance(said, str):
        text = said.strip()
        if _NEXT_MEETING.fullmatch(text):
            return Due(None, DuePrecision.NEXT_MEETING)
        if found := _QUARTER.fullmatch(text):
            first, year, second, third, other, last, fourth = found.groups()
            quarter = int(first or second or third or fourth)
            on = _last_of(int(year or other or last), quarter * 3)
            return Due(_possible(on), DuePrecision.QUARTER)
    return Due(day_of(said), DuePrecision.DAY)


def percent_of(said: Cell) -> int:
    """`80`, `80 %` and `0.8` alike. Raises ValueError."""
    complaint = f"“{str(said)[:60]}” is no percentage; write it like 80 or 80 %"
    if isinstance(said, str):
        text = said.replace("%", "").replace(",", ".").strip()
        try:
            number = float(text)
        except ValueError:
            raise ValueError(complaint) from None
        part = "%" not in said and "." in text and number <= 1
    elif isinstance(said, int | float) and not isinstance(said, bool):
        number, part = float(said), isinstance(said, float) and 0 < said <= 1
    else:
        raise ValueError(complaint)
    whole = round(number * 100 if part else number)
    if not 0 <= whole <= 100:
        raise ValueError(complaint)
    return whole


def _month(name: str) -> int:
    return _MONTHS[name.casefold()]


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _possible(day: date) -> date:
    if not 1900 <= day.year <= _LATEST:
        raise ValueError(f"{day} is not a day that anything can be due on")
    return day


def _no_day(said: object) -> str:
    return (
        f"“{str(said)[:60]}” is no day; write it like 12.04.2016, 2016-04-12 or "
        "12 April 2016"
    )
