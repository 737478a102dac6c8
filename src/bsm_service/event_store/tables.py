"""The tables of the log, written once for each group of commands, never updated.

- `stored_events`: the facts, as the library stores domain events;
- `leaves`: one row a fact, its dense position and its leaf in the Merkle tree;
- `frontiers`: one row a transaction, the tree's frontier at that size;
- `command_answers`: one row an accepted command, so that a repeated one is answered
  with the first answer;
- `log_header`: the permanent name of the log;
- `tracking`: how far programs of the library have followed which log. It says nothing
  about facts, and is in no tree.
"""

from collections.abc import Iterator

from bsm_projections.databases import Database, SqliteDatabase
from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
)

# Whether an identity is not spelt as 32 hexadecimal digits: its stream would not be
# found. On SQLite, where it is a text; PostgreSQL has a type for identities.
NONCANONICAL_ID = SqliteDatabase.dialect.unusual_identity.format("originator_id")
CANONICAL_ID_CHECK = f" CHECK (NOT {NONCANONICAL_ID})"

# In the leaf of a command's last fact; and of the last of facts that were inserted
# through the library, which are nobody's request and so have no answer.
ENDS_COMMAND, ENDS_INSERT = 1, 2

_FIRST_TABLES = (
    "stored_events",
    "leaves",
    "frontiers",
    "command_answers",
    "log_header",
)
TABLES = (*_FIRST_TABLES, "tracking")


def _first_tables(database: Database) -> Iterator[str]:
    sql = database.dialect
    # Logs that were made before 0.5 have no such constraint.
    canonical_id = CANONICAL_ID_CHECK if sql.unusual_identity else ""
    yield f"""CREATE TABLE log_header (
        name {sql.text} PRIMARY KEY, value {sql.text} NOT NULL){sql.clustered_suffix}"""
    yield f"""CREATE TABLE stored_events (
        originator_id {sql.identity}{canonical_id}, originator_version {sql.integer},
        topic {sql.text}, state {sql.blob},
        PRIMARY KEY (originator_id, originator_version))"""
    yield f"""CREATE TABLE leaves (
        position {sql.integer} PRIMARY KEY,
        originator_id {sql.identity} NOT NULL{canonical_id},
        originator_version {sql.integer} NOT NULL,
        recorded_at {sql.integer} NOT NULL, ends_command {sql.integer} NOT NULL,
        leaf_hash {sql.blob} NOT NULL)"""
    yield f"""CREATE TABLE frontiers (
        size {sql.integer} PRIMARY KEY, hashes {sql.blob} NOT NULL)"""
    yield f"""CREATE TABLE command_answers (
        account {sql.text} NOT NULL, command_id {sql.text} NOT NULL,
        digest {sql.blob} NOT NULL, answer {sql.text} NOT NULL,
        PRIMARY KEY (account, command_id)){sql.clustered_suffix}"""
    yield from database.append_only(_FIRST_TABLES)


# Of all facts, the few that say what must be unreadable: read at every start.
IS_ERASURE = (
    "topic IN ('bsm.participant.personal_data_erased.v1', "
    "'bsm.redaction.text_redacted.v1', 'bsm.activity.evidence_erased.v1')"
)


def _index_of_erasures(database: Database) -> Iterator[str]:
    yield (
        "CREATE INDEX erasing_events ON stored_events "
        f"(originator_id, originator_version) WHERE {IS_ERASURE}"
    )


# Of all first facts, the few that are compared: no two meetings of a series are the
# same edition, and no two objectives of a meeting have the same code.
IS_COMPARED_FIRST_FACT = "topic IN ('bsm.meeting.announced.v1', 'bsm.objective.set.v1')"


def _index_of_compared_first_facts(database: Database) -> Iterator[str]:
    yield (
        "CREATE INDEX compared_first_facts ON stored_events (topic, originator_id) "
        f"WHERE {IS_COMPARED_FIRST_FACT}"
    )


# A meeting that is cancelled ends the procedures on its texts, and an objective with a
# decision is not withdrawn.
IS_DECISION_TABLED = "topic IN ('bsm.decision.tabled.v1')"


def _index_of_decisions(database: Database) -> Iterator[str]:
    yield (
        "CREATE INDEX decisions_tabled ON stored_events (topic, originator_id) "
        f"WHERE {IS_DECISION_TABLED}"
    )


# The same of files of notes.
IS_NOTE_FILE_DESTROYED = "topic IN ('bsm.delegation.note_file_destroyed.v1')"


def _index_of_note_files(database: Database) -> Iterator[str]:
    yield (
        "CREATE INDEX note_files_destroyed ON stored_events "
        f"(originator_id, originator_version) WHERE {IS_NOTE_FILE_DESTROYED}"
    )


def _index_noncanonical_ids(database: Database) -> Iterator[str]:
    """Empty unless somebody tampers, so that the query costs nothing."""
    if not database.dialect.unusual_identity:
        return
    for table in ("stored_events", "leaves"):
        yield (
            f"CREATE INDEX misspelt_{table} ON {table} (originator_id) "
            f"WHERE {NONCANONICAL_ID}"
        )


def _tracking_table(database: Database) -> Iterator[str]:
    sql = database.dialect
    yield f"""CREATE TABLE tracking (
        application_name {sql.text} NOT NULL, notification_id {sql.integer} NOT NULL,
        PRIMARY KEY (application_name, notification_id)){sql.clustered_suffix}"""
    yield from database.append_only(("tracking",))


SCHEMA = Migrations(
    first_table="log_header",
    migrations=(
        Migration("facts, leaves, frontiers, answers, all append-only", _first_tables),
        RECORD_MIGRATIONS,
        Migration("an index of what was erased", _index_of_erasures),
        Migration("indexes of identities in another spelling", _index_noncanonical_ids),
        Migration("how far programs have followed a log", _tracking_table),
        Migration(
            "an index of meetings and objectives", _index_of_compared_first_facts
        ),
        Migration("an index of decisions", _index_of_decisions),
        Migration("an index of files of notes", _index_of_note_files),
    ),
)
