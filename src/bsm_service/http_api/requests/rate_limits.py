"""Rate limits as token buckets: so much at once, and so much a second later on."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

# Addresses and accounts that are remembered; whoever is forgotten begins anew.
MAX_CALLERS = 20_000


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

    def take(self, amount: float = 1.0) -> bool:
        """Whether there was as much left; nothing is taken where there was not."""
        now = self._clock()
        filled = self._left + (now - self._at) * self._limit.per_second
        self._left = min(self._limit.burst, filled)
        self._at = now
        if self._left < amount:
            return False
        self._left -= amount
        return True


class TokenBuckets:
    """One for each caller, by a name such as an address or an account."""

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
