"""Days as the network reckons with them: the quarter in which an activity is due."""

import calendar
from datetime import date


def last_day_of_quarter(day: date) -> date:
    """31 March, 30 June, 30 September or 31 December, whichever comes next."""
    month = -(-day.month // 3) * 3
    return date(day.year, month, calendar.monthrange(day.year, month)[1])


def quarter_end_next_year(day: date) -> date:
    """The last day of the quarter a year ahead: when a new activity may be due."""
    return last_day_of_quarter(day.replace(day=1, year=day.year + 1))


def last_day_of_month(day: date) -> date:
    return date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
