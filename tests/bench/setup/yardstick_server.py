"""The yardstick over HTTP: an empty route, and one that inserts a row and commits.

The database is a file in the folder in which the process is started.
"""

import sqlite3
from pathlib import Path
from threading import Lock

from fastapi import FastAPI

_STATE = bytes(600)  # about the size of a stored registration

app = FastAPI()
_lock = Lock()
_connection = sqlite3.connect(
    Path("bare-http.db"), isolation_level=None, check_same_thread=False
)
_connection.execute("PRAGMA journal_mode=WAL")
_connection.execute("PRAGMA synchronous=FULL")
_connection.execute(
    "CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, state BLOB)"
)


@app.get("/empty")
@app.post("/empty")
def empty() -> dict[str, str]:
    return {}


@app.post("/insert")
def insert() -> dict[str, int | None]:
    with _lock:
        _connection.execute("BEGIN IMMEDIATE")
        cursor = _connection.execute("INSERT INTO facts (state) VALUES (?)", (_STATE,))
        _connection.execute("COMMIT")
    return {"id": cursor.lastrowid}
