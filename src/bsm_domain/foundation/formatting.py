"""Formats numbers, counts, lists, ordinals and dates for all texts of the product.

The rules of English come from Babel, whose data is loaded when first needed.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale, dates, lists

from bsm_domain.foundation.time_zones import TIME_ZONES, time_zone_named

THIN_SPACE = "\u2009"
# British English, which writes "A, B and C".
_ENGLISH = Locale("en", "GB")
# Its "Sept" would be the only month of four letters, and charts write "Sep".
_MONTHS = Locale("en")
_ORDINAL_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}


def pluralize(value: int, singular: str, plural: str | None = None) -> str:
    """The form of a word after a number, without the number: a noun, or a verb with its
    plural (`pluralize(3, "is", "are")`).
    """
    return singular if _is_singular(value) else plural or f"{singular}s"


@lru_cache(1_000)
def _is_singular(value: int) -> bool:
    return _ENGLISH.plural_form(value) == "one"


def count_of(value: int, singular: str, plural: str | None = None) -> str:
    """A count in plain text: "1 seat", "1,204 activities"."""
    return f"{value:,} {pluralize(value, singular, plural)}"


def format_number(value: int) -> str:
    """1204 as "1 204", with a thin space, on screens and on paper."""
    return f"{value:,}".replace(",", THIN_SPACE)


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """A count on screens and on paper: "1 seat", "1 204 activities"."""
    return f"{format_number(value)} {pluralize(value, singular, plural)}"


def format_ordinal(value: int) -> str:
    """The 10th, the 21st"""
    return f"{value}{_ORDINAL_ENDINGS[_ENGLISH.ordinal_form(value)]}"


def possessive(name: str) -> str:
    """Austria's, the United States'"""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def capitalize(sentence: str) -> str:
    """The text with a capital first letter, otherwise unchanged."""
    return sentence[:1].upper() + sentence[1:]


def join_names(names: Sequence[str], limit: int | None = 3) -> str:
    """A, B and C; beyond `limit` the rest is counted."""
    parts = list(names[:limit])
    if rest := len(names) - len(parts):
        parts.append(f"{rest:,} more")
    return lists.format_list(parts, locale=_ENGLISH)


def join_alternatives(names: Sequence[str]) -> str:
    """A, B or C"""
    return lists.format_list(names, style="or", locale=_ENGLISH)


@lru_cache(10_000)
def format_date(day: date, pattern: str = "d MMM y") -> str:
    """A date as shown in sentences and on screens: 12 Apr 2016."""
    return dates.format_date(day, pattern, locale=_MONTHS)


def format_date_range(first: date, last: date) -> str:
    """12 and 13 Apr 2016; 12 to 14 Oct 2010; 30 Sep to 2 Oct 2025"""
    if first == last:
        return format_date(first)
    if (first.year, first.month) == (last.year, last.month):
        conjunction = "and" if (last - first).days == 1 else "to"
        return f"{first.day} {conjunction} {format_date(last)}"
    first_text = format_date(first)
    if first.year == last.year:
        first_text = first_text.rpartition(" ")[0]
    return f"{first_text} to {format_date(last)}"


def format_month(day: date) -> str:
    """Apr 2016"""
    return format_date(day, "MMM y")


def format_datetime(value: datetime, zone: str = "UTC") -> str:
    """12 Apr 2016, 16:00 Berlin"""
    local = value.astimezone(time_zone_named(zone))
    return f"{format_date(local.date())}, {local:%H:%M} {time_zone_city(zone)}"


def format_deadline(deadline: datetime, zone: str) -> str:
    """18 Mar 2027, 24:00 Berlin: midnight is the end of a day."""
    local = deadline.astimezone(time_zone_named(zone))
    day, time = local.date(), f"{local:%H:%M}"
    if time == "00:00":
        day, time = day - timedelta(days=1), "24:00"
    return f"{format_date(day)}, {time} {time_zone_city(zone)}"


def language_name(tag: str) -> str:
    """German for "de"; a tag that is unknown as it is."""
    return str(_ENGLISH.languages.get(tag, tag))


def time_zone_city(zone: str) -> str:
    """Berlin for Europe/Berlin; for an unknown zone, a note that UTC is used."""
    if zone not in TIME_ZONES:
        return f"UTC (unknown time zone “{zone}”)"
    return zone.rpartition("/")[2].replace("_", " ")


def format_days(days: int) -> str:
    """Days in words: "18 days", "3 months", "2 years"."""
    if days < 60:
        return format_count(days, "day")
    if days < 730:
        return count_of(days // 30, "month")
    return count_of(days // 365, "year")


def format_days_late(days: int) -> str:
    """How late, in words: "18 days late", "2 years late"."""
    return f"{format_days(days)} late"
