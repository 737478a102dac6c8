"""The moment at which the record is read."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """The record as it was known: every fact up to `position`, seen at the time `at`.

    Whether something is overdue, and its age, are calculated from `at`. `live` means
    that nothing newer was on record at the time of the request.
    """

    position: int
    at: datetime
    live: bool
