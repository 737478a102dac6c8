"""Where the record is stored, and the interface of a database.

Statements are the same for both databases: parameters are `:name` or `?`, identities
are passed as UUIDs and read as 32 hex digits, booleans are 0 or 1. The differences are
in the `SqlDialect` of a database, and in how its transactions begin.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import psycopg


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder and, in server mode, a PostgreSQL database.

    Without `url`, everything is in SQLite files in the folder. With it, each database
    of the product is a schema on the server, named `{schema}_log` and so on; the folder
    has only what belongs to this machine: keys and noted heads. `connections` is the
    maximum that one process opens to each database. `vault_key` is the vault's key if
    it is not in the folder.
    """

    folder: Path
    url: str | None = field(default=None, repr=False)  # it may hold a password
    schema: str = "bsm"
    connections: int = 8
    vault_key: str | None = field(default=None, repr=False)


Parameters = Sequence[Any] | Mapping[str, Any]
Statement = tuple[str, Parameters]
_BATCH_SIZE = 500  # values in one statement

# All errors of a database; among these, two rows with one key.
DATABASE_ERRORS = (sqlite3.Error, psycopg.Error)
DUPLICATE_KEY_ERRORS = (sqlite3.IntegrityError, psycopg.IntegrityError)
# And of these, values that a table or any database refuses, such as a number of more
# than 64 bits. For some, drivers raise an OverflowError or a UnicodeError.
UNSTORABLE_ERRORS = (sqlite3.DataError, psycopg.DataError, *DUPLICATE_KEY_ERRORS)


class UnconfirmedCommit(psycopg.OperationalError):
    """COMMIT was requested but not confirmed: it is not known whether it took place.

    Used for both databases, whatever its base class.
    """


