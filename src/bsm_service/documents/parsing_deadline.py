"""How long a file that somebody sent is parsed, and how many files at once.

A thread cannot be ended from outside. So whatever parses looks at its deadline at each
row or part, and what it does between two looks is in proportion to a limited size.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Semaphore
from time import monotonic

from bsm_service.foundation.refusals import ParserBusy, ParsingTooSlow

MAX_SECONDS = 20.0
MAX_CONCURRENT = 2
# Whoever waits holds a thread that others may need.
MAX_WAITING = 6
WAITING_SECONDS = 5.0

_slots = Semaphore(MAX_CONCURRENT)
_waiting_slots = Semaphore(MAX_WAITING)


class Deadline:
    """When one file must have been parsed. `now` gives seconds that only grow."""

    def __init__(
        self, seconds: float | None = None, now: Callable[[], float] = monotonic
    ) -> None:
        self._seconds, self._now = MAX_SECONDS if seconds is None else seconds, now
        self._end = now() + self._seconds

    def check(self) -> None:
        """Raises ParsingTooSlow once it has passed."""
        if self._now() > self._end:
            raise ParsingTooSlow(
                f"reading the file took more than {self._seconds:g} seconds and was "
                "stopped; nothing was stored. Remove what does not belong to the list, "
                "or split it into several files"
            )


@contextmanager
def parsing_slot() -> Iterator[Deadline]:
    """The time for parsing one file, as soon as few enough others are parsed. Not to be
    nested. Raises ParserBusy where that takes too long.
    """
    if not _slots.acquire(blocking=False):
        _wait()
    try:
        yield Deadline()
    finally:
        _slots.release()


def _wait() -> None:
    if _waiting_slots.acquire(blocking=False):
        try:
            if _slots.acquire(timeout=WAITING_SECONDS):
                return
        finally:
            _waiting_slots.release()
    raise ParserBusy(
        f"{MAX_CONCURRENT} other files are being read; please send yours again in a "
        "few seconds"
    )
