"""SQLite and PostgreSQL behind one interface: the same statements for both."""

from bsm_projections.databases.database import (
    COLLISION,
    TROUBLE,
    Connection,
    Database,
    Row,
    Spelling,
    Stored,
)
from bsm_projections.databases.location import Place
from bsm_projections.databases.postgres import PostgresDatabase
from bsm_projections.databases.sqlite import SqliteDatabase
from bsm_projections.databases.sqlite_read_only import ReadOnlySqliteDatabase

__all__ = [
    "COLLISION",
    "TROUBLE",
    "Connection",
    "Database",
    "Place",
    "PostgresDatabase",
    "ReadOnlySqliteDatabase",
    "Row",
    "Spelling",
    "SqliteDatabase",
    "Stored",
    "is_there",
    "open_database",
]

# In the data folder. The names are older than the schemas of PostgreSQL.
_FILES = {
    "log": "log.db",
    "read": "read-models.db",
    "service": "service.db",
    "vault": "vault.db",
}

# What is deleted there must be gone from the disk as well.
_ERASED_FROM = frozenset({"service", "vault"})


def open_database(
    place: Place, name: str, *, derived: bool = False, read_only: bool = False
) -> Database:
    """One of the product's databases: `log`, `read`, `service` or `vault`.

    What is `derived` may lose its last moments in a crash, for they are made again.
    Where it is `read_only`, not even a file beside it changes. Raises one of TROUBLE or
    OSError.
    """
    if place.url is not None:
        return PostgresDatabase(
            place.url,
            f"{place.schema}_{name}",
            connections=place.connections,
            derived=derived,
            read_only=read_only,
        )
    if read_only:
        return ReadOnlySqliteDatabase(place.folder / _FILES[name])
    place.folder.mkdir(parents=True, exist_ok=True)
    return SqliteDatabase(
        place.folder / _FILES[name], derived=derived, erases=name in _ERASED_FROM
    )


def is_there(place: Place, name: str) -> bool:
    """False where opening would make a file; what it holds is another question."""
    return place.url is not None or (place.folder / _FILES[name]).exists()
