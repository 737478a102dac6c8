"""Rate limits as token buckets: so much at once, and so much a second later on."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

# Addresses and accounts that are remembered; whoever is forgotten begins anew.
MOST_CALLERS = 20_000


@dataclass(frozen=True, slots=True)
class RateLimit:
    """`burst` at once, and `per_second` in the long run."""

    burst: float
    per_second: float


class TokenBucket:
    """What one caller has left. Not for several threads at once."""

    __slots__ = ("_at", "_clock", "_left", "_limit")

    def __init__(
        self, limit: RateLimit, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._at = clock()
        self._left = limit.burst

    def take(self, much: float = 1.0) -> bool:
        """Whether there was as much left; nothing is taken where there was not."""
        now = self._clock()
        filled = self._left + (now - self._at) * self._limit.per_second
        self._left = min(self._limit.burst, filled)
        self._at = now
        if self._left < much:
            return False
        self._left -= much
        return True


class TokenBuckets:
    """One for each caller, by a name such as an address or an account."""

    def __init__(
        self, limit: RateLimit, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._of: OrderedDict[str, TokenBucket] = OrderedDict()

    def of(self, caller: str) -> TokenBucket:
        bucket = self._of.get(caller)
        if bucket is None:
            bucket = self._of[caller] = TokenBucket(self._limit, self._clock)
            if len(self._of) > MOST_CALLERS:
                self._of.popitem(last=False)
        else:
            self._of.move_to_end(caller)
        return bucket
