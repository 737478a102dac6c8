"""The tables of accounts and their migrations."""

from collections.abc import Iterator

from bsm_projections.databases import Database
from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
)

# Stored as the end of what has no end, because an index needs a number.
FOR_EVER = 2**63 - 1


def _first_tables(database: Database) -> Iterator[str]:
    spelling = database.dialect
    principal_columns = (
        f"secret_hash {spelling.text} PRIMARY KEY, account {spelling.text} NOT NULL, "
        f"role {spelling.text} NOT NULL, delegation {spelling.text}"
    )
    until = (
        f"created_at {spelling.integer} NOT NULL, expires_at {spelling.integer} NOT "
        f"NULL, revoked_at {spelling.integer}"
    )
    yield (
        f"CREATE TABLE accounts (account {spelling.text} PRIMARY KEY, "
        f"name {spelling.text} NOT NULL UNIQUE)"
    )
    yield f"CREATE TABLE tokens ({principal_columns}, {until})"
    yield (
        f"CREATE TABLE sessions ({principal_columns}, "
        f"signed_in_by {spelling.text} NOT NULL, {until})"
    )


def _mandates(database: Database) -> Iterator[str]:
    """What an account may do becomes a row of its own; before, each token said it."""
    spelling = database.dialect
    yield (
        f"CREATE TABLE mandates (mandate {spelling.text} PRIMARY KEY, "
        f"account {spelling.text} NOT NULL, role {spelling.text} NOT NULL, delegation "
        f"{spelling.text}, "
        f"kind {spelling.text} NOT NULL, stands_in_for {spelling.text}, purpose "
        f"{spelling.text}, "
        f"since {spelling.integer} NOT NULL, until {spelling.integer}, "
        f"given_by {spelling.text} NOT NULL, given_at {spelling.integer} NOT NULL, "
        f"reason {spelling.text}, ended_at {spelling.integer}, ended_by "
        f"{spelling.text}, "
        f"end_reason {spelling.text}, ends_at {spelling.integer} NOT NULL)"
    )
    yield "CREATE INDEX mandates_of_account ON mandates (account, ends_at)"
    yield "CREATE INDEX mandates_of_delegation ON mandates (delegation, ends_at)"
    # Nobody had a right for longer than the last of their tokens.
    last = "max(COALESCE(revoked_at, expires_at))"
    yield (
        "INSERT INTO mandates (mandate, account, role, delegation, kind, since, until, "
        "given_by, given_at, ends_at) SELECT min(substr(secret_hash, 1, 32)), account, "
        f"role, delegation, 'role', min(created_at), {last}, 'command line', "
        f"min(created_at), {last} FROM tokens GROUP BY account, role, delegation"
    )


