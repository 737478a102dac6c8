"""Last days of months and quarters, used as due dates."""

import calendar
from datetime import date


def last_day_of_month(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])


def last_day_of_quarter(day: date) -> date:
    """31 March, 30 June, 30 September or 31 December, whichever comes next."""
    return last_day_of_month(day.replace(day=1, month=-(-day.month // 3) * 3))


def quarter_end_next_year(day: date) -> date:
    """The last day of the quarter a year ahead: when a new activity may be due."""
    return last_day_of_quarter(day.replace(day=1, year=day.year + 1))
