"""Keeps the read models up to date with the log, and notifies when they advance.

Woken by commits of this process and, where the database can notify, of other processes.
Otherwise it checks the log's position regularly, which takes microseconds.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from time import sleep

from bsm_projections.engine.engine import Engine
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.subscription import POLL_SECONDS, listen

# A first fact is followed at once; those that come thick and fast share a transaction.
RETRY_PAUSE_SECONDS = 0.01
_log = logging.getLogger("bsm_service.follower")


class ReadModelFollower:
    def __init__(self, store: EventStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._wake = Event()
        self._stop = False
        self._listeners: list[Callable[[int], None]] = []
        self._thread = Thread(target=self._follow, name="follower", daemon=True)
        self._remove_listener: Callable[[], None] = lambda: None

    def on_advance(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Calls the listener with each new position shown; returns how to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._remove_listener = listen(self._store, self._wake.set)
        self._wake.set()  # what is on record by now is followed at once
        self._thread.start()

    def stop(self) -> None:
        self._stop = True
        self._wake.set()
        if self.is_running:
            self._thread.join()
        self._remove_listener()
        self._remove_listener = lambda: None

    def _follow(self) -> None:
        followed_position = self._engine.position()
        is_last = False
        while not is_last:
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            is_last = self._stop  # after a last look
            try:
                position = followed_position
                if self._store.position() != followed_position:
                    position = self._engine.catch_up()
            except Exception:  # a broken disk today must not stop tomorrow's facts
                _log.exception("the read models could not follow the log")
                continue
            if position != followed_position:
                followed_position = position
                for listener in tuple(self._listeners):
                    try:
                        listener(position)
                    except Exception:  # one that is deaf must not stop the others
                        _log.exception(
                            "a listener could not be notified of position %d", position
                        )
                sleep(RETRY_PAUSE_SECONDS)
