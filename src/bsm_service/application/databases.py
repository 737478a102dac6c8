"""The product's databases: their names, schemas and backup tables.

This one table is what upgrades, backups, copies and roles go by. Whatever is added to
the product and is not derived adds its part, and with it is in every later backup.
"""

from dataclasses import dataclass
from enum import StrEnum

from bsm_projections.databases.migrations import Migrations
from bsm_projections.engine import generations
from bsm_service import identity, vault
from bsm_service.event_store import tables as event_store_tables


class TableRights(StrEnum):
    """What a server's application role may do to the rows of a database."""

    APPEND = "SELECT, INSERT"
    CHANGE = "SELECT, INSERT, UPDATE, DELETE"
    OWN = "the product creates and drops the tables itself"


@dataclass(frozen=True, slots=True)
class BackupTable:
    """A table as a backup keeps it: all its rows, in the order of a query."""

    table: str
    rows: str


@dataclass(frozen=True, slots=True)
class ProductDatabase:
    """One database. Backups do not include what is `derived` or expires anyway."""

    name: str
    title: str
    schema: Migrations
    rights: TableRights
    backup_tables: tuple[BackupTable, ...] = ()


# In the order of the log, so that what is restored lies as it once was written.
_FACTS = """SELECT e.* FROM leaves l JOIN stored_events e
    ON e.originator_id = l.originator_id
    AND e.originator_version = l.originator_version ORDER BY l.position"""

LOG = ProductDatabase(
    name="log",
    title="the record",
    schema=event_store_tables.SCHEMA,
    rights=TableRights.APPEND,
    backup_tables=(
        BackupTable("log_header", "SELECT * FROM log_header ORDER BY name"),
        BackupTable("stored_events", _FACTS),
        BackupTable("leaves", "SELECT * FROM leaves ORDER BY position"),
        BackupTable("frontiers", "SELECT * FROM frontiers ORDER BY size"),
        BackupTable(
            "command_answers",
            "SELECT * FROM command_answers ORDER BY account, command_id",
        ),
        BackupTable(
            "tracking",
            "SELECT * FROM tracking ORDER BY application_name, notification_id",
        ),
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
        backup_tables=(
            BackupTable("accounts", "SELECT * FROM accounts ORDER BY account"),
            BackupTable("mandates", "SELECT * FROM mandates ORDER BY mandate"),
            BackupTable("tokens", "SELECT * FROM tokens ORDER BY secret_hash"),
            BackupTable("passwords", "SELECT * FROM passwords ORDER BY account"),
            BackupTable("totp_factors", "SELECT * FROM totp_factors ORDER BY factor"),
            BackupTable("passkeys", "SELECT * FROM passkeys ORDER BY credential"),
            BackupTable(
                "openid_identities",
                "SELECT * FROM openid_identities ORDER BY issuer, subject",
            ),
            BackupTable(
                "import_mappings",
                "SELECT * FROM import_mappings ORDER BY kind, what, said",
            ),
            # What was sent stays sent: a restored record reminds nobody twice.
            BackupTable("outbox", "SELECT * FROM outbox ORDER BY key"),
            BackupTable(
                "reminder_preferences",
                "SELECT * FROM reminder_preferences ORDER BY account",
            ),
            BackupTable(
                "account_events", "SELECT * FROM account_events ORDER BY event"
            ),
        ),
    ),
    # The keys are wrapped: the backup alone cannot be decrypted.
    ProductDatabase(
        name="vault",
        title=vault.VAULT_TITLE,
        schema=vault.SCHEMA,
        rights=TableRights.CHANGE,
        backup_tables=(
            BackupTable("vault_header", "SELECT * FROM vault_header ORDER BY name"),
            BackupTable("keys", "SELECT * FROM keys ORDER BY key"),
            BackupTable("destroyed_keys", "SELECT * FROM destroyed_keys ORDER BY key"),
            BackupTable("people", "SELECT * FROM people ORDER BY participant"),
            BackupTable("readings", "SELECT * FROM readings ORDER BY reading"),
            BackupTable(
                "read_people", "SELECT * FROM read_people ORDER BY participant, reading"
            ),
            BackupTable("files", "SELECT * FROM files ORDER BY sha256"),
        ),
    ),
    ProductDatabase(
        name="read",
        title="the read models",
        schema=generations.MIGRATIONS,
        rights=TableRights.OWN,
    ),
)
