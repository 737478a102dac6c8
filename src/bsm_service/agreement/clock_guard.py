"""Whether the clock can be believed when a silence expires.

An adoption cannot be taken back, so a clock that has just gone ahead settles nothing
for a while. Each look is noted in the database of accounts: a process that is started
after the step compares with the look of one that was running before. After a reboot of
the machine nothing can be compared.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_service.foundation.clock import Clock, SinceBoot
from bsm_service.identity.account_database import AccountDatabase

# A clock that went ahead by more than this, of the time that has actually passed, is
# not believed for a while.
LARGEST_STEP = timedelta(minutes=1)
DISTRUST = timedelta(minutes=10)
_SECOND = 1_000_000

_log = logging.getLogger("bsm_service.silences")


@dataclass(frozen=True, slots=True)
class ClockLook:
    """What the clocks showed: `passed` are the seconds since the machine started."""

    at: datetime
    passed: float


class ClockLooks:
    """The last look of any process since `boot`, the ID of the machine's current boot.
    If it is empty, nothing is noted: the system has no such ID, or the clock is not the
    machine's.
    """

    def __init__(self, database: AccountDatabase, boot: str) -> None:
        self._database = database
        self._boot = boot

    def last(self) -> tuple[ClockLook, float] | None:
        """The look, and until when (in seconds since the boot) nothing is settled.
        Raises StoreBusy, StoreUnavailable.
        """
        row = self._boot and self._database.row(
            "SELECT * FROM clock_looks WHERE boot = :boot", {"boot": self._boot}
        )
        if not row:
            return None
        look = ClockLook(from_micros(row["looked_at"]), row["since_boot"] / _SECOND)
        return look, row["held_until"] / _SECOND

    def note(self, look: ClockLook, held_until: float) -> None:
        """If the database takes no writes, the next look notes it."""
        if not self._boot:
            return
        self._database.try_update(
            "INSERT INTO clock_looks (boot, looked_at, since_boot, held_until) "
            "VALUES (:boot, :at, :passed, :held_until) ON CONFLICT (boot) DO UPDATE "
            "SET looked_at = :at, since_boot = :passed, held_until = :held_until",
            {
                "boot": self._boot,
                "at": to_micros(look.at),
                "passed": round(look.passed * _SECOND),
                "held_until": round(held_until * _SECOND),
            },
        )


class ClockGuard:
    """Compares the clock with the time that has passed. `since_boot` is a clock that
    cannot be set, in seconds. Safe to use from several threads.
    """

    def __init__(self, clock: Clock, since_boot: SinceBoot, looks: ClockLooks) -> None:
        self._clock = clock
        self._since_boot = since_boot
        self._looks = looks
        self._last = ClockLook(clock(), since_boot())
        self._held_until = 0.0

    def is_trusted(self) -> bool:
        """Compares both clocks with the last look, of this process or another. Raises
        StoreBusy, StoreUnavailable.
        """
        return self._look().passed >= self._held_until

    def look(self) -> bool:
        """The same, and notes the look for other processes."""
        look = self._look()
        self._looks.note(look, self._held_until)
        return look.passed >= self._held_until

    def _look(self) -> ClockLook:
        look, earlier = ClockLook(self._clock(), self._since_boot()), [self._last]
        noted = self._looks.last()
        if noted is not None:
            earlier.append(noted[0])
            self._held_until = max(self._held_until, noted[1])
        ahead = max(_step(before, look) for before in earlier)
        if ahead > LARGEST_STEP:
            self._held_until = look.passed + DISTRUST.total_seconds()
            _log.error(
                "the clock went ahead by %.0f seconds; no silence is settled for %.0f "
                "minutes",
                ahead.total_seconds(),
                DISTRUST.total_seconds() / 60,
            )
        self._last = look
        return look


def _step(before: ClockLook, now: ClockLook) -> timedelta:
    """How far the clock went ahead of the time that passed."""
    return now.at - before.at - timedelta(seconds=now.passed - before.passed)
