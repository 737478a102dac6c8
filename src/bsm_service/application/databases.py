"""The product's databases: their names, schemas, backup tables and schema upgrades.

This one table is what upgrades, backups, copies and roles go by. Whatever is added to
the product and is not derived adds its part, and with it is in every later backup.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import BaseModel

from bsm_projections.databases import Database, Place, database_exists, open_database
from bsm_projections.databases.migrations import Migrations
from bsm_projections.engine import generations
from bsm_service import identity, vault
from bsm_service.event_store import tables as event_store_tables
from bsm_service.event_store.acknowledged_heads import initialise_empty_files
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import PRODUCT_VERSION, refuse_newer


class TableRights(StrEnum):
    """What a server's application role may do to the rows of a database."""

    APPEND = "SELECT, INSERT"
    CHANGE = "SELECT, INSERT, UPDATE, DELETE"
    OWN = "the product creates and drops the tables itself"


@dataclass(frozen=True, slots=True)
class ProductDatabase:
    """One database. `backup_tables` are those that a backup keeps, each with the query
    of its rows; it does not keep what is derived or expires anyway.
    """

    name: str
    title: str
    schema: Migrations
    rights: TableRights
    backup_tables: Mapping[str, str] = field(default_factory=dict)


def _in_order(**columns: str) -> dict[str, str]:
    """A query of all rows of each table, in the order of some columns."""
    return {
        table: f"SELECT * FROM {table} ORDER BY {order}"
        for table, order in columns.items()
    }


# In the order of the log, so that what is restored lies as it once was written.
_FACTS = """SELECT e.* FROM leaves l JOIN stored_events e
    ON e.originator_id = l.originator_id
    AND e.originator_version = l.originator_version ORDER BY l.position"""

LOG = ProductDatabase(
    name="log",
    title="the record",
    schema=event_store_tables.SCHEMA,
    rights=TableRights.APPEND,
    backup_tables=_in_order(log_header="name")
    | {"stored_events": _FACTS}
    | _in_order(
        leaves="position",
        frontiers="size",
        command_answers="account, command_id",
        tracking="application_name, notification_id",
    ),
)
PRODUCT_DATABASES = (
    LOG,
    ProductDatabase(
        name="service",
        title=identity.ACCOUNT_DATABASE_TITLE,
        schema=identity.SCHEMA,
        rights=TableRights.CHANGE,
        # No sessions and nothing that is good once: what was ended or used since must
        # not come back to life.
        backup_tables=_in_order(
            accounts="account",
            mandates="mandate",
            tokens="secret_hash",
            passwords="account",
            totp_factors="factor",
            passkeys="credential",
            openid_identities="issuer, subject",
            import_mappings="kind, what, said",
            imports="command",
            # What was sent stays sent: a restored record reminds nobody twice.
            outbox="key",
            reminder_preferences="account",
            account_events="event",
        ),
    ),
    # The keys are wrapped: the backup alone cannot be decrypted.
    ProductDatabase(
        name="vault",
        title=vault.VAULT_TITLE,
        schema=vault.SCHEMA,
        rights=TableRights.CHANGE,
        backup_tables=_in_order(
            vault_header="name",
            keys="key",
            destroyed_keys="key",
            people="participant",
            handles="hash, participant",
            readings="reading",
            read_people="participant, reading",
            files="sha256",
        ),
    ),
    ProductDatabase(
        name="read",
        title="the read models",
        schema=generations.MIGRATIONS,
        rights=TableRights.OWN,
    ),
)


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
