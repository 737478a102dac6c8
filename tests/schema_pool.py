"""Schemas of PostgreSQL that are emptied after a test, for the next to use.

Creating and dropping all tables of a record costs a server ten times as much as
emptying them. Knows nothing of pytest.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from postgres import DATABASES, drop_schemas
from psycopg.sql import SQL, Composed, Identifier
from systems import system_in

from bsm_projections.databases import Place
from kept_connections import end_connections_to, keep_connections_to

# What is in these before anything is recorded.
FILLED_AT_FIRST = (
    ("log", "schema_steps"),
    ("read", "schema_steps"),
    ("read", "projections"),
    ("service", "schema_steps"),
    ("service", "rights"),
    ("vault", "schema_steps"),
)

STRUCTURE = """
WITH spaces AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_namespace WHERE nspname = ANY(%s)
), tables AS (
    SELECT s.nspname, c.* FROM spaces s JOIN pg_class c ON c.relnamespace = s.oid
), parts (space, part) AS (
    SELECT nspname, concat_ws(' ', 'schema', nspowner, nspacl) FROM spaces
    UNION ALL
    SELECT nspname, concat_ws(' ', relkind, relname, relowner, relacl) FROM tables
    UNION ALL
    SELECT t.nspname, concat_ws(' ', relname, attnum, attname, atttypid, attnotnull,
        attacl)
    FROM tables t JOIN pg_attribute ON attrelid = t.oid
    WHERE relkind = 'r' AND attnum > 0
    UNION ALL
    SELECT t.nspname, concat_ws(' ', relname, tgname, tgenabled, tgfoid::regproc::text)
    FROM tables t JOIN pg_trigger ON tgrelid = t.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT t.nspname, concat_ws(' ', relname, conname)
    FROM tables t JOIN pg_constraint ON conrelid = t.oid
    UNION ALL
    SELECT s.nspname, concat_ws(' ', proname, proowner, proacl, prosrc)
    FROM spaces s JOIN pg_proc ON pronamespace = s.oid
)
SELECT space, replace(string_agg(part, E'\\n' ORDER BY part COLLATE "C"), space, '')
FROM parts GROUP BY space
"""

NOT_EMPTY = """
SELECT nspname, relname, pg_relation_size(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
WHERE nspname = ANY(%s) AND relkind = 'r' AND pg_relation_size(c.oid) > 0
"""


# TRUNCATE gives a table new files and the catalogue new rows, which every connection
# has to read anew. DELETE is faster for a few rows, but leaves their room in the files.
LARGE = 1 << 17  # bytes


@dataclass(frozen=True)
class FirstState:
    """What schemas are like before anything is recorded: their structure by the name of
    the database, and the rows of the tables that are filled at first, as JSON.
    """

    structure: Mapping[str, str]
    rows: Mapping[tuple[str, str], str]


class SchemaPool:
    """Sets of the product's four schemas on one server, lent to one test after another.

    In a set that is lent, all tables exist and nothing is recorded. A set whose tables
    a test changed (not only their rows) is dropped when it is given back.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._first: FirstState | None = None
        self._idle: list[str] = []
        # One for all tests: each new connection first reads the server's catalogue.
        self._connection = psycopg.connect(url, autocommit=True)

    def close(self) -> None:
        for prefix in self._idle:
            _end_connections(prefix)
        self._connection.close()

    @contextmanager
    def lent(self, folder: Path) -> Iterator[Place]:
        prefix = self._idle.pop() if self._idle else self._made()
        yield Place(folder, self.url, prefix, connections=4)
        if self._emptied(prefix):
            self._idle.append(prefix)
        else:
            _end_connections(prefix)
            drop_schemas(self.url, prefix)

    def _made(self) -> str:
        prefix = f"t_{uuid4().hex}"
        with TemporaryDirectory() as folder:
            place = Place(Path(folder), self.url, prefix, connections=4)
            system_in(place, established=False).close()
        if self._first is None:
            self._first = FirstState(
                _structure(self._connection, prefix),
                _first_rows(self._connection, prefix),
            )
        self._emptied(prefix)
        for schema in _schemas(prefix):
            keep_connections_to(schema)
        return prefix

    def _emptied(self, prefix: str) -> bool:
        """False if a test changed the tables themselves; then nothing is emptied."""
        assert self._first is not None
        connection = self._connection
        with connection.transaction():
            # A connection left open in a turn is a failure, not a wait without end.
            connection.execute("SET LOCAL lock_timeout = '20s'")
            if _structure(connection, prefix) != self._first.structure:
                return False
            # No guard refuses what a superuser does as a replica.
            connection.execute("SET LOCAL session_replication_role = replica")
            not_empty = connection.execute(NOT_EMPTY, (_schemas(prefix),)).fetchall()
            as_at_first = {
                (f"{prefix}_{database}", table)
                for (database, table), rows in _first_rows(connection, prefix).items()
                if rows == self._first.rows[database, table]
            }
            tables_by_size = {
                (schema, table): size
                for schema, table, size in not_empty
                if (schema, table) not in as_at_first
            }
            if tables_by_size:
                is_large = max(tables_by_size.values()) > LARGE
                connection.execute(_emptying(tables_by_size, truncate=is_large))
            for (database, table), rows in self._first.rows.items():
                name = (f"{prefix}_{database}", table)
                if name not in as_at_first:
                    connection.execute(
                        SQL(
                            "INSERT INTO {0} SELECT * "
                            "FROM json_populate_recordset(NULL::{0}, %s)"
                        ).format(Identifier(*name)),
                        (rows,),
                    )
        return True


def _schemas(prefix: str) -> list[str]:
    return [f"{prefix}_{database}" for database in DATABASES]


def _end_connections(prefix: str) -> None:
    for schema in _schemas(prefix):
        end_connections_to(schema)


def _emptying(tables: Iterable[tuple[str, str]], *, truncate: bool) -> Composed:
    names = [Identifier(*table) for table in tables]
    if truncate:
        return SQL("TRUNCATE {}").format(SQL(", ").join(names))
    return SQL("; ").join(SQL("DELETE FROM {}").format(name) for name in names)


def _structure(connection: psycopg.Connection, prefix: str) -> dict[str, str]:
    found = connection.execute(STRUCTURE, (_schemas(prefix),)).fetchall()
    return {schema.removeprefix(f"{prefix}_"): text for schema, text in found}


def _first_rows(
    connection: psycopg.Connection, prefix: str
) -> dict[tuple[str, str], str]:
    each = SQL(", ").join(
        SQL("(SELECT coalesce(json_agg(t), '[]')::text FROM {} t)").format(
            Identifier(f"{prefix}_{database}", table)
        )
        for database, table in FILLED_AT_FIRST
    )
    found = connection.execute(SQL("SELECT {}").format(each)).fetchone()
    assert found is not None
    return dict(zip(FILLED_AT_FIRST, found, strict=True))
