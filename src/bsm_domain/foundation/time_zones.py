"""Time zones by their names in the IANA database ("Europe/Berlin").

Names and rules come from the package `tzdata`, never from this machine's own files, so
that two machines agree. A zone is checked when somebody chooses it, never when a fact
is read: facts that name a zone unknown here are read in UTC.
"""

from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones, reset_tzpath

from pydantic import AfterValidator, Field

reset_tzpath(to=())
ZoneInfo.clear_cache()

MAX_NAME_LENGTH = 64
# "Factory" means a machine on which no zone has been set.
TIME_ZONES = frozenset(available_timezones() - {"Factory"})
_UTC = ZoneInfo("UTC")


@lru_cache(maxsize=1_000)
def time_zone_named(name: str) -> ZoneInfo:
    """The time zone of that name; UTC for an unknown one."""
    return ZoneInfo(name) if name in TIME_ZONES else _UTC


def must_be_time_zone(name: str) -> str:
    """Checks the name of a time zone from outside. Raises ValueError."""
    if name not in TIME_ZONES:
        raise ValueError(
            f"“{name[:MAX_NAME_LENGTH]}” is not a time zone; write it like "
            "“Europe/Berlin”"
        )
    return name


# What a fact says, and what somebody chooses.
RecordedTimeZone = Annotated[str, Field(max_length=MAX_NAME_LENGTH)]
TimeZone = Annotated[RecordedTimeZone, AfterValidator(must_be_time_zone)]
