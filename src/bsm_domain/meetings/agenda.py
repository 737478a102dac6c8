"""The agenda of a meeting: its sessions, and when they can take place."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    NaiveDatetime,
    WithJsonSchema,
)

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import LongText, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience

LONGEST_SESSION = timedelta(hours=24)
# What descriptions of APIs call a date and time without an offset.
WALL_TIME_FORMAT = "date-time-local"


# How it is written: the hour 24, the second 60 and 30 February are refused later.
_WALL_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)


def _must_be_written_as_on_a_clock(value: Any) -> Any:
    """Refuses what would be read as another time: an offset, a number, or a day."""
    is_read = isinstance(value, str) and _WALL_TIME.fullmatch(value)
    if not is_read and not isinstance(value, datetime):
        raise ValueError(
            "must be a date and time without an offset, for example 2026-05-06T09:30"
        )
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError(
                f"{value} is not a possible date and time; a day ends at 23:59, and "
                "the next one begins at 00:00"
            ) from None
    return value


def _must_be_a_minute(moment: datetime) -> datetime:
    if moment.second or moment.microsecond:
        raise ValueError("enter the time in minutes, without seconds")
    return moment


# In the meeting's local time.
WallTime = Annotated[
    NaiveDatetime,
    BeforeValidator(_must_be_written_as_on_a_clock),
    AfterValidator(_must_be_a_minute),
    WithJsonSchema(
        {
            "type": "string",
            "format": WALL_TIME_FORMAT,
            "examples": ["2026-05-06T09:30"],
        }
    ),
]
OrderNumber = Annotated[int, Field(ge=1, le=999, strict=True)]


class SessionKind(StrEnum):
    PLENARY = "plenary"
    WORKING_SESSION = "working session"
    FOCAL_POINTS_ONLY = "focal points only"
    STUDY_VISIT = "study visit"
    SIDE_EVENT = "side event"


class AgendaSession(FrozenModel):
    """A session belongs to the day `on`, on which it begins. Of sessions that begin at
    the same time, the one with the lower `order` comes first.
    """

    session_id: UUID
    on: date
    title: OneLineText
    kind: SessionKind
    audience: MatterAudience
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    room: OneLineText | None = None
    order: OrderNumber | None = None
    description: LongText | None = None

    def moved_by(self, days: int) -> Self:
        """The same session so many days later, at the same wall time."""
        shift = timedelta(days=days)
        return self.model_copy(
            update={
                "on": self.on + shift,
                "starts_at": self.starts_at and self.starts_at + shift,
                "ends_at": self.ends_at and self.ends_at + shift,
            }
        )

    def takes_the_place_of(self, other: "AgendaSession") -> bool:
        """Whether both are the same to whoever reads the agenda."""
        return (self.title.casefold(), self.kind, self.on, self.starts_at) == (
            other.title.casefold(),
            other.kind,
            other.on,
            other.starts_at,
        )

    def must_be_possible(self, first: date, last: date, time_zone: str) -> None:
        """Raises InvalidValue unless it lies within a meeting of these days, at times
        that exist in its local time.
        """
        if not first <= self.on <= last:
            raise InvalidValue(
                f"{format_date(self.on)} is outside the meeting "
                f"({format_date(first)} to {format_date(last)})",
                field="on" if self.starts_at is None else "starts_at",
            )
        if self.starts_at is None and self.ends_at is None:
            return
        if self.starts_at is None:
            raise InvalidValue("enter when the session starts", field="starts_at")
        if self.ends_at is None:
            raise InvalidValue("enter when the session ends", field="ends_at")
        starts_at = instant_of_wall_time("starts_at", self.starts_at, time_zone)
        lasts = instant_of_wall_time("ends_at", self.ends_at, time_zone) - starts_at
        if lasts <= timedelta():
            raise InvalidValue(
                f"the session ends at {format_wall_time(self.ends_at)}, but starts at "
                f"{format_wall_time(self.starts_at)}; enter a later end",
                field="ends_at",
            )
        if lasts > LONGEST_SESSION:
            raise InvalidValue(
                "a session lasts at most 24 hours; add one for each day",
                field="ends_at",
            )


def format_wall_time(wall: datetime) -> str:
    """09:30 on 12 Apr 2016"""
    return f"{wall:%H:%M} on {format_date(wall.date())}"


def instant_of_wall_time(field: str, wall: datetime, time_zone: str) -> datetime:
    """The moment of a wall time, in UTC; of an hour that comes twice, the first."""
    zone = time_zone_named(time_zone)
    try:
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the first or the last day of the calendar
        raise InvalidValue(
            f"{format_wall_time(wall)} is not a possible time of a session",
            field=field,
        ) from None
    if moment.astimezone(zone).replace(tzinfo=None) != wall:
        raise InvalidValue(
            f"{format_wall_time(wall)} does not exist in {zone.key}: the clocks skip "
            "it; enter another time",
            field=field,
        )
    return moment
