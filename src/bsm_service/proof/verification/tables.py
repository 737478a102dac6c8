"""The tables of each database, with the guards of the log: those that the product made.

What they should be is told by the steps of their schemas, taken in a database in memory
by the words of the database that is checked.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any, NamedTuple

from bsm_projections.databases import Connection, Database, PostgresDatabase
from bsm_projections.databases.database import SqlDialect
from bsm_projections.databases.migrations import MIGRATIONS_TABLE
from bsm_service.application.databases import ProductDatabase
from bsm_service.event_store.tables import CANONICAL_ID_CHECK
from bsm_service.proof.verification.check_results import CheckSteps, check
from bsm_service.proof.verification.postgres_catalog import postgres_findings


class Column(NamedTuple):
    name: str
    type: str
    required: bool


class Shape(NamedTuple):
    """A table: its columns in their order, the key, and indexes by name (what is
    unique, and the columns).
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: Mapping[str, tuple[bool, tuple[str, ...]]]


@check(
    "tables and triggers are unchanged",
    "Find out who changed the database; restore it from a backup, which creates its "
    "tables again",
)
def check_tables(
    databases: Iterable[tuple[ProductDatabase, Database]], absent: Iterable[str]
) -> CheckSteps:
    """`absent` says which databases are missing."""
    checked: list[str] = []
    yield from absent
    for part, database in databases:
        with database.snapshot() as connection:
            if isinstance(database, PostgresDatabase):
                expected = _shapes(part, database)
                yield from postgres_findings(connection, part, expected)
            else:
                yield from _sqlite_findings(connection, part, database)
        checked.append(part.name)
    return f"databases {', '.join(checked)}"


class _InMemoryDatabase:
    """Takes steps with the words of another database."""

    def __init__(self, dialect: SqlDialect, guards: Any) -> None:
        self.dialect = dialect
        self.append_only = guards


def _expected_tables(part: ProductDatabase, database: Database) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.create_collation(
        "C", lambda left, right: (left > right) - (left < right)
    )
    sqlite = not isinstance(database, PostgresDatabase)
    database_in_memory: Any = _InMemoryDatabase(
        database.dialect, database.append_only if sqlite else lambda _: iter(())
    )
    for step in part.schema.migrations:
        for statement in step.statements(database_in_memory):
            connection.execute(statement)
    return connection


# SQLite stores the statements that created tables and triggers as texts.

_OBJECTS = """SELECT type, name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"""


def _sqlite_findings(
    connection: Connection, part: ProductDatabase, database: Database
) -> Iterator[str]:
    with closing(_expected_tables(part, database)) as expected_tables:
        expected = {
            (kind, name): sql for kind, name, sql in expected_tables.execute(_OBJECTS)
        }
    actual = {
        (str(kind), str(name)): str(sql)
        for kind, name, sql in connection.execute(_OBJECTS)
    }
    actual.pop(("table", MIGRATIONS_TABLE), None)
    if part.name == "read":  # tables of generations are compared by what they hold
        actual = {
            (kind, name): sql
            for (kind, name), sql in actual.items()
            if kind not in ("table", "index") or (kind, name) in expected
        }
    for object_key in sorted(expected.keys() | actual.keys()):
        kind, name = object_key
        where = f"{part.title}: the {kind} {name}"
        if object_key not in actual:
            yield f"{where} is missing"
        elif object_key not in expected:
            yield f"{where} was not created by the product"
        elif _plain(actual[object_key]) != _plain(expected[object_key]):
            yield f"{where} differs from the one the product created"


def _plain(sql: str) -> str:
    """Without what older releases wrote in another way: spaces, quotation marks, and
    the constraint that their logs do not have.
    """
    plain = re.sub(r"[\s\"]+", "", sql.replace("IF NOT EXISTS ", ""))
    return plain.replace(re.sub(r"\s+", "", CANONICAL_ID_CHECK), "").lower()


def _shapes(part: ProductDatabase, database: Database) -> dict[str, Shape]:
    """Every table that the steps make."""
    with closing(_expected_tables(part, database)) as expected_tables:
        names = [
            name
            for kind, name, _ in expected_tables.execute(_OBJECTS).fetchall()
            if kind == "table"
        ]
        return {name: _shape(expected_tables, name) for name in names}


def _shape(connection: sqlite3.Connection, table: str) -> Shape:
    info = connection.execute(f"PRAGMA table_info({table})").fetchall()
    key = sorted((place, name) for _, name, _, _, _, place in info if place)
    columns = tuple(
        Column(name, type.split()[0].lower(), bool(required) or place > 0)
        for _, name, type, required, _, place in info
    )
    indexes = {}
    for _, name, unique, origin, _ in connection.execute(
        f"PRAGMA index_list({table})"
    ).fetchall():
        if origin != "pk":
            of = connection.execute(f"PRAGMA index_info({name})").fetchall()
            called = name if origin == "c" else ""
            parts = tuple(column for _, _, column in of)
            indexes[called or f"unique {', '.join(parts)}"] = bool(unique), parts
    return Shape(columns, tuple(name for _, name in key), indexes)
