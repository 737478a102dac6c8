"""Hears what other processes notify, through a connection of its own."""

from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Any

import psycopg

_RETRY_AFTER = 1  # seconds
_POLL_FOR = 0.2  # seconds at a time: nobody who stops it waits for longer


def listen(
    url: str, how: Mapping[str, Any], channel: str, ring: Callable[[], None]
) -> Callable[[], None]:
    """Calls `ring` for each notification, in a thread; returns how to stop it."""
    stopped = Event()

    def hear() -> None:
        while not stopped.is_set():
            try:
                with psycopg.connect(url, **how) as connection:
                    connection.execute(f"LISTEN {channel}")
                    while not stopped.is_set():
                        heard = connection.notifies(timeout=_POLL_FOR, stop_after=1)
                        for _ in heard:
                            ring()
            except psycopg.Error:  # looking will do until it is there again
                stopped.wait(_RETRY_AFTER)

    thread = Thread(target=hear, name=f"listening to {channel}", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join()

    return stop
