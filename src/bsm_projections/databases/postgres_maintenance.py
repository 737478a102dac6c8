"""Whether a PostgreSQL server is suitable for the record, and operations on all tables
of a schema: analyze, remove deleted rows, read everything.
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


# Settings of the server, and the consequence if they are off.
_REQUIRED_SETTINGS = {
    "fsync": "what was acknowledged may be lost when the machine loses power",
    "full_page_writes": "a loss of power may leave pages of the record half written",
}


def unfit(connection: Connection) -> str:
    """Why the server cannot store the record; empty if it can."""
    encoding, standby = connection.execute(
        "SELECT current_setting('server_encoding'), pg_is_in_recovery()::int"
    ).fetchone()
    if encoding != "UTF8":
        return f"its encoding is {encoding}, but only UTF8 can store every name"
    if standby:
        return (
            "the server is a read-only standby; wait until it becomes the primary, "
            "or use the address of the primary"
        )
    return ""


def risks(connection: Connection) -> list[str]:
    """The risks of the server's settings, in sentences."""
    off = [
        name
        for name in _REQUIRED_SETTINGS
        if connection.execute(f"SHOW {name}").fetchone()[0] == "off"
    ]
    return [
        f"the server runs with {name}=off: {_REQUIRED_SETTINGS[name]}" for name in off
    ]
