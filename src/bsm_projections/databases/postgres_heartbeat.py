"""Keeps open transactions alive in PostgreSQL while they are in use.

The server ends a transaction that asks nothing for a few seconds, because a process
that stands still (stopped, or its machine asleep) would keep others from writing. One
that only thinks for long says so here, by an empty question now and then.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread

import psycopg
from psycopg.pq import TransactionStatus

from bsm_projections.databases.postgres_connection import PostgresConnection


class Heartbeat:
    """One thread for all transactions of a database, started with the first."""

    def __init__(self, name: str, interval: float) -> None:
        """`interval` is in seconds: what is over sooner costs nothing."""
        self._name, self._interval = name, interval
        self._open: dict[PostgresConnection, bool] = {}
        self._starting = Lock()
        self._thread: Thread | None = None
        self._stopped = Event()

    @contextmanager
    def of(self, connection: PostgresConnection) -> Iterator[None]:
        """While something is written through this connection."""
        self._open[connection] = False
        if self._thread is None:
            self._start()
        try:
            yield
        finally:
            self._open.pop(connection, None)

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                name = f"heartbeat of {self._name}"
                self._thread = Thread(target=self._run, name=name, daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while not self._stopped.wait(self._interval):
            self.beat()

    def beat(self) -> None:
        """Pings each connection that was open at the last beat already."""
        for connection, was_open in list(self._open.items()):
            if was_open:
                with suppress(psycopg.Error):  # whoever uses it finds out
                    _ping(connection)
            elif connection in self._open:
                self._open[connection] = True


def terminate_stalled(
    connection: PostgresConnection, lock_key: int, seconds: float
) -> None:
    """Ends the holder of a lock that stands still. The server itself never gives up a
    client in the middle of a COPY.
    """
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "JOIN pg_locks USING (pid) WHERE locktype = 'advisory' AND granted "
        "AND classid::bigint << 32 | objid::bigint = :lock_key::bigint "
        "AND state = 'active' AND wait_event = 'ClientRead' "
        "AND state_change < now() - make_interval(secs => :seconds)",
        {"lock_key": lock_key, "seconds": seconds},
    )


def _ping(connection: PostgresConnection) -> None:
    """Nothing while a stream of rows is being sent, which is a sign of life itself."""
    if connection.copy_lock.acquire(blocking=False):
        try:
            if connection.info.transaction_status == TransactionStatus.INTRANS:
                connection.execute("")
        finally:
            connection.copy_lock.release()
