"""A database of our own for a while, outside the data folder: what has to be held
against another order goes through it, so that long logs need no more memory.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TABLES = """
CREATE TABLE answers (
    position INTEGER, account TEXT, command_id TEXT, digest BLOB, answer TEXT);
CREATE TABLE named_keys (key TEXT PRIMARY KEY, position INTEGER) WITHOUT ROWID;
CREATE TABLE contents (
    sha256 TEXT PRIMARY KEY, key TEXT, position INTEGER, media_type TEXT)
    WITHOUT ROWID;
CREATE TABLE participants (
    id TEXT PRIMARY KEY, key TEXT, position INTEGER, delegation TEXT) WITHOUT ROWID;
CREATE TABLE moved (id TEXT PRIMARY KEY, delegation TEXT) WITHOUT ROWID;
CREATE TABLE found_people (id TEXT PRIMARY KEY, delegation TEXT) WITHOUT ROWID;
CREATE TABLE vault_keys (key TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
CREATE TABLE destroyed (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE erased (key TEXT PRIMARY KEY, what TEXT, is_due INTEGER) WITHOUT ROWID;
"""
_BATCH_SIZE = 1_000


class TemporaryDatabase:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._waiting: dict[str, list[tuple[object, ...]]] = {}

    def add(self, sql: str, *row: object) -> None:
        """Adds a row by a statement, many at once."""
        waiting = self._waiting.setdefault(sql, [])
        waiting.append(row)
        if len(waiting) >= _BATCH_SIZE:
            self._write(sql)

    def rows(self, sql: str, *values: object) -> Iterator[sqlite3.Row]:
        for waiting in tuple(self._waiting):
            self._write(waiting)
        yield from self.connection.execute(sql, values)

    def _write(self, sql: str) -> None:
        self.connection.executemany(sql, self._waiting.pop(sql))


@contextmanager
def temporary_database() -> Iterator[tuple[TemporaryDatabase, Path]]:
    """The database, and a folder for more."""
    with tempfile.TemporaryDirectory(prefix="bsm-verify-") as folder:
        connection = sqlite3.connect(Path(folder) / "scratch.db")
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.executescript(_TABLES)
            yield TemporaryDatabase(connection), Path(folder)
        finally:
            connection.close()
