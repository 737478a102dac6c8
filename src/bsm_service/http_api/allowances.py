"""Token buckets: how much a caller may send at once, and how fast it fills again."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic

# Addresses and accounts that are remembered; whoever is forgotten begins anew.
MOST_CALLERS = 20_000


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` at once, and `per_second` in the long run."""

    burst: float
    per_second: float


class Allowance:
    """What one caller has left. Used by one thread."""

    __slots__ = ("_at", "_clock", "_left", "_pace")

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._at = clock()
        self._left = pace.burst

    def take(self, much: float = 1.0) -> bool:
        """Whether there was as much left; nothing is taken where there was not."""
        now = self._clock()
        filled = self._left + (now - self._at) * self._pace.per_second
        self._left = min(self._pace.burst, filled)
        self._at = now
        if self._left < much:
            return False
        self._left -= much
        return True

    def seconds_until(self, much: float = 1.0) -> int:
        """Whole seconds until `take` would find as much; at least one."""
        return max(1, ceil((much - self._left) / self._pace.per_second))


class Allowances:
    """One allowance for each caller, by a name such as an address or an account."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._of: OrderedDict[str, Allowance] = OrderedDict()

    def of(self, caller: str) -> Allowance:
        found = self._of.get(caller)
        if found is None:
            found = self._of[caller] = Allowance(self._pace, self._clock)
            if len(self._of) > MOST_CALLERS:
                self._of.popitem(last=False)
        else:
            self._of.move_to_end(caller)
        return found
