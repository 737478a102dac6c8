"""Where a benchmark stores its records; all of them are deleted at its end."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bsm_projections.databases import Database, Place, open_database


@dataclass(frozen=True, slots=True)
class TemporaryStorage:
    """A temporary folder and, on PostgreSQL, schemas whose names begin with `name`."""

    folder: Path
    url: str | None
    name: str

    def place(self, record: str) -> Place:
        """Where one record is stored, apart from the others."""
        folder = self.folder / record
        folder.mkdir(exist_ok=True)
        return Place(folder, self.url, f"{self.name}_{record}")

    def read_models(self, name: str) -> Database:
        """An empty database for read models."""
        database = open_database(self.place(name), "read", rebuildable=True)
        database.create()
        return database


@contextmanager
def temporary_storage(url: str | None) -> Iterator[TemporaryStorage]:
    with tempfile.TemporaryDirectory() as folder:
        storage = TemporaryStorage(Path(folder), url, f"bench_{secrets.token_hex(4)}")
        try:
            yield storage
        finally:
            if url is not None:
                _drop_schemas(url, storage.name)


def _drop_schemas(url: str, prefix: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        schemas = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [prefix]
        ).fetchall()
        for (schema,) in schemas:
            connection.execute(f'DROP SCHEMA "{schema}" CASCADE')
