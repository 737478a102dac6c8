"""The product's databases: what each is called, its schema, what a backup keeps of it.

This one table is what upgrades, backups, copies and roles go by. Whatever is added to
the product and is not derived adds its part, and with it is in every later backup.
"""

from dataclasses import dataclass
from enum import StrEnum

from bsm_projections.databases.migrations import Schema
from bsm_projections.engine import generations
from bsm_service import identity, vault
from bsm_service.event_store import tables as log_tables


class Rights(StrEnum):
    """What a server's application role may do to the rows of a database."""

    APPEND = "SELECT, INSERT"
    CHANGE = "SELECT, INSERT, UPDATE, DELETE"
    OWN = "the tables are its own, for it makes and drops them"


@dataclass(frozen=True, slots=True)
class Kept:
    """A table as a backup keeps it: all its rows, in the order of a query."""

    table: str
    rows: str


@dataclass(frozen=True, slots=True)
class Part:
    """One database. A backup keeps nothing of what is `derived`, or ends by itself."""

    name: str
    called: str
    schema: Schema
    rights: Rights
    keeps: tuple[Kept, ...] = ()


# In the order of the log, so that what is restored lies as it once was written.
_FACTS = """SELECT e.* FROM leaves l JOIN stored_events e
    ON e.originator_id = l.originator_id
    AND e.originator_version = l.originator_version ORDER BY l.position"""

LOG = Part(
    name="log",
    called="the record",
    schema=log_tables.SCHEMA,
    rights=Rights.APPEND,
    keeps=(
        Kept("log_header", "SELECT * FROM log_header ORDER BY name"),
        Kept("stored_events", _FACTS),
        Kept("leaves", "SELECT * FROM leaves ORDER BY position"),
        Kept("frontiers", "SELECT * FROM frontiers ORDER BY size"),
        Kept(
            "command_answers",
            "SELECT * FROM command_answers ORDER BY account, command_id",
        ),
    ),
)
PARTS = (
    LOG,
    Part(
        name="service",
        called=identity.ACCOUNTS,
        schema=identity.SCHEMA,
        rights=Rights.CHANGE,
        # No sessions and nothing that is good once: what was ended or used since must
        # not come back to life.
        keeps=(
            Kept("accounts", "SELECT * FROM accounts ORDER BY account"),
            Kept("mandates", "SELECT * FROM mandates ORDER BY mandate"),
            Kept("tokens", "SELECT * FROM tokens ORDER BY secret_hash"),
            Kept("passwords", "SELECT * FROM passwords ORDER BY account"),
            Kept("totp_factors", "SELECT * FROM totp_factors ORDER BY factor"),
            Kept("passkeys", "SELECT * FROM passkeys ORDER BY credential"),
            Kept(
                "openid_identities",
                "SELECT * FROM openid_identities ORDER BY issuer, subject",
            ),
            Kept(
                "import_mappings",
                "SELECT * FROM import_mappings ORDER BY kind, what, said",
            ),
            # What was sent stays sent: a restored record reminds nobody twice.
            Kept("outbox", "SELECT * FROM outbox ORDER BY key"),
            Kept(
                "reminder_preferences",
                "SELECT * FROM reminder_preferences ORDER BY account",
            ),
            Kept("account_events", "SELECT * FROM account_events ORDER BY event"),
        ),
    ),
    # Wrapped: whoever has the backup alone can read nothing of it.
    Part(
        name="vault",
        called=vault.VAULT,
        schema=vault.SCHEMA,
        rights=Rights.CHANGE,
        keeps=(
            Kept("vault_header", "SELECT * FROM vault_header ORDER BY name"),
            Kept("keys", "SELECT * FROM keys ORDER BY key"),
            Kept("destroyed_keys", "SELECT * FROM destroyed_keys ORDER BY key"),
            Kept("people", "SELECT * FROM people ORDER BY participant"),
            Kept("readings", "SELECT * FROM readings ORDER BY reading"),
            Kept(
                "read_people", "SELECT * FROM read_people ORDER BY participant, reading"
            ),
            Kept("files", "SELECT * FROM files ORDER BY sha256"),
        ),
    ),
    Part(
        name="read",
        called="the read models",
        schema=generations.SCHEMA,
        rights=Rights.OWN,
    ),
)
