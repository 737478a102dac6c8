"""The vault's tables.

- `vault_header`: the canary, and which key-encryption key everything is wrapped by;
- `keys`: data keys, each wrapped;
- `destroyed_keys`: the names of those that are no more, so that what they sealed reads
  as erased and not as unavailable;
- `people`: for search, sealed under the person's own key;
- `handles`: for look-up, keyed hashes of e-mail addresses, references and names;
- `readings`, `read_people`: who read personal data, whose, and why;
- `files`: by what they hold, each sealed under a key of its own, with the account that
  uploaded each last.
"""

from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
    script,
)

VAULT_TITLE = "the vault"

_FIRST_TABLES = script("""
    CREATE TABLE vault_header (name {text} PRIMARY KEY, value {blob} NOT NULL);
    CREATE TABLE keys (key {text} PRIMARY KEY, kind {text} NOT NULL,
        wrapped {blob} NOT NULL, wrapped_by {text} NOT NULL,
        made_at {integer} NOT NULL){clustered_suffix};
    CREATE TABLE destroyed_keys (key {text} PRIMARY KEY,
        destroyed_at {integer} NOT NULL);
    CREATE TABLE people (participant {text} PRIMARY KEY, delegation {text} NOT NULL,
        email_hash {blob}, sealed {blob} NOT NULL,
        made_at {integer} NOT NULL){clustered_suffix};
    CREATE INDEX people_by_email ON people (email_hash);
    CREATE TABLE readings (reading {text} PRIMARY KEY, read_at {integer} NOT NULL,
        account {text} NOT NULL, role {text} NOT NULL, delegation {text},
        field_groups {text} NOT NULL, purpose {text} NOT NULL,
        place {text} NOT NULL){clustered_suffix};
    CREATE TABLE read_people (participant {text} NOT NULL, reading {text} NOT NULL,
        PRIMARY KEY (participant, reading)){clustered_suffix};
    CREATE INDEX readings_by_time ON readings (read_at);
    CREATE INDEX read_people_by_reading ON read_people (reading);
""")

_CONTENTS = script("""
    CREATE TABLE files (sha256 {text} PRIMARY KEY, key {text} NOT NULL UNIQUE,
        size {integer} NOT NULL, media_type {text} NOT NULL, sealed {blob} NOT NULL,
        kept_at {integer} NOT NULL, shown_at {integer});
""")

# Filled from `people` when somebody is first looked up: that takes their keys.
_HANDLES = script("""
    CREATE TABLE handles (kind {text} NOT NULL, hash {blob} NOT NULL,
        participant {text} NOT NULL, delegation {text} NOT NULL,
        made_at {integer} NOT NULL,
        PRIMARY KEY (hash, participant)){clustered_suffix};
    CREATE INDEX handles_by_participant ON handles (participant);
    DROP INDEX people_by_email;
    ALTER TABLE people DROP COLUMN email_hash;
""")

_UPLOADED_BY = script("ALTER TABLE files ADD COLUMN uploaded_by {text};")

SCHEMA = Migrations(
    first_table="vault_header",
    migrations=(
        Migration("keys, people, readings", _FIRST_TABLES),
        RECORD_MIGRATIONS,
        Migration("files that are evidence", _CONTENTS),
        Migration("what people are found by, as hashes", _HANDLES),
        Migration("who uploaded a file last", _UPLOADED_BY),
    ),
)
