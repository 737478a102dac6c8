"""Where a bench builds its records, all of them thrown away at its end."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bsm_projections.databases import Database, Place, open_database


@dataclass(frozen=True, slots=True)
class Ground:
    """A throw-away folder and, on PostgreSQL, schemas of a name of its own."""

    folder: Path
    url: str | None
    name: str

    def place(self, record: str) -> Place:
        """Where one record lies, apart from the others."""
        folder = self.folder / record
        folder.mkdir(exist_ok=True)
        return Place(folder, self.url, f"{self.name}_{record}")

    def read_models(self, name: str) -> Database:
        """An empty database for read models."""
        database = open_database(self.place(name), "read", derived=True)
        database.create()
        return database


@contextmanager
def ground(url: str | None) -> Iterator[Ground]:
    with tempfile.TemporaryDirectory() as folder:
        found = Ground(Path(folder), url, f"bench_{secrets.token_hex(4)}")
        try:
            yield found
        finally:
            if url is not None:
                _clear(url, found.name)


def _clear(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        left = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [name]
        ).fetchall()
        for (schema,) in left:
            connection.execute(f'DROP SCHEMA "{schema}" CASCADE')
