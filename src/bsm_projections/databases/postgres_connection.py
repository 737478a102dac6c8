"""One connection to PostgreSQL, which speaks as every database of the product does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from threading import Lock
from typing import Any

import psycopg
from psycopg.pq.abc import PGconn

from bsm_projections.databases.database import Values
from bsm_projections.databases.postgres_types import PostgresRow, translated

# From here on, a stream of rows is faster than a statement for each.
_MANY_ROWS = 24
_ROWS_AT_ONCE = 1_000
_streams = count()


class PostgresConnection(psycopg.Connection[PostgresRow]):
    """Takes our statements; gives rows whose values are found by name."""

    opened: Sequence[list[Any]] = ()
    patience: float | None = None
    parting: str = ""  # said together with COMMIT

    def __init__(self, pgconn: PGconn) -> None:
        super().__init__(pgconn)
        self.streaming = Lock()  # held while rows are streamed to the server

    def execute(  # type: ignore[override]
        self, sql: str, values: Values = (), /
    ) -> psycopg.Cursor[PostgresRow]:
        cursor: psycopg.Cursor[PostgresRow]
        if not values:  # then it may be several statements in one journey
            cursor = self.cursor(binary=False)
            return cursor.execute(sql)
        cursor = self.cursor()
        return cursor.execute(translated(sql), values)

    def spelled_out(self, sql: str, values: Values) -> str:
        """The statement with its values in it, to be sent together with others."""
        if not values:
            return sql
        return psycopg.ClientCursor(self).mogrify(translated(sql), values)

    def cursor(self, *given: Any, **named: Any) -> Any:
        named.setdefault("binary", True)
        return super().cursor(*given, **named)

    def executemany(self, sql: str, rows: Iterable[Values], /) -> None:
        self.cursor().executemany(translated(sql), rows)

    def stream(self, sql: str, values: Values = (), /) -> Iterator[PostgresRow]:
        cursor = super().cursor(f"stream_{next(_streams)}")
        cursor.itersize = _ROWS_AT_ONCE
        with cursor:
            yield from cursor.execute(translated(sql), values or None, binary=True)

    def insert(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        few = self._stream_the_many(rows_of)
        if few:
            self.cursor().execute(*_at_once(few))

    def insert_last(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        few = self._stream_the_many(rows_of)
        if few:
            written = psycopg.ClientCursor(self).mogrify(*_at_once(few))
            self.parting += f"{written}; "

    def _stream_the_many(
        self, rows_of: Mapping[str, Sequence[Sequence[Any]]]
    ) -> dict[str, Sequence[Sequence[Any]]]:
        """Adds what is much; returns what is little."""
        few = {}
        for table, rows in rows_of.items():
            if len(rows) < _MANY_ROWS:
                few[table] = rows
                continue
            with self.streaming, self.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        return {table: rows for table, rows in few.items() if rows}

    def wait(
        self, gen: Any, interval: float = 0.1, timeout: float | None = None
    ) -> Any:
        """Gives up a server that says nothing any more: it may be gone for good."""
        patience = timeout if timeout is not None else self.patience
        try:
            return super().wait(gen, interval, patience)
        except psycopg.errors._WaitTimeout as error:
            if timeout is not None:
                raise
            self.pgconn.finish()
            raise psycopg.OperationalError(
                f"the server did not answer within {patience} seconds"
            ) from error


def _at_once(
    rows_of: Mapping[str, Sequence[Sequence[Any]]],
) -> tuple[str, list[Any]]:
    """Rows of several tables in one statement, which is one journey; its values."""
    inserts, values = [], list[Any]()
    for table, rows in rows_of.items():
        one = f"({', '.join(['%s'] * len(rows[0]))})"
        inserts.append(f"INSERT INTO {table} VALUES {', '.join([one] * len(rows))}")
        for row in rows:
            values.extend(row)
    *first, last = inserts
    named = ", ".join(f"i{at} AS ({sql})" for at, sql in enumerate(first))
    return (f"WITH {named} {last}" if first else last), values
