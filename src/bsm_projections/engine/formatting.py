"""How numbers, times and lists are written, on screens and on paper."""

from collections.abc import Sequence
from datetime import date, datetime

from bsm_domain.foundation.plurals import pluralize
from bsm_domain.foundation.time_zones import TIME_ZONES, time_zone_named

THIN_SPACE = "\u2009"
MONTH_NAMES = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def format_date(day: date) -> str:
    """A day as every sentence and screen shows it: 12 Apr 2016."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def format_number(value: int) -> str:
    """1204 as "1 204", with a thin space."""
    return f"{value:,}".replace(",", THIN_SPACE)


def format_datetime(value: datetime, zone: str = "UTC") -> str:
    """12 Apr 2016, 16:00 Berlin"""
    local = value.astimezone(time_zone_named(zone))
    return f"{format_date(local.date())}, {local:%H:%M} {time_zone_city(zone)}"


def time_zone_city(zone: str) -> str:
    """Berlin for Europe/Berlin; of an unknown zone, that UTC is used instead."""
    if zone not in TIME_ZONES:
        return f"UTC (unknown time zone “{zone}”)"
    return zone.rpartition("/")[2].replace("_", " ")


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """3 activities, 1 activity"""
    return f"{format_number(value)} {pluralize(value, singular, plural)}"


def format_days(days: int) -> str:
    """Days in words: "18 days", "3 months", "2 years"."""
    if days < 60:
        return format_count(days, "day")
    if days < 730:
        return f"{days // 30} months"
    return f"{days // 365} years"


def join_names(names: Sequence[str], limit: int = 3) -> str:
    """A, B and C; beyond `limit` the rest is counted."""
    parts = list(names[:limit])
    rest = len(names) - len(parts)
    if rest:
        parts.append(f"{rest} more")
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def format_ordinal(value: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if 10 <= value % 100 <= 20 else last}"
