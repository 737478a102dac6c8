"""Opens the log: its tables, and its origin, the log's permanent name."""

import secrets

from bsm_projections.databases import DATABASE_ERRORS, Connection, Database
from bsm_service.event_store.tables import SCHEMA
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import prepare_tables


def open_log(database: Database, origin: str | None) -> str:
    """Makes the tables where there are none; the log's origin.

    `origin` names a new log; default `localhost/bsm/` and 16 random hex digits.
    Raises StoreUnavailable.
    """
    prepare_tables(SCHEMA, database, "the record")
    try:
        with database.connection() as connection:
            stored_origin = _read_origin(connection)
        return stored_origin or _ensure_origin(database, origin)
    except DATABASE_ERRORS as error:
        raise refusal_for(error) from error


def _read_origin(connection: Connection) -> str | None:
    row = connection.execute(
        "SELECT value FROM log_header WHERE name = 'origin'"
    ).fetchone()
    if row is None and connection.execute("SELECT 1 FROM leaves LIMIT 1").fetchone():
        raise StoreUnavailable(
            "the log's header is incomplete and does not identify the log; restore "
            "it from a backup"
        )
    return None if row is None else str(row["value"])


def _ensure_origin(database: Database, origin: str | None) -> str:
    with database.writing(exclusive=True) as connection:
        stored_origin = _read_origin(connection)
        if stored_origin is not None:
            return stored_origin
        new_origin = origin or f"localhost/bsm/{secrets.token_hex(8)}"
        connection.insert({"log_header": [("origin", new_origin)]})
    return new_origin