def _accounts(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield f"ALTER TABLE accounts ADD COLUMN sought_as {spelling.text}"
    yield f"ALTER TABLE accounts ADD COLUMN participant {spelling.identity}"
    yield (
        f"ALTER TABLE accounts ADD COLUMN created_at {spelling.integer} NOT NULL "
        "DEFAULT 0"
    )
    yield f"ALTER TABLE accounts ADD COLUMN closed_at {spelling.integer}"
    yield (
        "UPDATE accounts SET sought_as = name, created_at = COALESCE("
        "(SELECT min(t.created_at) FROM tokens t WHERE t.account = accounts.account), "
        "(SELECT min(s.created_at) FROM sessions s "
        "WHERE s.account = accounts.account), 0)"
    )
    yield "CREATE UNIQUE INDEX accounts_sought_as ON accounts (sought_as)"


def _tokens_and_sessions(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield "ALTER TABLE tokens RENAME TO tokens_before"
    yield (
        f"CREATE TABLE tokens (secret_hash {spelling.text} PRIMARY KEY, "
        f"token {spelling.text} NOT NULL UNIQUE, account {spelling.text} NOT NULL, "
        f"mandate {spelling.text} NOT NULL, name {spelling.text} NOT NULL, "
        f"limited_to {spelling.text} NOT NULL, created_at {spelling.integer} NOT NULL, "
        f"expires_at {spelling.integer} NOT NULL, revoked_at {spelling.integer}, "
        f"last_used_at {spelling.integer})"
    )
    yield (
        "INSERT INTO tokens (secret_hash, token, account, mandate, name, limited_to, "
        "created_at, expires_at, revoked_at) SELECT secret_hash, "
        "substr(secret_hash, 33, 32), account, "
        "(SELECT min(substr(o.secret_hash, 1, 32)) FROM tokens_before o "
        "WHERE o.account = t.account AND o.role = t.role "
        "AND COALESCE(o.delegation, '') = COALESCE(t.delegation, '')), "
        "'token', 'all', created_at, expires_at, revoked_at FROM tokens_before t"
    )
    yield "DROP TABLE tokens_before"
    yield "CREATE INDEX tokens_of_account ON tokens (account)"
    yield "DROP TABLE sessions"
    yield (
        f"CREATE TABLE sessions (secret_hash {spelling.text} PRIMARY KEY, "
        f"session {spelling.text} NOT NULL UNIQUE, account {spelling.text} NOT NULL, "
        f"mandate {spelling.text}, signed_in_by {spelling.text} NOT NULL, "
        f"created_at {spelling.integer} NOT NULL, proved_at {spelling.integer} NOT "
        "NULL, "
        f"last_used_at {spelling.integer} NOT NULL, expires_at {spelling.integer} NOT "
        f"NULL, agent {spelling.text} NOT NULL, pending {spelling.integer} NOT NULL)"
    )
    yield "CREATE INDEX sessions_of_account ON sessions (account)"


def _add_credentials(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield (
        f"CREATE TABLE passwords (account {spelling.text} PRIMARY KEY, "
        f"hash {spelling.text} NOT NULL, changed_at {spelling.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE totp_factors (factor {spelling.text} PRIMARY KEY, "
        f"account {spelling.text} NOT NULL, name {spelling.text} NOT NULL, "
        f"sealed {spelling.blob} NOT NULL, created_at {spelling.integer} NOT NULL, "
        f"confirmed_at {spelling.integer}, used_at {spelling.integer}, "
        f"last_step {spelling.integer} NOT NULL)"
    )
    yield "CREATE INDEX totp_factors_of_account ON totp_factors (account)"
    yield (
        f"CREATE TABLE recovery_codes (account {spelling.text} NOT NULL, "
        f"code_hash {spelling.text} NOT NULL, PRIMARY KEY (account, code_hash))"
    )
    yield (
        f"CREATE TABLE passkeys (credential {spelling.text} PRIMARY KEY, "
        f"factor {spelling.text} NOT NULL UNIQUE, account {spelling.text} NOT NULL, "
        f"name {spelling.text} NOT NULL, public_key {spelling.blob} NOT NULL, "
        f"sign_count {spelling.integer} NOT NULL, created_at {spelling.integer} NOT "
        f"NULL, used_at {spelling.integer})"
    )
    yield "CREATE INDEX passkeys_of_account ON passkeys (account)"
    yield (
        f"CREATE TABLE openid_identities (issuer {spelling.text} NOT NULL, "
        f"subject {spelling.text} NOT NULL, account {spelling.text} NOT NULL, "
        f"linked_at {spelling.integer} NOT NULL, PRIMARY KEY (issuer, subject))"
    )


def _add_expiring_data(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield (
        f"CREATE TABLE one_time_secrets (secret_hash {spelling.text} PRIMARY KEY, "
        f"purpose {spelling.text} NOT NULL, account {spelling.text}, "
        f"created_at {spelling.integer} NOT NULL, expires_at {spelling.integer} NOT "
        "NULL)"
    )
    yield (
        f"CREATE TABLE spent (secret_hash {spelling.text} PRIMARY KEY, "
        f"expires_at {spelling.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE delays (attempt {spelling.text} PRIMARY KEY, "
        f"failures {spelling.integer} NOT NULL, last_at {spelling.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE account_events (event {spelling.text} PRIMARY KEY, "
        f"at {spelling.integer} NOT NULL, account {spelling.text} NOT NULL, "
        f"by_whom {spelling.text} NOT NULL, what {spelling.text} NOT NULL, mandate "
        f"{spelling.text}, reason {spelling.text})"
    )
    yield "CREATE INDEX account_events_of ON account_events (account, at)"


def _people(database: Database) -> Iterator[str]:
    for add_tables in (
        _mandates,
        _accounts,
        _tokens_and_sessions,
        _add_credentials,
        _add_expiring_data,
    ):
        yield from add_tables(database)


def _import_mappings(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield (
        f"CREATE TABLE import_mappings (kind {spelling.text} NOT NULL, "
        f"what {spelling.text} NOT NULL, said {spelling.text} NOT NULL, means "
        f"{spelling.text} NOT NULL, "
        f"by_whom {spelling.text} NOT NULL, at {spelling.integer} NOT NULL, "
        "PRIMARY KEY (kind, what, said))"
    )


def _reminders(database: Database) -> Iterator[str]:
    spelling = database.dialect
    yield (
        f"CREATE TABLE outbox (key {spelling.text} PRIMARY KEY, kind {spelling.text} "
        f"NOT NULL, account {spelling.text} NOT NULL, activity {spelling.text}, due_on "
        f"{spelling.text}, "
        f"rung {spelling.text} NOT NULL, made_at {spelling.integer} NOT NULL, "
        f"state {spelling.text} NOT NULL, tries {spelling.integer} NOT NULL, "
        f"next_at {spelling.integer} NOT NULL, claimed_until {spelling.integer} NOT "
        f"NULL, sent_at {spelling.integer}, read_at {spelling.integer}, error "
        f"{spelling.text})"
    )
    yield "CREATE INDEX outbox_waiting ON outbox (state, next_at)"
    yield "CREATE INDEX outbox_of_account ON outbox (account, read_at)"
    yield (
        f"CREATE TABLE reminder_preferences (account {spelling.text} PRIMARY KEY, "
        f"zone {spelling.text} NOT NULL, quiet_from {spelling.integer} NOT NULL, "
        f"quiet_until {spelling.integer} NOT NULL, muted {spelling.text} NOT NULL, "
        f"changed_at {spelling.integer} NOT NULL)"
    )


def _rights(database: Database) -> Iterator[str]:
    """One row, raised by each change to an account, so that principals from before it
    are checked again.
    """
    yield f"CREATE TABLE rights (version {database.dialect.integer} NOT NULL)"
    yield "INSERT INTO rights (version) VALUES (0)"


def _seals(database: Database) -> Iterator[str]:
    """NULL for mandates given before."""
    yield f"ALTER TABLE mandates ADD COLUMN seal {database.dialect.text}"


SCHEMA = Migrations(
    first_table="accounts",
    migrations=(
        Migration("accounts, tokens, sessions", _first_tables),
        RECORD_MIGRATIONS,
        Migration("mandates, and how people sign in", _people),
        Migration("what imported files say, and mean", _import_mappings),
        Migration("reminders", _reminders),
        Migration("rights that are checked again", _rights),
        Migration("seals of mandates", _seals),
    ),
)
