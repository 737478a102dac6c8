"""Where read models live: tables of versioned rows, replaced as a whole when rebuilt.

A row folds one stream. Every change closes the open version and adds the next, so one
form of condition serves now and then:

    from_position <= :p AND to_position > :p

Read models are derived: this database can be lost and built again from the log. The
statements are the same for PostgreSQL; what differs is in `_Dialect`.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

OPEN = 9223372036854775807
AS_KNOWN = "from_position <= :p AND to_position > :p"

R = TypeVar("R")


class _Dialect:
    """How SQLite spells the few things that databases spell differently."""

    COLUMN: ClassVar = {int: "INTEGER", str: "TEXT", bool: "INTEGER"}
    BEGIN_WRITING = "BEGIN IMMEDIATE"
    IN_ORDER_OF_KEY = " WITHOUT ROWID"  # one tree to write to instead of two
    ON_OPEN = (
        "PRAGMA journal_mode=WAL",
        # Derived data: a crash may lose the last pages, and they are read again.
        "PRAGMA synchronous=NORMAL",
        "PRAGMA cache_size=-16000",
    )


@dataclass(frozen=True, eq=False)
class Table(Generic[R]):
    """A versioned table: its rows are dataclasses of plain values (int, str, bool).
    Rows of which there are many are not frozen: that takes three times as long to make.

    `key` names the fields that tell one thing from another; `scopes` the fields by
    which lists are asked for, each of which gets an index. What is `counted` stands in
    these indexes too, so that counting need not fetch the rows. The rows of a table
    that is `appended` never change.
    """

    name: str
    row: type[R]
    key: tuple[str, ...]
    scopes: tuple[tuple[str, ...], ...] = ()
    counted: tuple[str, ...] = ()
    appended: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self.row))  # type: ignore[arg-type]

    @cached_property
    def values_of(self) -> Callable[[R], tuple[Any, ...]]:
        return attrgetter(*self.columns)

    @cached_property
    def _key_of(self) -> Callable[[R], Any]:
        return attrgetter(*self.key)

    def key_of(self, row: R) -> tuple[Any, ...]:
        key = self._key_of(row)
        return key if len(self.key) > 1 else (key,)

    def definition(self, suffix: str) -> Iterator[str]:
        """The statements that make the table of one generation."""
        columns = ", ".join(
            f"{field.name} {_column(field.type)}"
            for field in fields(self.row)  # type: ignore[arg-type]
        )
        name = f"{self.name}{suffix}"
        key = self.key if self.appended else (*self.key, "from_position")
        yield (
            f"CREATE TABLE {name} ({columns}, from_position INTEGER NOT NULL, "
            f"to_position INTEGER NOT NULL, PRIMARY KEY ({', '.join(key)}))"
            f"{_Dialect.IN_ORDER_OF_KEY if self.appended else ''}"
        )
        if not self.appended:
            yield f"CREATE INDEX {name}_changed ON {name} (from_position)"
        # What never changes is open for ever, so there the key tells more.
        open_first = ("to_position", "from_position", *self.counted)
        last = self.key if self.appended else open_first
        for number, scope in enumerate(self.scopes):
            yield (
                f"CREATE INDEX {name}_scope{number} ON {name} "
                f"({', '.join((*scope, *last))})"
            )


def _column(annotation: Any) -> str:
    optional = getattr(annotation, "__args__", None)
    if optional:
        plain = next(kind for kind in optional if kind is not type(None))
        return _Dialect.COLUMN[plain]
    return f"{_Dialect.COLUMN[annotation]} NOT NULL"


class Page:
    """The row versions that one page of facts makes, before they are written.

    Folding a fact sees what earlier facts of the page did. `mark` and `undo` let the
    engine take back what a fact did that could not be digested.
    """

    def __init__(self, connection: sqlite3.Connection, suffixes: Mapping[str, str]):
        self._connection = connection
        self._suffixes = suffixes
        self._open: dict[tuple[Table[Any], tuple[Any, ...]], _Open] = {}
        self._undo: list[tuple[tuple[Table[Any], tuple[Any, ...]], Any]] = []
        self.position = 0

    def get(self, table: Table[R], *key: Any) -> R | None:
        """The open version of a row, or None."""
        entry = self._entry(table, key)
        row: R | None = entry.row
        return row

    def must_get(self, table: Table[R], *key: Any) -> R:
        """The open version of a row that an earlier fact must have made."""
        found = self.get(table, *key)
        if found is None:
            raise LookupError(f"{table.name} has no row {key}")
        return found

    def put(self, table: Table[R], row: R) -> None:
        """Makes this the open version from the present position on."""
        key = table.key_of(row)
        entry = self._entry(table, key)
        self._undo.append(((table, key), entry))
        closed = entry.closed
        if entry.row is not None and entry.since < self.position:
            closed = (*closed, (entry.row, entry.since, self.position))
        self._open[(table, key)] = _Open(row, self.position, entry.stored, closed)

    def add(self, table: Table[R], row: R) -> None:
        """Makes a row that no earlier fact can have made: its key is the position, or
        the stream that the fact begins. So nobody need look for it.
        """
        where = (table, table.key_of(row))
        self._undo.append((where, _Open(None, 0, None, ())))
        self._open[where] = _Open(row, self.position, None, ())

    def mark(self) -> int:
        return len(self._undo)

    def undo(self, mark: int) -> None:
        while len(self._undo) > mark:
            where, entry = self._undo.pop()
            self._open[where] = entry

    def _entry(self, table: Table[R], key: tuple[Any, ...]) -> "_Open":
        where = (table, key)
        entry = self._open.get(where)
        if entry is None:
            entry = self._open[where] = self._load(table, key)
        return entry

    def _load(self, table: Table[R], key: tuple[Any, ...]) -> "_Open":
        condition = " AND ".join(f"{name} = ?" for name in table.key)
        found = self._connection.execute(
            f"SELECT * FROM {table.name}{self._suffixes[table.name]} "
            f"WHERE {condition} AND to_position = {OPEN}",
            key,
        ).fetchone()
        if found is None:
            return _Open(None, 0, None, ())
        row = table.row(*(found[name] for name in table.columns))
        return _Open(row, found["from_position"], found["from_position"], ())

    def write(self) -> None:
        """Stores what the page made: closes versions, adds the new ones."""
        closing: dict[Table[Any], list[tuple[Any, ...]]] = {}
        adding: dict[Table[Any], list[tuple[Any, ...]]] = {}
        for (table, key), entry in self._open.items():
            if entry.row is None or entry.since == entry.stored:
                continue
            versions = list(entry.closed)
            if entry.stored is not None:
                # The version on disk was the first to be closed.
                _, since, until = versions.pop(0)
                closing.setdefault(table, []).append((until, *key, since))
            values = table.values_of
            rows = adding.setdefault(table, [])
            rows.extend((*values(row), since, until) for row, since, until in versions)
            rows.append((*values(entry.row), entry.since, OPEN))
        for table, changes in closing.items():
            condition = " AND ".join(f"{name} = ?" for name in table.key)
            self._connection.executemany(
                f"UPDATE {table.name}{self._suffixes[table.name]} SET to_position = ? "
                f"WHERE {condition} AND from_position = ?",
                changes,
            )
        for table, rows in adding.items():
            places = ", ".join("?" * (len(table.columns) + 2))
            self._connection.executemany(
                f"INSERT INTO {table.name}{self._suffixes[table.name]} "
                f"VALUES ({places})",
                rows,
            )


class _Open(NamedTuple):
    """A row as the page sees it: `stored` is the version's start on disk, if any."""

    row: Any
    since: int
    stored: int | None
    closed: tuple[tuple[Any, int, int], ...]