class Row(Protocol):
    """A row, whose values are found by column name or by number."""

    def __getitem__(self, key: int | str, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...


class StatementResult(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int: ...

    @property
    def description(self) -> Any:
        """The columns; each begins with its name."""
        ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class StoredRows(NamedTuple):
    """Some rows of a table: how many, and their texts and bytes."""

    table: str
    rows: int
    content: bytes


class Connection(Protocol):
    @property
    def joined(self) -> str:
        """The expression for the texts in the column {0} of all rows, with commas
        between them.
        """
        ...

    def execute(self, sql: str, values: Parameters = (), /) -> StatementResult: ...

    def executemany(self, sql: str, rows: Iterable[Parameters], /) -> Any: ...

    def stream(self, sql: str, values: Parameters = (), /) -> Iterator[Any]:
        """The rows of a query of any size, few of which are in memory at a time.

        Only within `snapshot` or `writing`.
        """
        ...

    def insert(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        """Adds complete rows to tables, in the fastest way the database offers."""
        ...

    def insert_before_commit(
        self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /
    ) -> None:
        """Like `insert`, but followed by COMMIT only; a collision may be raised
        then.
        """
        ...

    @property
    def opened(self) -> Sequence[list[Any]]:
        """The rows of each of the transaction's opening statements."""
        ...


def select_among(
    connection: Connection, sql: str, values: Iterable[Any]
) -> Iterator[Row]:
    """The rows of a statement about many values, `IN ({values})`, a few hundred of them
    at a time.
    """
    remaining = iter(values)
    while batch := [*islice(remaining, _BATCH_SIZE)]:
        placeholders = ", ".join("?" * len(batch))
        yield from connection.execute(sql.format(values=placeholders), batch).fetchall()


def in_chunks(
    table: str, rows: Iterable[Row], chunk_size: int = 1_000_000
) -> Iterator[StoredRows]:
    """Rows as bytes, in chunks of about `chunk_size` bytes, without numbers."""
    number, size, values = 0, 0, list[bytes]()
    for row in rows:
        for value in row:
            if isinstance(value, str):
                values.append(value.encode())
            elif isinstance(value, bytes | memoryview):
                values.append(bytes(value))
            else:
                continue
            size += len(values[-1])
        number += 1
        if size > chunk_size:
            yield StoredRows(table, number, b"\0".join(values))
            number, size, values = 0, 0, []
    if number:
        yield StoredRows(table, number, b"\0".join(values))


@dataclass(frozen=True, slots=True)
class SqlDialect:
    """The few expressions that differ between the databases."""

    integer: str
    text: str  # ordered by its bytes
    blob: str
    identity: str
    clustered_suffix: str  # at the end of CREATE TABLE: rows lie in the key's own tree
    # Whether the identity in the column {0} is not spelt as the product does; empty
    # where the type of identities has one spelling only.
    unusual_identity: str = ""


class Database(ABC):
    """One database of the product. Threads may share it; each takes a connection."""

    dialect: SqlDialect
    # Seconds for which a retired table may still be in use by readers.
    seconds_until_drop: float = 0
    # Seconds without an answer to a writer after which a server is considered
    # unreachable.
    answer_timeout: float = 20

    @abstractmethod
    def connection(self) -> AbstractContextManager[Connection]:
        """A connection outside of any transaction, for single statements."""

    @abstractmethod
    def writing(
        self, *, exclusive: bool = False, opening: Sequence[Statement] = ()
    ) -> AbstractContextManager[Connection]:
        """One writing transaction; rolled back if anything raises.

        SQLite allows one writer at a time. PostgreSQL does so only with `exclusive`,
        which the group commit and changes of tables need. The statements in `opening`
        are executed first without a round trip of their own; their rows are in
        `connection.opened`.
        """

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Connection]:
        """One reading transaction, with a consistent view."""

    @abstractmethod
    def has_table(self, connection: Connection, table: str) -> bool: ...

    @abstractmethod
    def qualified_name_for(self, reader: "Database", table: str) -> str | None:
        """The name by which a connection to another database can read a table of this
        one; None if it cannot.
        """

    @abstractmethod
    def append_only(self, tables: Iterable[str]) -> Iterator[str]:
        """Statements that make these tables append-only."""

    def create(self) -> None:
        """Creates the place for tables, if there is none."""
        return  # opening a file creates it

    def listen(self, on_notify: Callable[[], None]) -> Callable[[], None]:
        """Calls `on_notify` when a process calls `notify`; returns a function that
        stops it.

        Notifications are not reliable: they only allow longer polling intervals. Not
        every database has them.
        """
        return lambda: None

    @abstractmethod
    def notify(self, connection: Connection) -> None:
        """Notifies listeners in all processes, once this transaction is committed."""

    def confirm(self, connection: Connection) -> None:
        """Makes sure at COMMIT of a read-only transaction that what was read is stored
        as durably as after a COMMIT of a writing one. In a file, it is in any case.
        """
        return

    @abstractmethod
    def check_writable(self) -> None:
        """Checks whether data could be stored now, without storing any.

        Raises OSError, or one of DATABASE_ERRORS.
        """

    def analyze(self) -> None:
        """Updates the statistics of the query planner after many rows were added;
        SQLite plans well by the order of columns in indexes.
        """
        return

    @abstractmethod
    def scrub(self) -> str:
        """Removes deleted and overwritten rows from the disk; returns a sentence about
        what could not be done, or an empty text.
        """

    def stored(self) -> Iterator[StoredRows]:
        """The content of a server's tables as bytes, some rows at a time; nothing for a
        file in the data folder.
        """
        yield from ()

    @abstractmethod
    def size(self) -> int:
        """Bytes on disk, indexes and journals included."""

    @abstractmethod
    def version(self) -> str:
        """The database's own name and version."""

    @abstractmethod
    def unfit(self) -> str:
        """Why the product must not start on this database; empty if it may."""

    def risks(self) -> list[str]:
        """The risks of losing data, in sentences."""
        return []

    @abstractmethod
    def close(self) -> None: ...
