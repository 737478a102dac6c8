"""Waiting for something to become true, never for a length of time."""

from collections.abc import Callable
from threading import Event
from time import monotonic

LONG = 120  # seconds; only something that hangs takes so long


def wait_until(holds: Callable[[], object], condition: str) -> None:
    """Looks again and again. Raises TimeoutError."""
    end, pause = monotonic() + LONG, Event()
    while not holds():
        if monotonic() > end:
            raise TimeoutError(f"waited in vain until {condition}")
        pause.wait(0.02)
