"""The one clock. Everywhere else time comes in as an argument."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
SinceBoot = Callable[[], float]

# Of Linux; on macOS CLOCK_MONOTONIC goes on while the machine sleeps, too.
_BOOT_TIME = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def utc_now() -> datetime:
    return datetime.now(UTC)


def seconds_since_boot() -> float:
    """Seconds that have passed since the machine started, time asleep included. Nobody
    can set this clock.
    """
    return time.clock_gettime(_BOOT_TIME)
