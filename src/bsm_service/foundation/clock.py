"""The clock, and whether it can be trusted. Elsewhere the time is an argument.

The recording time of facts never goes backwards, so one fact recorded while the clock
is ten years ahead would falsify the times of the next ten years. The clock is compared
with the time since the machine started, which cannot be set. The file `clock.json` of
the data folder tells every process what the clock showed when it was last trusted.
"""

import logging
import os
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from bsm_service.foundation.refusals import ClockJumped

Clock = Callable[[], datetime]
SinceBoot = Callable[[], float]

# Of Linux; on macOS CLOCK_MONOTONIC goes on while the machine sleeps, too.
_BOOT_TIME = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

FILE_NAME = "clock.json"
MAX_JUMP = timedelta(hours=1)
MAX_PAUSE = timedelta(days=400)

_JUMP = MAX_JUMP.total_seconds()
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_log = logging.getLogger("bsm_service.clock_watch")


def utc_now() -> datetime:
    return datetime.now(UTC)


def seconds_since_boot() -> float:
    """Seconds that have passed since the machine started, including sleep. This clock
    cannot be set.
    """
    return time.clock_gettime(_BOOT_TIME)


class TrustedClock(BaseModel):
    """A trusted clock: when the machine started (`booted_at`, by that clock), and the
    ID of that boot (`boot`; empty if the system has none). `by_person` says that a
    person confirmed this, `confirmed_at` when one last did.
    """

    boot: str
    booted_at: AwareDatetime
    by_person: bool = False
    confirmed_at: AwareDatetime | None = None


class ClockWatch:
    """The real clock for recording: calling it returns the time, or raises ClockJumped.
    Safe to use from several threads.

    `last` is when the last fact was recorded; None for an empty log.
    """

    def __init__(
        self,
        folder: Path,
        last: datetime | None,
        *,
        real: Clock = utc_now,
        since_boot: SinceBoot = seconds_since_boot,
    ) -> None:
        self.real = real
        self._folder = folder
        self._last = last
        self._since_boot = since_boot
        self._refused = False
        # When the machine started, by the clock that is believed: seconds since 1970.
        # None as long as no clock is.
        self._booted: float | None = None
        noted = read_trusted_clock(folder)
        if noted is not None and noted.boot and noted.boot == boot_id():
            self._booted = noted.booted_at.timestamp()
        else:
            self._check(real())

    def __call__(self) -> datetime:
        now = self.real()
        if (
            self._booted is None
            or abs(now.timestamp() - self._since_boot() - self._booted) > _JUMP
        ) and (wrong := self._check(now)):
            if not self._refused:
                self._refused = True
                _log.error("recording is stopped: %s", wrong)
            raise ClockJumped(wrong)
        return now

    def alarm(self) -> str | None:
        """Why recording is stopped, in a sentence; None while the clock is trusted."""
        return self._check(self.real())

    def _check(self, now: datetime) -> str | None:
        """What is wrong with the clock. Trusts it if nothing is."""
        booted = now.timestamp() - self._since_boot()
        if self._booted is not None and abs(booted - self._booted) <= _JUMP:
            self._refused = False
            return None
        noted = read_trusted_clock(self._folder)
        if noted is not None and noted.by_person:
            confirmed = noted.booted_at.timestamp()
            if abs(booted - confirmed) <= _JUMP:
                self._booted, self._refused = confirmed, False
                return None
        if self._booted is not None:
            return _jump_message(now, booted - self._booted)
        known_times = [self._last, noted.confirmed_at if noted else None]
        last = max((time for time in known_times if time is not None), default=None)
        if last is not None and now - last > MAX_PAUSE:
            return _pause_message(now, last)
        if last is None or last - now <= MAX_JUMP:
            self._booted, self._refused = booted, False
            confirmed_at = noted.confirmed_at if noted else None
            _write_trusted_clock(self._folder, booted, confirmed_at)
        # A clock that is behind the last fact is no danger to times, but it may be set
        # right at any moment: then it is believed.
        return None


def trust_clock(
    folder: Path, *, real: Clock = utc_now, since_boot: SinceBoot = seconds_since_boot
) -> datetime:
    """Records that a person confirmed the clock; every process of this data folder
    trusts it from its next command on. Returns the confirmed time. Raises OSError.
    """
    now = real()
    _write(folder, now.timestamp() - since_boot(), now, by_person=True)
    return now


def read_trusted_clock(folder: Path) -> TrustedClock | None:
    """The content of the file; None if it is missing or cannot be read."""
    try:
        return TrustedClock.model_validate_json((folder / FILE_NAME).read_bytes())
    except (OSError, ValidationError):
        return None


def _write_trusted_clock(
    folder: Path, booted: float, confirmed_at: datetime | None
) -> None:
    try:
        _write(folder, booted, confirmed_at)
    except OSError as error:  # this process knows it anyway
        _log.warning("%s cannot be written: %s", FILE_NAME, error.strerror)


def _write(
    folder: Path,
    booted: float,
    confirmed_at: datetime | None,
    *,
    by_person: bool = False,
) -> None:
    noted = TrustedClock(
        boot=boot_id(),
        booted_at=datetime.fromtimestamp(booted, UTC),
        by_person=by_person,
        confirmed_at=confirmed_at,
    )
    apart = folder / f"{FILE_NAME}.{secrets.token_hex(8)}"
    descriptor = os.open(apart, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{noted.model_dump_json()}\n")
        os.replace(apart, folder / FILE_NAME)
    except BaseException:
        apart.unlink(missing_ok=True)
        raise


def boot_id() -> str:
    """The ID of the machine's current boot."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


_NEXT = (
    "Correct the clock; if it is correct now, run 'bsm confirm-clock'. Until then "
    "nothing is recorded, but everything can be read"
)


def _jump_message(now: datetime, seconds: float) -> str:
    way = "ahead of" if seconds > 0 else "behind"
    return (
        f"the clock of this machine has jumped: it shows {_format_time(now)}, which "
        f"is {_format_duration(abs(seconds))} {way} the time that has actually "
        f"passed. {_NEXT}"
    )


def _pause_message(now: datetime, last: datetime) -> str:
    return (
        f"the clock of this machine shows {_format_time(now)}, which is "
        f"{_format_duration((now - last).total_seconds())} after the last entry "
        f"({_format_time(last)}). {_NEXT}"
    )


def _format_time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _format_duration(seconds: float) -> str:
    hours = seconds / 3_600
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:,.0f} days"
