"""PostgreSQL: a schema of a server's database, reached through psycopg's pool."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from typing import Any, cast

import psycopg
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool

from bsm_projections.databases import postgres_maintenance
from bsm_projections.databases.database import (
    Connection,
    Database,
    SqlDialect,
    Statement,
    StoredRows,
    UnconfirmedCommit,
)
from bsm_projections.databases.postgres_connection import PostgresConnection, listen
from bsm_projections.databases.postgres_heartbeat import Heartbeat, terminate_stalled
from bsm_projections.databases.postgres_types import ADAPTERS, row_factory

# Seconds to wait for a lock, for a connection, and for the server's answer.
_TIMEOUT = 5
# Callers get a refusal for what the pool warns about.
logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
# The trigger function that refuses changes to an append-only table.
APPEND_ONLY_BODY = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"


class PostgresDatabase(Database):
    dialect = SqlDialect(
        integer="BIGINT",
        text='TEXT COLLATE "C"',
        blob="BYTEA",
        identity="UUID",
        clustered_suffix="",
    )
    # A reader's snapshot does not protect a table from being dropped.
    seconds_until_drop = 60
    # Seconds without an answer, after which a writer's connection is dead.
    answer_timeout: float = 20
    # Seconds without a statement after which the server ends a transaction. Others wait
    # longer than this, so they are not refused because of a stalled writer.
    idle_timeout: float = 3
    # Seconds to wait for a lock; for a connection, if none is free or the server is
    # away.
    wait: float = _TIMEOUT

    def __init__(
        self,
        url: str,
        schema: str,
        *,
        connections: int = 8,
        rebuildable: bool = False,
        read_only: bool = False,
    ) -> None:
        if not re.fullmatch("[a-z_][a-z0-9_]{0,60}", schema):
            raise ValueError(f"{schema!r} is not a valid schema name")
        self.schema = schema
        # Any number that no other log on this server uses.
        self._write_lock_key = int.from_bytes(
            sha256(schema.encode()).digest()[:8], signed=True
        )
        self._connect_options: dict[str, Any] = {
            "autocommit": True,
            "row_factory": row_factory,
            "context": ADAPTERS,
            "connect_timeout": _TIMEOUT,
            "application_name": schema,
            "keepalives_idle": _TIMEOUT,
            "tcp_user_timeout": int(self.answer_timeout * 1000),
            "options": f"-c search_path={schema} "
            f"-c lock_timeout={int(min(self.idle_timeout, self.wait) * 1000)} "
            # The server also notices when a client machine is gone.
            f"-c tcp_keepalives_idle={_TIMEOUT} -c tcp_keepalives_interval={_TIMEOUT} "
            "-c tcp_keepalives_count=3 "
            # Commits reach the disk, whatever the server's default.
            f"-c synchronous_commit={'off' if rebuildable else 'on'} "
            f"-c default_transaction_read_only={'on' if read_only else 'off'}",
        }
        self._pool: ConnectionPool[PostgresConnection] = ConnectionPool(
            url,
            connection_class=PostgresConnection,
            kwargs=self._connect_options,
            min_size=1,
            max_size=connections,
            # With a longer timeout, the pool would retry less and less often while the
            # server is away.
            reconnect_timeout=_TIMEOUT,
            check=self._check_alive,
            num_workers=1,
            name=schema,
            open=False,
        )
        self._url = url
        self._heartbeat = Heartbeat(schema, self.idle_timeout / 3)
        try:
            self._pool.open(wait=True, timeout=_TIMEOUT)
        except BaseException:
            self._pool.close()
            raise

    def _check_alive(self, connection: PostgresConnection) -> None:
        """Raises if the connection's server has gone, without a round trip. The other
        connections are then replaced too, instead of failing one by one.
        """
        try:
            for _ in range(2):  # the last notifications may come before the end
                connection.pgconn.consume_input()
        except psycopg.Error:
            self._pool.drain()
            raise

    @contextmanager
    def connection(self) -> Iterator[PostgresConnection]:
        connection = self._pool.getconn(self.wait)
        try:
            yield connection
        finally:
            idle = connection.info.transaction_status == TransactionStatus.IDLE
            if not idle and not connection.closed:
                with suppress(psycopg.Error):
                    connection.rollback()
            connection.answer_timeout, connection.commit_prefix = None, ""
            self._pool.putconn(connection)

    @contextmanager
    def writing(
        self, *, exclusive: bool = False, opening: Sequence[Statement] = ()
    ) -> Iterator[Connection]:
        with self.connection() as connection, self._heartbeat.of(connection):
            if opening or not exclusive:  # changes of tables have no time limit
                connection.answer_timeout = self.answer_timeout
            statements = [
                "BEGIN",
                "SET LOCAL idle_in_transaction_session_timeout = "
                f"{int(self.idle_timeout * 1000)}",
            ]
            if exclusive:
                cursor = self._acquire_write_lock(connection, statements, opening)
            else:
                statements.append(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}")
                statements += (
                    connection.with_values_inlined(*statement) for statement in opening
                )
                cursor = connection.execute("; ".join(statements))
            connection.opened = _last_results(cursor, len(opening))
            yield connection
            try:
                connection.execute(f"{connection.commit_prefix}COMMIT")
            except psycopg.OperationalError as error:
                if connection.closed:
                    raise UnconfirmedCommit(str(error)) from error
                raise

    def _acquire_write_lock(
        self,
        connection: PostgresConnection,
        statements: Sequence[str],
        opening: Sequence[Statement],
    ) -> Any:
        """Waits until nobody else holds the lock. Terminates a holder that has stalled
        in a COPY meanwhile, and waits again. Raises LockNotAvailable.
        """
        lock_and_open = [
            f"SELECT pg_advisory_xact_lock({self._write_lock_key})",
            *(connection.with_values_inlined(*statement) for statement in opening),
        ]
        try:
            return connection.execute("; ".join((*statements, *lock_and_open)))
        except psycopg.errors.LockNotAvailable:
            connection.rollback()
            terminate_stalled(connection, self._write_lock_key, self.idle_timeout)
            remaining_ms = int((self.wait - self.idle_timeout) * 1000)
            if remaining_ms <= 0:
                raise
        lock_and_open.insert(0, f"SET LOCAL lock_timeout = {remaining_ms}")
        return connection.execute("; ".join((*statements, *lock_and_open)))

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        with self.connection() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    def has_table(self, connection: Connection, table: str) -> bool:
        # Read as a row: `to_regclass` can still answer from the connection's cache that
        # there is no table after another process has created it.
        result = connection.execute(
            "SELECT 1 FROM pg_class WHERE relname = ? "
            "AND relnamespace = to_regnamespace(current_schema())",
            (table,),
        )
        return result.fetchone() is not None

    def qualified_name_for(self, reader: Database, table: str) -> str | None:
        same_server = isinstance(reader, PostgresDatabase) and reader._url == self._url
        return f"{self.schema}.{table}" if same_server else None

    def append_only(self, tables: Iterable[str]) -> Iterator[str]:
        yield (
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger "
            f"LANGUAGE plpgsql AS $$ {APPEND_ONLY_BODY} $$"
        )
        for table in tables:
            yield (
                f"CREATE OR REPLACE TRIGGER {table}_change_refused "
                f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
            )

    def create(self) -> None:
        with self.writing(exclusive=True) as connection:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")

    def listen(self, on_notify: Callable[[], None]) -> Callable[[], None]:
        return listen(self._url, self._connect_options, self.schema, on_notify)

    def notify(self, connection: Connection) -> None:
        cast(PostgresConnection, connection).commit_prefix += f"NOTIFY {self.schema}; "

    def analyze(self) -> None:
        with self.connection() as connection:
            postgres_maintenance.analyze(connection, self.schema)

    def scrub(self) -> str:
        with self.connection() as connection:
            return postgres_maintenance.scrub(connection, self.schema)

    def stored(self) -> Iterator[StoredRows]:
        yield from postgres_maintenance.stored_rows(
            self.connection, self.snapshot, self.schema
        )

    def confirm(self, connection: Connection) -> None:
        # After a crash, or when its backend was terminated, a COMMIT can be visible
        # that no synchronous standby has. A transaction that writes waits for all
        # before it.
        connection.execute("SELECT pg_logical_emit_message(true, 'bsm', '')")

    def check_writable(self) -> None:
        """Checks that the journal can be written; a table that cannot grow is noticed
        only when it must.
        """
        with self.writing() as connection:
            self.confirm(connection)

    def size(self) -> int:
        with self.connection() as connection:
            [(size,)] = connection.execute(
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = to_regnamespace(?)",
                (self.schema,),
            )
        return int(size)

    def version(self) -> str:
        with self.connection() as connection:
            [(version,)] = connection.execute("SHOW server_version")
        return f"PostgreSQL {version}"

    def unfit(self) -> str:
        with self.connection() as connection:
            return postgres_maintenance.unfit(connection)

    def risks(self) -> list[str]:
        with self.connection() as connection:
            return postgres_maintenance.risks(connection)

    def close(self) -> None:
        self._heartbeat.stop()
        self._pool.close()


def _last_results(cursor: Any, number: int) -> list[list[Any]]:
    """The rows of the last of several statements that were sent at once."""
    rows = [
        result.fetchall() if result.description else [] for result in cursor.results()
    ]
    return rows[len(rows) - number :]
