"""The vault's tables.

- `vault_header`: the canary, and which key-encryption key everything is wrapped by;
- `keys`: data keys, each wrapped;
- `destroyed_keys`: the names of those that are no more, so that what they sealed reads
  as erased and not as unavailable;
- `people`: for look-up and search, sealed under the person's own key but for a keyed
  hash of the e-mail address;
- `readings`, `read_people`: who read personal data, whose, and why;
- `files`: by what they hold, each sealed under a key of its own.
"""

from collections.abc import Iterator

from bsm_projections.databases import Database
from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
)

VAULT_TITLE = "the vault"


def _first_tables(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE vault_header (name {it.text} PRIMARY KEY, "
        f"value {it.blob} NOT NULL)"
    )
    yield (
        f"CREATE TABLE keys (key {it.text} PRIMARY KEY, kind {it.text} NOT NULL, "
        f"wrapped {it.blob} NOT NULL, wrapped_by {it.text} NOT NULL, "
        f"made_at {it.integer} NOT NULL){it.clustered_suffix}"
    )
    yield (
        f"CREATE TABLE destroyed_keys (key {it.text} PRIMARY KEY, "
        f"destroyed_at {it.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE people (participant {it.text} PRIMARY KEY, "
        f"delegation {it.text} NOT NULL, email_hash {it.blob}, "
        f"sealed {it.blob} NOT NULL, made_at {it.integer} NOT NULL)"
        f"{it.clustered_suffix}"
    )
    yield "CREATE INDEX people_by_email ON people (email_hash)"
    yield (
        f"CREATE TABLE readings (reading {it.text} PRIMARY KEY, "
        f"read_at {it.integer} NOT NULL, account {it.text} NOT NULL, "
        f"role {it.text} NOT NULL, delegation {it.text}, "
        f"field_groups {it.text} NOT NULL, purpose {it.text} NOT NULL, "
        f"place {it.text} NOT NULL){it.clustered_suffix}"
    )
    yield (
        f"CREATE TABLE read_people (participant {it.text} NOT NULL, "
        f"reading {it.text} NOT NULL, PRIMARY KEY (participant, reading))"
        f"{it.clustered_suffix}"
    )
    yield "CREATE INDEX readings_by_time ON readings (read_at)"
    yield "CREATE INDEX read_people_by_reading ON read_people (reading)"


def _contents(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE files (sha256 {it.text} PRIMARY KEY, "
        f"key {it.text} NOT NULL UNIQUE, size {it.integer} NOT NULL, "
        f"media_type {it.text} NOT NULL, sealed {it.blob} NOT NULL, "
        f"kept_at {it.integer} NOT NULL, shown_at {it.integer})"
    )


SCHEMA = Migrations(
    first_table="vault_header",
    migrations=(
        Migration("keys, people, readings", _first_tables),
        RECORD_MIGRATIONS,
        Migration("files that are evidence", _contents),
    ),
)
