"""Values that several aggregates use."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints, field_validator, model_validator

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import DelegationCode, RecordedTitle
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.quarters import last_day_of_quarter
from bsm_domain.foundation.time_zones import RecordedTimeZone, time_zone_named

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", strict=True)]


class MatterAudience(StrEnum):
    """Who can see an item: everybody, or focal points only."""

    ALL = "all"
    FOCAL_POINTS = "focal points"


class DelegateFunction(StrEnum):
    HEAD = "head"
    ALTERNATE = "alternate"
    MEMBER = "member"
    ADVISER = "adviser"
    OBSERVER = "observer"


class DuePrecision(StrEnum):
    DAY = "day"
    QUARTER = "quarter"
    NEXT_MEETING = "next meeting"


class DueDate(FrozenModel):
    """A deadline: the end of the day `on`, in the time zone of the meeting.

    With the precision “quarter”, `on` is the quarter's last day; with “next meeting”,
    the day before it begins, or an assumed day until it is announced.
    """

    on: date
    precision: DuePrecision = DuePrecision.DAY
    time_zone: RecordedTimeZone

    @field_validator("on")
    @classmethod
    def _must_be_a_possible_year(cls, on: date) -> date:
        if not 1900 <= on.year <= 2999:
            raise ValueError(
                f"{format_date(on)} is not a possible due date (1900 to 2999)"
            )
        return on

    @model_validator(mode="after")
    def _must_end_its_quarter(self) -> "DueDate":
        is_by_quarter = self.precision is DuePrecision.QUARTER
        if is_by_quarter and self.on != last_day_of_quarter(self.on):
            raise ValueError(
                f"{format_date(self.on)} is not the last day of a quarter; choose "
                "31 March, 30 June, 30 September or 31 December"
            )
        return self

    @property
    def ends_at(self) -> datetime:
        """The first moment when it is overdue, in UTC."""
        midnight = datetime.combine(
            self.on + timedelta(days=1), time(), time_zone_named(self.time_zone)
        )
        return midnight.astimezone(UTC)


class Owner(FrozenModel):
    """The owner: a delegation and, optionally, one of its agencies or one of its people
    on record.
    """

    delegation: DelegationCode
    agency: RecordedTitle | None = None
    person: UUID | None = None
