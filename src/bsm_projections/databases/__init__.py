"""SQLite and PostgreSQL behind one interface: the same statements for both."""

from bsm_projections.databases.database import (
    DATABASE_ERRORS,
    DUPLICATE_KEY_ERRORS,
    UNSTORABLE_ERRORS,
    Connection,
    Database,
    Place,
    Row,
    SqlDialect,
    StoredRows,
    select_among,
)
from bsm_projections.databases.postgres import PostgresDatabase
from bsm_projections.databases.sqlite import SqliteDatabase
from bsm_projections.databases.sqlite_read_only import ReadOnlySqliteDatabase

__all__ = [
    "DATABASE_ERRORS",
    "DUPLICATE_KEY_ERRORS",
    "UNSTORABLE_ERRORS",
    "Connection",
    "Database",
    "Place",
    "PostgresDatabase",
    "ReadOnlySqliteDatabase",
    "Row",
    "SqlDialect",
    "SqliteDatabase",
    "StoredRows",
    "database_exists",
    "open_database",
    "select_among",
]

# In the data folder. The names are older than the schemas of PostgreSQL.
_FILE_NAMES = {
    "log": "log.db",
    "read": "read-models.db",
    "service": "service.db",
    "vault": "vault.db",
}

# Data deleted from these must be removed from the disk as well.
_SECURE_DELETE = frozenset({"service", "vault"})


def open_database(
    place: Place, name: str, *, rebuildable: bool = False, read_only: bool = False
) -> Database:
    """One of the product's databases: `log`, `read`, `service` or `vault`.

    A `rebuildable` database may lose its latest changes in a crash, because they can be
    derived again. With `read_only`, no file changes, not even those beside it. Raises
    one of DATABASE_ERRORS or OSError.
    """
    if place.url is not None:
        return PostgresDatabase(
            place.url,
            f"{place.schema}_{name}",
            connections=place.connections,
            rebuildable=rebuildable,
            read_only=read_only,
        )
    if read_only:
        return ReadOnlySqliteDatabase(place.folder / _FILE_NAMES[name])
    place.folder.mkdir(parents=True, exist_ok=True)
    return SqliteDatabase(
        place.folder / _FILE_NAMES[name],
        rebuildable=rebuildable,
        erases=name in _SECURE_DELETE,
    )


def database_exists(place: Place, name: str) -> bool:
    """False if opening it would create a file; its content is not checked."""
    return place.url is not None or (place.folder / _FILE_NAMES[name]).exists()
