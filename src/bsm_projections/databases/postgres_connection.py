"""One connection to PostgreSQL, with the interface of all databases of the product; and
one that receives notifications of other processes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from threading import Event, Lock, Thread
from typing import Any

import psycopg
from psycopg.pq.abc import PGconn

from bsm_projections.databases.database import Parameters
from bsm_projections.databases.postgres_types import PostgresRow, to_psycopg

# From this number of rows on, COPY is faster than a statement for each row.
_COPY_FROM_ROWS = 24
_FETCH_SIZE = 1_000
_streams = count()


class PostgresConnection(psycopg.Connection[PostgresRow]):
    """Executes the product's statements; returns rows with values by name."""

    joined = "string_agg({0}, ',')"
    opened: Sequence[list[Any]] = ()
    answer_timeout: float | None = None
    commit_prefix: str = ""  # sent together with COMMIT

    def __init__(self, pgconn: PGconn) -> None:
        super().__init__(pgconn)
        self.copy_lock = Lock()  # held while rows are streamed to the server

    def execute(  # type: ignore[override]
        self, sql: str, values: Parameters = (), /
    ) -> psycopg.Cursor[PostgresRow]:
        cursor: psycopg.Cursor[PostgresRow]
        if not values:  # then there may be several statements in one round trip
            cursor = self.cursor(binary=False)
            return cursor.execute(sql)
        cursor = self.cursor()
        return cursor.execute(to_psycopg(sql), values)

    def with_values_inlined(self, sql: str, values: Parameters) -> str:
        """The statement with its values inlined, to be sent together with others."""
        if not values:
            return sql
        return psycopg.ClientCursor(self).mogrify(to_psycopg(sql), values)

    def cursor(self, *args: Any, **options: Any) -> Any:
        options.setdefault("binary", True)
        return super().cursor(*args, **options)

    def executemany(self, sql: str, rows: Iterable[Parameters], /) -> None:
        self.cursor().executemany(to_psycopg(sql), rows)

    def stream(self, sql: str, values: Parameters = (), /) -> Iterator[PostgresRow]:
        cursor = super().cursor(f"stream_{next(_streams)}")
        cursor.itersize = _FETCH_SIZE
        with cursor:
            yield from cursor.execute(to_psycopg(sql), values or None, binary=True)

    def insert(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        remaining = self._copy_large(rows_of)
        if remaining:
            self.cursor().execute(*_combined_insert(remaining))

    def insert_before_commit(
        self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /
    ) -> None:
        remaining = self._copy_large(rows_of)
        if remaining:
            statement = psycopg.ClientCursor(self).mogrify(*_combined_insert(remaining))
            self.commit_prefix += f"{statement}; "

    def _copy_large(
        self, rows_of: Mapping[str, Sequence[Sequence[Any]]]
    ) -> dict[str, Sequence[Sequence[Any]]]:
        """Copies the rows of tables with many; returns the others."""
        remaining = {}
        for table, rows in rows_of.items():
            if len(rows) < _COPY_FROM_ROWS:
                remaining[table] = rows
                continue
            with self.copy_lock, self.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        return {table: rows for table, rows in remaining.items() if rows}

    def wait(
        self, gen: Any, interval: float = 0.1, timeout: float | None = None
    ) -> Any:
        """Gives up waiting for a server that no longer answers: it may be gone."""
        answer_timeout = timeout if timeout is not None else self.answer_timeout
        try:
            return super().wait(gen, interval, answer_timeout)
        except psycopg.errors._WaitTimeout as error:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError(
                f"the server did not respond within {answer_timeout} seconds"
            ) from error


def _combined_insert(
    rows_of: Mapping[str, Sequence[Sequence[Any]]],
) -> tuple[str, list[Any]]:
    """One statement that inserts rows into several tables in one round trip, and its
    values.
    """
    inserts, values = [], list[Any]()
    for table, rows in rows_of.items():
        placeholders = f"({', '.join(['%s'] * len(rows[0]))})"
        inserts.append(
            f"INSERT INTO {table} VALUES {', '.join([placeholders] * len(rows))}"
        )
        for row in rows:
            values.extend(row)
    *first, last = inserts
    named = ", ".join(f"i{number} AS ({sql})" for number, sql in enumerate(first))
    return (f"WITH {named} {last}" if first else last), values


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
