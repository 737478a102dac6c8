"""Keeps open transactions alive in PostgreSQL while they are in use.

The server ends a transaction that is idle for a few seconds, because a stalled process
(stopped, or its machine asleep) would keep others from writing. A process that is only
busy shows this with an empty statement at intervals.
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
        """`interval` is in seconds; shorter transactions cost nothing."""
        self._name, self._interval = name, interval
        self._open: dict[PostgresConnection, bool] = {}
        self._starting = Lock()
        self._thread: Thread | None = None
        self._stopped = Event()

    @contextmanager
    def of(self, connection: PostgresConnection) -> Iterator[None]:
        """A context in which this connection is kept alive."""
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
        """Pings each connection that was already open at the last beat."""
        for connection, was_open in list(self._open.items()):
            if was_open:
                with suppress(psycopg.Error):  # its user will notice
                    _ping(connection)
            elif connection in self._open:
                self._open[connection] = True


def terminate_stalled(
    connection: PostgresConnection, lock_key: int, seconds: float
) -> None:
    """Terminates the holder of a lock that has stalled. The server itself never gives
    up on a client in the middle of a COPY.
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
    """Sends an empty statement, unless rows are being streamed, which keeps the
    transaction alive as well.
    """
    if connection.copy_lock.acquire(blocking=False):
        try:
            if connection.info.transaction_status == TransactionStatus.INTRANS:
                connection.execute("")
        finally:
            connection.copy_lock.release()
