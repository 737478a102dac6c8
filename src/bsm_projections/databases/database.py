"""The interface of a database.

Statements are the same for both: values stand in as `:name` or `?`, identities are
given as UUIDs and read as 32 hex digits, truth is 0 or 1. What differs is in the
`SqlDialect` of a database, and in how its transactions begin.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

import psycopg

Parameters = Sequence[Any] | Mapping[str, Any]
Statement = tuple[str, Parameters]

# Whatever a database may raise; of these, two rows with one key.
DATABASE_ERRORS = (sqlite3.Error, psycopg.Error)
DUPLICATE_KEY_ERRORS = (sqlite3.IntegrityError, psycopg.IntegrityError)
# And of these, values that a table does not take, or no database: such as a number of
# more than 64 bits. For some, drivers raise an OverflowError or a UnicodeError.
UNSTORABLE_ERRORS = (sqlite3.DataError, psycopg.DataError, *DUPLICATE_KEY_ERRORS)


class UnconfirmedCommit(psycopg.OperationalError):
    """COMMIT was requested and not confirmed: whether it was done is not known.

    Of both databases, whatever its base says.
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
    def execute(self, sql: str, values: Parameters = (), /) -> StatementResult: ...

    def executemany(self, sql: str, rows: Iterable[Parameters], /) -> Any: ...

    def stream(self, sql: str, values: Parameters = (), /) -> Iterator[Any]:
        """Rows of a query without limit, of which few are in memory at a time.

        Only within `snapshot` or `writing`.
        """
        ...

    def insert(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        """Adds whole rows to tables, the fastest way that the database has."""
        ...

    def insert_before_commit(
        self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /
    ) -> None:
        """The same where only COMMIT follows, with which a collision may show."""
        ...

    @property
    def opened(self) -> Sequence[list[Any]]:
        """The rows of each statement that its transaction was opened with."""
        ...


def in_chunks(
    table: str, rows: Iterable[Row], chunk_size: int = 1_000_000
) -> Iterator[StoredRows]:
    """Rows as bytes, in pieces of about `chunk_size` bytes; numbers are left out."""
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
    """The few words that databases spell differently."""

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
    # How long a table that was left behind may still be read by somebody, in seconds.
    seconds_until_drop: float = 0
    # Seconds in which a server must answer whoever writes, or it is taken for dead.
    answer_timeout: float = 20

    @abstractmethod
    def connection(self) -> AbstractContextManager[Connection]:
        """A connection outside of any transaction, for single statements."""

    @abstractmethod
    def writing(
        self, *, exclusive: bool = False, opening: Sequence[Statement] = ()
    ) -> AbstractContextManager[Connection]:
        """One writing transaction; rolled back if anything raises.

        SQLite lets one writer in at a time. On PostgreSQL only `exclusive` does, which
        the group commit and changes of tables need. `opening` are first statements,
        which cost no round trip of their own; what they find is `connection.opened`.
        """

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[Connection]:
        """One reading transaction: everything seen in it is of one moment."""

    @abstractmethod
    def has_table(self, connection: Connection, table: str) -> bool: ...

    @abstractmethod
    def qualified_name_for(self, reader: "Database", table: str) -> str | None:
        """By which name a connection to another database reads a table of this one;
        None where it cannot.
        """

    @abstractmethod
    def append_only(self, tables: Iterable[str]) -> Iterator[str]:
        """Statements after which these tables refuse to change what they hold."""

    @abstractmethod
    def create(self) -> None:
        """Makes the place for tables where there is none."""

    @abstractmethod
    def listen(self, on_notify: Callable[[], None]) -> Callable[[], None]:
        """Calls `on_notify` when a process says `notify`; returns how to stop.

        Nobody may rely on it: it only makes looking less often enough.
        """

    @abstractmethod
    def notify(self, connection: Connection) -> None:
        """Tells listeners of all processes, once this transaction is committed."""

    @abstractmethod
    def confirm(self, connection: Connection) -> None:
        """Makes COMMIT of a transaction that only reads mean what it means elsewhere:
        what was read is as safe as the database keeps anything.
        """

    @abstractmethod
    def check_writable(self) -> None:
        """Finds out whether something could be stored now, and stores nothing.

        Raises OSError, or one of DATABASE_ERRORS.
        """

    @abstractmethod
    def analyze(self) -> None:
        """Lets the planner of queries see how much has come in at once."""

    @abstractmethod
    def scrub(self) -> str:
        """Leaves nothing on disk of rows that were deleted or overwritten; what could
        not be done, in a sentence, or nothing.
        """

    @abstractmethod
    def stored(self) -> Iterator[StoredRows]:
        """Everything that lies in the tables of a server, as bytes, some rows at a
        time; nothing where it lies in a file of the data folder.
        """

    @abstractmethod
    def size(self) -> int:
        """Bytes on disk, indexes and journals included."""

    @abstractmethod
    def version(self) -> str:
        """The database's own name and version."""

    @abstractmethod
    def unfit(self) -> str:
        """Why the product must not start on this database; empty where it may."""

    @abstractmethod
    def risks(self) -> list[str]:
        """The risks of losing data, in sentences."""

    @abstractmethod
    def close(self) -> None: ...
