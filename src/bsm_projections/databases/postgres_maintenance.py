"""Operations on all tables of a schema: analyze, remove deleted rows, read
everything.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress

import psycopg

from bsm_projections.databases.database import Connection, StoredRows, in_chunks

ConnectionFactory = Callable[[], AbstractContextManager[Connection]]


def table_names(connection: Connection, schema: str) -> list[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' "
        "AND relnamespace = to_regnamespace(?) ORDER BY relname",
        (schema,),
    )
    return [table for (table,) in rows]


def analyze(connection: Connection, schema: str) -> None:
    # Not in one transaction, in which each table would keep its lock.
    for table in table_names(connection, schema):
        connection.execute(f"ANALYZE {table}")


def scrub(connection: Connection, schema: str) -> str:
    """Rewrites every table; returns what could not be done as a sentence, or ""."""
    failures = []
    for table in table_names(connection, schema):
        before = _file_number(connection, table)
        try:
            connection.execute(f"VACUUM (FULL) {table}")
        except psycopg.errors.LockNotAvailable:
            failures.append(f"{table} was in use")
            continue
        # Without the right, PostgreSQL only warns and does nothing.
        if _file_number(connection, table) == before:
            failures.append(f"this role is not allowed to vacuum {table}")
    if not failures:
        return ""
    return f"deleted data may still be in the server's files: {', '.join(failures)}"


def stored_rows(
    connections: ConnectionFactory, snapshots: ConnectionFactory, schema: str
) -> Iterator[StoredRows]:
    """The content of the tables, some rows at a time."""
    with connections() as connection:
        tables = table_names(connection, schema)
    for table in tables:
        # A table recreated meanwhile has no other content.
        with suppress(psycopg.errors.UndefinedTable), snapshots() as connection:
            yield from in_chunks(table, connection.stream(f"SELECT * FROM {table}"))


def _file_number(connection: Connection, table: str) -> int:
    result = connection.execute("SELECT pg_relation_filenode(to_regclass(?))", (table,))
    return int(result.fetchone()[0])
