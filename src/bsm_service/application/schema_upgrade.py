"""Schema upgrades: the steps that bring each database to this version."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import BaseModel

from bsm_projections.databases import Database, Place, database_exists, open_database
from bsm_service.application.databases import LOG, PRODUCT_DATABASES, ProductDatabase
from bsm_service.event_store.acknowledged_heads import initialise_empty_files
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import PRODUCT_VERSION, refuse_newer

# Seconds. A step may change millions of rows, and nobody waits to write meanwhile.
_LOCK_TIMEOUT_SECONDS = 3_600


class SchemaState(BaseModel):
    """The schema of a database: the steps applied, and descriptions of missing ones."""

    database: str
    called: str
    step: int
    missing: tuple[str, ...]


def schema_states(place: Place) -> tuple[SchemaState, ...]:
    """The schema states of all databases. Read-only."""
    return tuple(_schema_state(place, part) for part in PRODUCT_DATABASES)


def has_tables(states: tuple[SchemaState, ...]) -> bool:
    """Whether there is anything to upgrade."""
    return any(state.step for state in states if state.database == LOG.name)


def require_record(place: Place) -> None:
    """Raises StoreUnavailable where there is no record; nothing is made."""
    if database_exists(place, LOG.name):
        with open_unchecked(place, LOG) as database:
            return require_tables(place, LOG.schema.applied(database) > 0)
    require_tables(place, False)


def require_tables(place: Place, is_there: bool) -> None:
    """Raises StoreUnavailable unless there is one."""
    if is_there:
        return
    where = f"folder {place.folder}" if place.url is None else "database"
    raise StoreUnavailable(
        f"there is no record in the {where}; choose the right one with --data or "
        "--database, or create one with 'bsm serve' or 'bsm demo'"
    )


def upgrade_schemas(place: Place) -> tuple[SchemaState, ...]:
    """Takes the missing steps of every database, each database's in one transaction.

    Raises StoreUnavailable for one that is newer than this version, before any is
    touched.
    """
    states = schema_states(place)
    place.folder.mkdir(parents=True, exist_ok=True)
    for database_type, state in zip(PRODUCT_DATABASES, states, strict=True):
        if state.missing:
            with open_unchecked(place, database_type) as database:
                database_type.schema.apply(database, PRODUCT_VERSION)
    if any(state.missing for state in states):
        initialise_empty_files(place.folder)
    return schema_states(place)


def _schema_state(place: Place, part: ProductDatabase) -> SchemaState:
    applied_steps = 0
    if database_exists(place, part.name):
        with open_unchecked(place, part) as database:
            applied_steps = part.schema.applied(database)
    refuse_newer(part.schema, applied_steps, part.title)
    return SchemaState(
        database=part.name,
        called=part.title,
        step=applied_steps,
        missing=tuple(
            step.description for step in part.schema.migrations[applied_steps:]
        ),
    )


@contextmanager
def open_unchecked(place: Place, part: ProductDatabase) -> Iterator[Database]:
    """A database without checking whether its tables are those of this version."""
    database = open_database(place, part.name)
    database.answer_timeout = _LOCK_TIMEOUT_SECONDS
    try:
        yield database
    finally:
        database.close()
