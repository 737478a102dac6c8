"""Connections to PostgreSQL that outlive the product that opened them, for the next
test on the same schemas.

A new connection is a new process of the server, which first reads the catalogue: that
is half of what the server does for most tests. Knows nothing of pytest.
"""

from collections import defaultdict
from contextlib import suppress

import psycopg
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

from bsm_projections.databases.postgres_connection import PostgresConnection

# What a session may have changed, apart from tables.
RESET = "RESET SESSION AUTHORIZATION; RESET ALL; SELECT pg_advisory_unlock_all()"

Key = tuple[object, ...]
_schemas: set[str] = set()
# By schema and by how they were opened.
_idle: defaultdict[Key, list[PostgresConnection]] = defaultdict(list)


def keep_connections_to(schema: str) -> None:
    """From now on; those to other schemas end when they are closed."""
    _schemas.add(schema)


def end_connections_to(schema: str) -> None:
    """Those that are kept, and all that are closed from now on."""
    _schemas.discard(schema)
    for key in [key for key in _idle if key[0] == schema]:
        for connection in _idle.pop(key):
            connection.close()


class KeepingPool(ConnectionPool[PostgresConnection]):
    """Stands for the pool of the product: what is idle when it is closed is kept."""

    def close(self, timeout: float = 5.0) -> None:
        if self.name in _schemas and not self.closed:
            with self._lock:
                idle = list(self._pool)
                self._pool.clear()
            for connection in idle:
                connection._pool = None
                self._keep(connection)
        super().close(timeout)

    def _keep(self, connection: PostgresConnection) -> None:
        if connection.info.transaction_status == TransactionStatus.IDLE:
            with suppress(psycopg.Error):
                connection.execute(RESET)
                _idle[self._key].append(connection)
                return
        connection.close()

    def _connect(self, timeout: float | None = None) -> PostgresConnection:
        while waiting := _idle.get(self._key):
            connection = waiting.pop()
            if _is_alive(connection):
                connection._pool = self
                self._set_connection_expiry_date(connection)
                return connection
            connection.close()
        return super()._connect(timeout)

    @property
    def _key(self) -> Key:
        how = self._resolve_kwargs()
        return (self.name, self._resolve_conninfo(), *(how[name] for name in how))


def _is_alive(connection: PostgresConnection) -> bool:
    try:
        for _ in range(2):  # the last notifications may come before the end
            connection.pgconn.consume_input()
    except psycopg.Error:
        return False
    return True
