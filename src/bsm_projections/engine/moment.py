"""From where one looks at the record: which moment, and with whose eyes."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.values import MatterAudience


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as it was known: every fact up to `position`, seen at the time `at`.

    What is overdue, and how old something is, is reckoned from `at`. `live` says that
    nothing newer was on record when it was asked for.
    """

    position: int
    at: datetime
    live: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """What a viewer may see: an argument of every query, part of every cache key."""

    focal_points_matter: bool

    def audiences(self) -> tuple[MatterAudience, ...]:
        if self.focal_points_matter:
            return (MatterAudience.ALL, MatterAudience.FOCAL_POINTS)
        return (MatterAudience.ALL,)
