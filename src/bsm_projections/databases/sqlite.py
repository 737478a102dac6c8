"""SQLite: a file in the data folder."""

import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from operator import attrgetter, itemgetter
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from bsm_projections.databases.database import (
    Connection,
    Database,
    Parameters,
    SqlDialect,
    Statement,
    UnconfirmedCommit,
)

_MIN_VERSION = (3, 35, 0)
_MIN_FREE_BYTES = 1 << 20  # free bytes below which a disk counts as full
_LOCK_TIMEOUT = 5  # seconds to wait for another process's transaction

sqlite3.register_adapter(UUID, attrgetter("hex"))


class SqliteConnection(sqlite3.Connection):
    joined = "group_concat({0})"
    opened: Sequence[list[Any]] = ()

    def stream(self, sql: str, values: Parameters = (), /) -> Iterator[Any]:
        yield from self.execute(sql, values)

    def insert(self, rows_of: Mapping[str, Sequence[Sequence[Any]]], /) -> None:
        for table, rows in rows_of.items():
            if rows:
                self._insert(table, rows)

    insert_before_commit = insert

    def _insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Columns that no row has a value for are not bound one by one: with many of
        them, that would take half as long again.
        """
        columns = range(len(rows[0]))
        empty = {
            column
            for column in columns[2:]  # so that an itemgetter returns tuples
            if rows[0][column] is None and all(row[column] is None for row in rows)
        }
        values = ", ".join("NULL" if column in empty else "?" for column in columns)
        statement = f"INSERT INTO {table} VALUES ({values})"
        if empty:
            given = itemgetter(*(column for column in columns if column not in empty))
            self.executemany(statement, map(given, rows))
        else:
            self.executemany(statement, rows)


def _commit(connection: sqlite3.Connection) -> None:
    """Raises UnconfirmedCommit if everything was written but the disk did not confirm
    it: after a crash it may be missing.
    """
    try:
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_FSYNC":
            raise UnconfirmedCommit(str(error)) from error
        raise


class SqliteDatabase(Database):
    dialect = SqlDialect(
        integer="INTEGER",
        text="TEXT",
        blob="BLOB",
        identity="TEXT",
        clustered_suffix=" WITHOUT ROWID",
        # Any other spelling of the same identity is longer or has capitals. Checking
        # each digit would cost four times as much.
        unusual_identity="NOT (length({0}) = 32 AND {0} = lower({0}))",
    )

    def __init__(
        self,
        path: str | Path,
        *,
        rebuildable: bool = False,
        erases: bool = False,
        wait: float = _LOCK_TIMEOUT,
    ) -> None:
        """With `erases`, deleted data is overwritten with zeros."""
        self.path = str(path)
        self._derived = rebuildable
        self._erases = erases
        self.wait = wait
        # Both ends are safe to use from several threads, at almost no cost.
        self._idle: deque[SqliteConnection] = deque()
        self._create_file()
        self._idle.append(self._connect())

    def _create_file(self) -> None:
        """Creates the file before SQLite does, because the files beside it get its
        mode. One that exists is not touched: once this process closed it, the locks
        would be gone that SQLite holds on it for other connections.
        """
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    def _connect(self) -> SqliteConnection:
        connection = sqlite3.connect(
            self.path,
            isolation_level=None,
            check_same_thread=False,
            timeout=self.wait,
            factory=SqliteConnection,
        )
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            # FULL: commits reach the disk.
            level = "NORMAL" if self._derived else "FULL"
            connection.execute(f"PRAGMA synchronous={level}")
            connection.execute("PRAGMA cache_size=-16000")
            if self._erases:
                connection.execute("PRAGMA secure_delete=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def connection(self) -> Iterator[SqliteConnection]:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: SqliteConnection) -> None:
        """Returns a connection to the pool, unless it cannot be rolled back."""
        try:
            if connection.in_transaction:
                connection.rollback()
        except sqlite3.Error:
            connection.close()
        else:
            self._idle.append(connection)

    @contextmanager
    def writing(
        self, *, exclusive: bool = False, opening: Sequence[Statement] = ()
    ) -> Iterator[Connection]:
        with self.connection() as connection:
            # A deferred transaction would fail immediately when a reader becomes a
            # writer.
            connection.execute("BEGIN IMMEDIATE")
            connection.opened = [
                connection.execute(*statement).fetchall() for statement in opening
            ]
            yield connection
            _commit(connection)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        with self.connection() as connection:
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def has_table(self, connection: Connection, table: str) -> bool:
        result = connection.execute(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
        )
        return result.fetchone() is not None

    def qualified_name_for(self, reader: Database, table: str) -> str | None:
        return table if reader is self else None

    def append_only(self, tables: Iterable[str]) -> Iterator[str]:
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()}_refused "
                    f"BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )

    def notify(self, connection: Connection) -> None:
        """SQLite has no notifications; listeners check regularly."""

    def check_writable(self) -> None:
        with self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("CREATE TABLE room (content)")
                connection.execute(
                    "INSERT INTO room VALUES (zeroblob(?))", (_MIN_FREE_BYTES,)
                )
            finally:
                connection.rollback()
        # So far the data was in memory: only writing to the file shows whether the disk
        # has room.
        with NamedTemporaryFile(dir=Path(self.path).parent) as file:
            file.write(bytes(_MIN_FREE_BYTES))
            file.flush()

    def scrub(self) -> str:
        with self.connection() as connection:
            # The copy that VACUUM creates must not be in a folder that others can read.
            connection.execute("PRAGMA temp_store=MEMORY")
            connection.execute("VACUUM")
            row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if row[0]:
            return (
                f"the journal of {Path(self.path).name} was in use and could not be "
                "emptied"
            )
        return ""

    def size(self) -> int:
        files = (Path(f"{self.path}{suffix}") for suffix in ("", "-wal", "-shm"))
        return sum(file.stat().st_size for file in files if file.exists())

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def unfit(self) -> str:
        if sqlite3.sqlite_version_info >= _MIN_VERSION:
            return ""
        needed = ".".join(map(str, _MIN_VERSION))
        return f"this Python has SQLite {sqlite3.sqlite_version}, older than {needed}"

    def close(self) -> None:
        while True:
            try:
                self._idle.pop().close()
            except IndexError:
                break