class View:
    """One consistent look at all read models. Made by `ReadStore.view`."""

    def __init__(self, connection: sqlite3.Connection, names: Mapping[str, str]):
        self._connection = connection
        self._names = names

    def rows(self, sql: str, **values: Any) -> list[sqlite3.Row]:
        """Rows of a query in which `{table}` stands for a read model's table."""
        found = self._connection.execute(sql.format_map(self._names), values)
        return found.fetchall()

    def row(self, sql: str, **values: Any) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._connection.execute(
            sql.format_map(self._names), values
        ).fetchone()
        return found

    def count(self, sql: str, **values: Any) -> int:
        found = self.row(sql, **values)
        return int(found[0] or 0) if found else 0


class ReadStore:
    """Connections to the database of read models; `:memory:` serves tests."""

    def __init__(self, path: str | Path) -> None:
        self._path = str(path)
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._memory = self._path == ":memory:"
        self._shared = self._connect() if self._memory else None

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, isolation_level=None, check_same_thread=False, timeout=5
        )
        connection.row_factory = sqlite3.Row
        for statement in _Dialect.ON_OPEN:
            connection.execute(statement)
        return connection

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        if self._shared is not None:
            yield self._shared
            return
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._connect()
        try:
            yield connection
        finally:
            if connection.in_transaction:
                connection.rollback()
            self._idle.put(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One writing transaction; rolled back if anything raises."""
        with self.connection() as connection:
            connection.execute(_Dialect.BEGIN_WRITING)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.rollback()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """One reading transaction: everything seen in it is of one moment."""
        with self.connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def close(self) -> None:
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        if self._shared is not None:
            self._shared.close()
