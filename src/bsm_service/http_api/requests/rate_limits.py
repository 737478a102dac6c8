"""Rate limits: token buckets (a burst, then so many a second) and windows (so many a
minute or hour).
"""

from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

from bsm_domain.foundation.formatting import count_of
from bsm_service.foundation.refusals import TooManyRequests

# How many addresses and accounts are remembered; a forgotten one starts anew.
MAX_CALLERS = 20_000


@dataclass(frozen=True, slots=True)
class RateLimit:
    """`burst` at once, and `per_second` in the long run."""

    burst: float
    per_second: float


class TokenBucket:
    """What one caller has left. Not thread-safe."""

    __slots__ = ("_at", "_clock", "_left", "_limit")

    def __init__(
        self, limit: RateLimit, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._at = clock()
        self._left = limit.burst

    def take(self, amount: float = 1.0) -> bool:
        """Whether as much was left; otherwise nothing is taken."""
        now = self._clock()
        filled = self._left + (now - self._at) * self._limit.per_second
        self._left = min(self._limit.burst, filled)
        self._at = now
        if self._left < amount:
            return False
        self._left -= amount
        return True


class TokenBuckets:
    """A bucket for each caller, by a name such as an address or an account."""

    def __init__(
        self, limit: RateLimit, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def bucket(self, caller: str) -> TokenBucket:
        bucket = self._buckets.get(caller)
        if bucket is None:
            bucket = self._buckets[caller] = TokenBucket(self._limit, self._clock)
            if len(self._buckets) > MAX_CALLERS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(caller)
        return bucket


class WindowLimit:
    """Counts what each caller requests within the current minute, or other window, in
    this process.
    """

    def __init__(
        self,
        limit: int,
        *,
        seconds: int = 60,
        message: str = "",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`limit` 0 is no limit. `message` says what the limit is."""
        self._limit = limit
        self._seconds = seconds
        self._message = message
        self._clock = clock
        self._window = 0
        self._counts: Counter[str] = Counter()
        self._counting = Lock()

    def count(self, caller: str, amount: int = 1) -> None:
        """Raises TooManyRequests if the caller has reached the limit."""
        if not self._limit:
            return
        window, elapsed = divmod(self._clock(), self._seconds)
        with self._counting:
            if window != self._window:  # forgets everybody: it must not grow for ever
                self._window, self._counts = int(window), Counter()
            total = self._counts[caller] + amount
            if total <= self._limit:
                self._counts[caller] = total
                return
        seconds_left = ceil(self._seconds - elapsed)
        raise TooManyRequests(
            f"{self._message}; try again in {_format_duration(seconds_left)}",
            seconds_left,
        )


def _format_duration(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return "a minute" if minutes == 1 else count_of(minutes, "minute")
