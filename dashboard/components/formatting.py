"""Numbers, days, counts and lists as text. They stand here to be translated."""

from datetime import date

from bsm_projections.engine.formatting import MONTH_NAMES, format_date
from bsm_projections.engine.formatting import THIN_SPACE as THIN_SPACE
from bsm_projections.engine.formatting import format_count as format_count
from bsm_projections.engine.formatting import format_datetime as format_datetime
from bsm_projections.engine.formatting import format_days as format_days
from bsm_projections.engine.formatting import format_number as format_number
from bsm_projections.engine.formatting import format_ordinal as format_ordinal
from bsm_projections.engine.formatting import join_names as join_names
from bsm_projections.meetings.display_names import (
    short_meeting_name as short_meeting_name,
)


def field_label(name: str) -> str:
    """A field of a fact as a label: "blocked by" is "Blocked by"."""
    return name.replace("_", " ").capitalize()


def day(value: date) -> str:
    return format_date(value)


def month(value: date) -> str:
    return f"{MONTH_NAMES[value.month - 1]} {value.year}"


def days_late(days: int) -> str:
    """How late, in words: "18 days late", "2 years late"."""
    return f"{format_days(days)} late"
