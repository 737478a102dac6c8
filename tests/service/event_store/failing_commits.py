"""Servers and disks that do not say what became of a COMMIT."""

import sqlite3
from typing import Any

import psycopg
import pytest

from bsm_projections.databases import postgres_connection, sqlite


class Dying:
    """Connections that are gone at the next COMMITs, done or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.deaths: list[bool] = []  # whether it was done before
        self.but_first = 0  # so many are committed in peace
        self._execute = postgres_connection.PostgresConnection.execute
        dying = self

        def execute(connection: Any, sql: str, *values: Any) -> Any:
            if not sql.endswith("COMMIT") or not dying.deaths:
                return dying._execute(connection, sql, *values)
            if dying.but_first:
                dying.but_first -= 1
                return dying._execute(connection, sql, *values)
            if dying.deaths.pop(0):
                dying._execute(connection, sql)
            connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

        monkeypatch.setattr(postgres_connection.PostgresConnection, "execute", execute)


def failing_fsync(patch: pytest.MonkeyPatch, times: int) -> None:
    """The disk of SQLite's file does not say that it has what was written."""
    left = [None] * times
    execute = sqlite.SqliteConnection.execute

    def commit_fails(connection: Any, sql: str, *values: Any) -> Any:
        if sql == "COMMIT" and left:
            left.pop()
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        return execute(connection, sql, *values)

    patch.setattr(sqlite.SqliteConnection, "execute", commit_fails)
