"""The storage of read models: versioned rows in tables, which are replaced when
rebuilt.

A row is derived from one stream. Every change closes the open version and adds the
next, so the same condition works for the present and the past:

    from_position <= :p AND to_position > :p

Read models are derived data: their database can be rebuilt from the log.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from bsm_projections.databases import Connection, Row, SqlDialect
from bsm_projections.engine.columns import Column, stored_columns

STILL_CURRENT = 9223372036854775807

# The maximum number of values in one statement.
MAX_PARAMETERS = 500

RowT = TypeVar("RowT")


@dataclass(frozen=True, eq=False)
class Table(Generic[RowT]):
    """A versioned table: its rows are dataclasses, whose fields are its columns
    (`columns` says of which types they may be).

    `key` names the columns that identify a row; `indexed_by` those by which lists are
    queried, each of which gets an index. `index_includes` are included in these
    indexes, so that counting does not read the rows. The rows of an `append_only` table
    never change.

    The column `audience` says who can see a row. A table without this column can have
    `belongs_to`: its rows are visible to those who can see the row of another table,
    whose key is among the columns. A table that `has_aims` has rows of the same thing
    for different audiences.
    """

    name: str
    row: type[RowT]
    key: tuple[str, ...]
    indexed_by: tuple[tuple[str, ...], ...] = ()
    index_includes: tuple[str, ...] = ()
    append_only: bool = False
    belongs_to: "Table[Any] | None" = None
    has_aims: bool = False

    @property
    def has_audience(self) -> bool:
        return "audience" in self.columns

    @cached_property
    def _stored_columns(self) -> tuple[Column, ...]:
        return stored_columns(self.row)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(column.name for column in self._stored_columns)

    @cached_property
    def _values_of(self) -> Callable[[RowT], tuple[Any, ...]]:
        fields = [column.field for column in self._stored_columns]
        if len(fields) > 1:
            return attrgetter(*fields)
        return lambda row: (getattr(row, fields[0]),)

    @cached_property
    def _to_stored(self) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
        return tuple(
            (number, column.storage.to_stored)
            for number, column in enumerate(self._stored_columns)
            if column.storage.to_stored is not None
        )

    @cached_property
    def _from_stored(self) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
        return tuple(
            (column.field, column.storage.from_stored)
            for column in self._stored_columns
        )

    def values_of(self, row: RowT) -> Sequence[Any]:
        """The stored values of a row."""
        values = [*self._values_of(row)]
        converted = stored = None  # often several columns have the same moment
        for number, convert in self._to_stored:
            value = values[number]
            if value is not None:
                if value != converted:
                    converted, stored = value, convert(value)
                values[number] = stored
        return values

    def row_of(self, values: Sequence[Any]) -> RowT:
        """The row with these stored values."""
        return self.row(
            **{
                field: value if value is None or convert is None else convert(value)
                for (field, convert), value in zip(
                    self._from_stored, values, strict=True
                )
            }
        )

    @cached_property
    def _key_of(self) -> Callable[[RowT], Any]:
        fields = {column.name: column.field for column in self._stored_columns}
        return attrgetter(*(fields[name] for name in self.key))

    def key_of(self, row: RowT) -> tuple[Any, ...]:
        key = self._key_of(row)
        return key if len(self.key) > 1 else (key,)

    @cached_property
    def key_is_stream(self) -> bool:
        """Whether the stream of a fact identifies its row."""
        return len(self.key) == 1 and self.key[0].endswith("_id")

    def create_statement(self, suffix: str, dialect: SqlDialect) -> str:
        """The statement that creates the table of one generation."""
        columns = ", ".join(each.definition(dialect) for each in self._stored_columns)
        name = f"{self.name}{suffix}"
        key = self.key if self.append_only else (*self.key, "from_position")
        return (
            f"CREATE TABLE {name} ({columns}, "
            f"from_position {dialect.integer} NOT NULL, "
            f"to_position {dialect.integer} NOT NULL, PRIMARY KEY ({', '.join(key)}))"
            f"{dialect.clustered_suffix if self.append_only else ''}"
        )

    def index_statements(self, suffix: str) -> Iterator[str]:
        """What creates its indexes: best executed after adding the rows."""
        name = f"{self.name}{suffix}"
        if not self.append_only:
            yield f"CREATE INDEX {name}_changed ON {name} (from_position)"
        # Rows that never change always stay current, so the key is more selective.
        open_first = ("to_position", "from_position", *self.index_includes)
        last = self.key if self.append_only else open_first
        for number, scope in enumerate(self.indexed_by):
            columns = ", ".join((*scope, *last))
            yield f"CREATE INDEX {name}_scope{number} ON {name} ({columns})"


class RowBatch:
    """The row versions created by one page of facts, before they are written.

    `position` and `stream` are those of the fact being folded, which sees the changes
    of earlier facts of the page. `mark` and `roll_back_to` let the engine undo the
    changes of a fact that could not be processed.
    """

    def __init__(self, connection: Connection, suffixes: Mapping[str, str]):
        self._connection = connection
        self._suffixes = suffixes
        self._begun: frozenset[str] = frozenset()
        self._begun_earlier: Mapping[str, Any] = {}
        self._open: dict[tuple[Table[Any], tuple[Any, ...]], _CurrentRow] = {}
        self._changes: list[tuple[tuple[Table[Any], tuple[Any, ...]], Any]] = []
        self.position = 0
        self.stream = ""

    def get(self, table: Table[RowT], *key: Any) -> RowT | None:
        """The open version of a row, or None."""
        entry = self._entry(table, key)
        row: RowT | None = entry.row
        return row

    def must_get(self, table: Table[RowT], *key: Any) -> RowT:
        """The open version of a row that an earlier fact must have created."""
        row = self.get(table, *key)
        if row is None:
            raise LookupError(f"{table.name} has no row {key}")
        return row

    def put(self, table: Table[RowT], row: RowT) -> None:
        """Makes this row the open version from the present position on."""
        key = table.key_of(row)
        entry = self._entry(table, key)
        self._changes.append(((table, key), entry))
        closed = entry.closed
        if entry.row is not None and entry.since < self.position:
            closed = (*closed, (entry.row, entry.since, self.position))
        self._open[(table, key)] = _CurrentRow(row, self.position, entry.stored, closed)

    def add(self, table: Table[RowT], row: RowT) -> None:
        """Adds a row that no earlier fact can have created, because its key is the
        position or the stream that the fact begins. It is therefore not looked up.
        """
        table_key = (table, table.key_of(row))
        self._changes.append((table_key, _NO_ROW))
        self._open[table_key] = _CurrentRow(row, self.position, None, ())

    def mark(self) -> int:
        return len(self._changes)

    def roll_back_to(self, mark: int) -> None:
        while len(self._changes) > mark:
            table_key, entry = self._changes.pop()
            self._open[table_key] = entry

    def _entry(self, table: Table[RowT], key: tuple[Any, ...]) -> "_CurrentRow":
        table_key = (table, key)
        entry = self._open.get(table_key)
        if entry is None:
            entry = self._open[table_key] = self._load(table, key)
        return entry

    def _load(self, table: Table[RowT], key: tuple[Any, ...]) -> "_CurrentRow":
        if table.key_is_stream:
            if key[0] in self._begun:
                return _NO_ROW
            if key[0] in self._begun_earlier:
                self._preload(table)
                return self._open[(table, key)]
        condition = " AND ".join(f"{name} = ?" for name in table.key)
        row = self._connection.execute(
            f"{self._select(table)} WHERE {condition} AND to_position = "
            f"{STILL_CURRENT}",
            key,
        ).fetchone()
        return _NO_ROW if row is None else self._stored(table, row)

    def _select(self, table: Table[Any]) -> str:
        columns = ", ".join(table.columns)
        return f"SELECT {columns}, from_position FROM {self._stored_name(table)}"

    def _stored_name(self, table: Table[Any]) -> str:
        return f"{table.name}{self._suffixes[table.name]}"

    def _stored(self, table: Table[RowT], row: Row) -> "_CurrentRow":
        *values, since = row
        return _CurrentRow(table.row_of(values), since, since, ())

    def expect(self, begun: Iterable[str], begun_earlier: Iterable[str]) -> None:
        """The streams of the facts that follow: those that begin have no rows yet. A
        table that is asked for a row of the others loads them all in one statement.
        """
        self._begun = frozenset(begun)
        self._begun_earlier = dict.fromkeys(begun_earlier)

    def _preload(self, table: Table[Any]) -> None:
        streams = [id for id in self._begun_earlier if (table, (id,)) not in self._open]
        for start in range(0, len(streams), MAX_PARAMETERS):
            chunk = streams[start : start + MAX_PARAMETERS]
            placeholders = ", ".join("?" * len(chunk))
            rows = self._connection.execute(
                f"{self._select(table)} WHERE {table.key[0]} IN ({placeholders}) "
                f"AND to_position = {STILL_CURRENT}",
                chunk,
            )
            self._open.update({(table, (stream,)): _NO_ROW for stream in chunk})
            for row in rows:
                entry = self._stored(table, row)
                self._open[(table, table.key_of(entry.row))] = entry

    def write(self) -> None:
        """Writes the versions: closes those that ended and adds the new ones."""
        closing = defaultdict[Table[Any], list[tuple[Any, ...]]](list)
        adding = defaultdict[Table[Any], list[tuple[Any, ...]]](list)
        for (table, key), (row, since, stored, closed) in self._open.items():
            if row is None or since == stored:
                continue
            values, rows = table.values_of, adding[table]
            if stored is not None:
                # The version on disk was the first to be closed.
                _, begun, until = closed[0]
                closing[table].append((until, *key, begun))
                closed = closed[1:]
            rows.extend((*values(old), begun, until) for old, begun, until in closed)
            rows.append((*values(row), since, STILL_CURRENT))
        for table, changes in closing.items():
            condition = " AND ".join(f"{name} = ?" for name in table.key)
            self._connection.executemany(
                f"UPDATE {self._stored_name(table)} SET to_position = ? "
                f"WHERE {condition} AND from_position = ?",
                changes,
            )
        self._connection.insert(
            {self._stored_name(table): rows for table, rows in adding.items()}
        )


class _CurrentRow(NamedTuple):
    """A row during the page: `stored` is the start of the version on disk, if any."""

    row: Any
    since: int
    stored: int | None
    closed: tuple[tuple[Any, int, int], ...]


_NO_ROW = _CurrentRow(None, 0, None, ())
