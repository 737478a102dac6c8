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
    spelling = database.dialect
    yield (
        f"CREATE TABLE vault_header (name {spelling.text} PRIMARY KEY, "
        f"value {spelling.blob} NOT NULL)"
    )
    yield (
        f"CREATE TABLE keys (key {spelling.text} PRIMARY KEY, kind {spelling.text} NOT "
        f"NULL, wrapped {spelling.blob} NOT NULL, wrapped_by {spelling.text} NOT NULL, "
        f"made_at {spelling.integer} NOT NULL){spelling.clustered_suffix}"
    )
    yield (
        f"CREATE TABLE destroyed_keys (key {spelling.text} PRIMARY KEY, "
        f"destroyed_at {spelling.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE people (participant {spelling.text} PRIMARY KEY, "
        f"delegation {spelling.text} NOT NULL, email_hash {spelling.blob}, "
        f"sealed {spelling.blob} NOT NULL, made_at {spelling.integer} NOT NULL)"
        f"{spelling.clustered_suffix}"
    )
    yield "CREATE INDEX people_by_email ON people (email_hash)"
    yield (
        f"CREATE TABLE readings (reading {spelling.text} PRIMARY KEY, "
        f"read_at {spelling.integer} NOT NULL, account {spelling.text} NOT NULL, "
        f"role {spelling.text} NOT NULL, delegation {spelling.text}, "
        f"field_groups {spelling.text} NOT NULL, purpose {spelling.text} NOT NULL, "
        f"place {spelling.text} NOT NULL){spelling.clustered_suffix}"
    )
    yield (
        f"CREATE TABLE read_people (participant {spelling.text} NOT NULL, "
        f"reading {spelling.text} NOT NULL, PRIMARY KEY (participant, reading))"
        f"{spelling.clustered_suffix}"
    )
    yield "CREATE INDEX readings_by_time ON readings (read_at)"
    yield "CREATE INDEX read_people_by_reading ON read_people (reading)"


def _contents(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield (
        f"CREATE TABLE files (sha256 {spelling.text} PRIMARY KEY, "
        f"key {spelling.text} NOT NULL UNIQUE, size {spelling.integer} NOT NULL, "
        f"media_type {spelling.text} NOT NULL, sealed {spelling.blob} NOT NULL, "
        f"kept_at {spelling.integer} NOT NULL, shown_at {spelling.integer})"
    )


SCHEMA = Migrations(
    first_table="vault_header",
    migrations=(
        Migration("keys, people, readings", _first_tables),
        RECORD_MIGRATIONS,
        Migration("files that are evidence", _contents),
    ),
)
