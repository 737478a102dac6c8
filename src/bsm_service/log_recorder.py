"""The log on SQLite: facts, their leaves, the tree's frontier, the answers given.

Four tables, written in one transaction per writer's turn and never updated:

- `stored_events`: the library's table of facts;
- `leaves`: one row a fact, its dense position and its leaf in the Merkle tree;
- `frontiers`: one row a turn, the tree's frontier at that size;
- `command_answers`: one row an accepted command, so that a repeated one is answered
  with the first answer.

The SQL is plain on purpose: PostgreSQL needs another datastore and column types, not
other statements.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from bsm_service.refusals import StoreBusy, StoreUnavailable

SCHEMA_VERSION = 1

_TABLES = (
    """CREATE TABLE IF NOT EXISTS log_header (
        name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS leaves (
        position INTEGER PRIMARY KEY,
        originator_id TEXT NOT NULL, originator_version INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL, ends_command INTEGER NOT NULL,
        leaf_hash BLOB NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS frontiers (
        size INTEGER PRIMARY KEY, hashes BLOB NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS command_answers (
        account TEXT NOT NULL, command_id TEXT NOT NULL,
        digest BLOB NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (account, command_id)) WITHOUT ROWID""",
)
_PROTECTED = ("stored_events", "leaves", "frontiers", "command_answers", "log_header")


class LogConnectionPool(SQLiteConnectionPool):
    """Connections whose COMMIT has reached the disk when it returns."""

    def _create_connection(self) -> SQLiteConnection:
        connection = super()._create_connection()
        connection.cursor().execute("PRAGMA synchronous=FULL")
        return connection


class LogDatastore(SQLiteDatastore):
    """The library's datastore, whose transactions join the turn that is open.

    Within a turn a command therefore sees what earlier ones of the same turn stored.
    """

    def __init__(self, path: str, *, lock_timeout: int = 5) -> None:
        super().__init__(path, lock_timeout=lock_timeout, pool_size=8)
        self.pool.close()
        self.pool = LogConnectionPool(
            db_name=path, lock_timeout=lock_timeout, pool_size=8, max_overflow=64
        )
        self._open_turn = local()
        self._writer: SQLiteConnection | None = None

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        cursor = getattr(self._open_turn, "cursor", None)
        if cursor is not None:
            yield cursor
        elif commit:
            with self.turn() as cursor:
                yield cursor
        else:
            with super().transaction(commit=False) as cursor:
                yield cursor

    @contextmanager
    def turn(self) -> Iterator[SQLiteCursor]:
        """One writing transaction, from BEGIN IMMEDIATE to COMMIT.

        Only one thread of a process may be here at a time (the writer's turn sees to
        it); other processes are held off by SQLite. Raises StoreBusy after waiting
        for them in vain, StoreUnavailable where the disk says no.
        """
        try:
            if self._writer is None:
                self._writer = self.pool._create_connection()
            cursor = self._writer.cursor()
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise refusal_of(error) from error
        self._open_turn.cursor = cursor
        try:
            yield cursor
            self._writer.commit()
        except BaseException as error:
            self._give_up_writer()
            if isinstance(error, sqlite3.Error):
                raise refusal_of(error) from error
            raise
        finally:
            self._open_turn.cursor = None

    def _give_up_writer(self) -> None:
        """Rolls back; a connection that cannot even do that is not used again."""
        assert self._writer is not None
        try:
            self._writer.rollback()
        except sqlite3.Error:
            self._writer = None

    def close(self) -> None:
        if getattr(self, "_writer", None) is not None:
            assert self._writer is not None
            self._writer.close()
            self._writer = None
        super().close()


def refusal_of(
    error: sqlite3.Error, what: str = "the record"
) -> StoreBusy | StoreUnavailable:
    """The database's complaint as a sentence, without paths or statements."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(
            f"another process is writing to {what}; nothing was stored, "
            "please try again"
        )
    sentences = {
        "SQLITE_FULL": "the disk is full",
        "SQLITE_READONLY": "the data folder is read-only",
        "SQLITE_CANTOPEN": "its file cannot be opened",
        "SQLITE_CORRUPT": "its file is damaged",
        "SQLITE_NOTADB": "its file is not a database",
    }
    told = (why for start, why in sentences.items() if name.startswith(start))
    why = next(told, f"the database says: {error}")
    return StoreUnavailable(f"{what} cannot be used: {why}; nothing was stored")


class LogRecorder(SQLiteApplicationRecorder):
    """The library's recorder with our tables beside it, all append-only."""

    datastore: LogDatastore

    def construct_create_table_statements(self) -> list[str]:
        guards = [
            f"""CREATE TRIGGER IF NOT EXISTS {table}_{verb.lower()}_refused
            BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
            for table in _PROTECTED
            for verb in ("UPDATE", "DELETE")
        ]
        return [*super().construct_create_table_statements(), *_TABLES, *guards]


def rows(cursor: SQLiteCursor, sql: str, **values: Any) -> list[sqlite3.Row]:
    cursor.execute(sql, values)
    found: list[sqlite3.Row] = cursor.fetchall()
    return found


def row(cursor: SQLiteCursor, sql: str, **values: Any) -> sqlite3.Row | None:
    cursor.execute(sql, values)
    found: sqlite3.Row | None = cursor.fetchone()
    return found
