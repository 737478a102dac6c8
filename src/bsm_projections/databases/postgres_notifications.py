"""Receives notifications of other processes through a connection of its own."""

from collections.abc import Callable, Mapping
from threading import Event, Thread
from typing import Any

import psycopg

_RETRY_AFTER = 1  # seconds
_POLL_FOR = 0.2  # seconds at a time, which is how long stopping can take


def listen(
    url: str,
    connect_options: Mapping[str, Any],
    channel: str,
    on_notify: Callable[[], None],
) -> Callable[[], None]:
    """Calls `on_notify` for each notification, in a thread; returns how to stop it."""
    stopped = Event()

    def run() -> None:
        while not stopped.is_set():
            try:
                with psycopg.connect(url, **connect_options) as connection:
                    connection.execute(f"LISTEN {channel}")
                    while not stopped.is_set():
                        notifications = connection.notifies(
                            timeout=_POLL_FOR, stop_after=1
                        )
                        for _ in notifications:
                            on_notify()
            except psycopg.Error:  # polling is enough until it is back
                stopped.wait(_RETRY_AFTER)

    thread = Thread(target=run, name=f"listening to {channel}", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join()

    return stop
