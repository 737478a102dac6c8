"""The tables of accounts, and the steps by which they came to be."""

from collections.abc import Iterator

from bsm_projections.databases import Database
from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
)

# When something ends that has no end: an index needs a number.
FOR_EVER = 2**63 - 1


def _first_tables(database: Database) -> Iterator[str]:
    it = database.dialect
    who = (
        f"secret_hash {it.text} PRIMARY KEY, account {it.text} NOT NULL, "
        f"role {it.text} NOT NULL, delegation {it.text}"
    )
    until = (
        f"created_at {it.integer} NOT NULL, expires_at {it.integer} NOT NULL, "
        f"revoked_at {it.integer}"
    )
    yield (
        f"CREATE TABLE accounts (account {it.text} PRIMARY KEY, "
        f"name {it.text} NOT NULL UNIQUE)"
    )
    yield f"CREATE TABLE tokens ({who}, {until})"
    yield f"CREATE TABLE sessions ({who}, signed_in_by {it.text} NOT NULL, {until})"


def _mandates(database: Database) -> Iterator[str]:
    """What an account may do becomes a row of its own; so far each token said it."""
    it = database.dialect
    yield (
        f"CREATE TABLE mandates (mandate {it.text} PRIMARY KEY, "
        f"account {it.text} NOT NULL, role {it.text} NOT NULL, delegation {it.text}, "
        f"kind {it.text} NOT NULL, stands_in_for {it.text}, purpose {it.text}, "
        f"since {it.integer} NOT NULL, until {it.integer}, "
        f"given_by {it.text} NOT NULL, given_at {it.integer} NOT NULL, "
        f"reason {it.text}, ended_at {it.integer}, ended_by {it.text}, "
        f"end_reason {it.text}, ends_at {it.integer} NOT NULL)"
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
    it = database.dialect
    yield f"ALTER TABLE accounts ADD COLUMN sought_as {it.text}"
    yield f"ALTER TABLE accounts ADD COLUMN participant {it.identity}"
    yield (
        f"ALTER TABLE accounts ADD COLUMN created_at {it.integer} NOT NULL DEFAULT 0"
    )
    yield f"ALTER TABLE accounts ADD COLUMN closed_at {it.integer}"
    yield (
        "UPDATE accounts SET sought_as = name, created_at = COALESCE("
        "(SELECT min(t.created_at) FROM tokens t WHERE t.account = accounts.account), "
        "(SELECT min(s.created_at) FROM sessions s "
        "WHERE s.account = accounts.account), 0)"
    )
    yield "CREATE UNIQUE INDEX accounts_sought_as ON accounts (sought_as)"


def _tokens_and_sessions(database: Database) -> Iterator[str]:
    it = database.dialect
    yield "ALTER TABLE tokens RENAME TO tokens_before"
    yield (
        f"CREATE TABLE tokens (secret_hash {it.text} PRIMARY KEY, "
        f"token {it.text} NOT NULL UNIQUE, account {it.text} NOT NULL, "
        f"mandate {it.text} NOT NULL, name {it.text} NOT NULL, "
        f"limited_to {it.text} NOT NULL, created_at {it.integer} NOT NULL, "
        f"expires_at {it.integer} NOT NULL, revoked_at {it.integer}, "
        f"last_used_at {it.integer})"
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
        f"CREATE TABLE sessions (secret_hash {it.text} PRIMARY KEY, "
        f"session {it.text} NOT NULL UNIQUE, account {it.text} NOT NULL, "
        f"mandate {it.text}, signed_in_by {it.text} NOT NULL, "
        f"created_at {it.integer} NOT NULL, proved_at {it.integer} NOT NULL, "
        f"last_used_at {it.integer} NOT NULL, expires_at {it.integer} NOT NULL, "
        f"agent {it.text} NOT NULL, pending {it.integer} NOT NULL)"
    )
    yield "CREATE INDEX sessions_of_account ON sessions (account)"


def _add_credentials(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE passwords (account {it.text} PRIMARY KEY, "
        f"hash {it.text} NOT NULL, changed_at {it.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE totp_factors (factor {it.text} PRIMARY KEY, "
        f"account {it.text} NOT NULL, name {it.text} NOT NULL, "
        f"sealed {it.blob} NOT NULL, created_at {it.integer} NOT NULL, "
        f"confirmed_at {it.integer}, used_at {it.integer}, "
        f"last_step {it.integer} NOT NULL)"
    )
    yield "CREATE INDEX totp_factors_of_account ON totp_factors (account)"
    yield (
        f"CREATE TABLE recovery_codes (account {it.text} NOT NULL, "
        f"code_hash {it.text} NOT NULL, PRIMARY KEY (account, code_hash))"
    )
    yield (
        f"CREATE TABLE passkeys (credential {it.text} PRIMARY KEY, "
        f"factor {it.text} NOT NULL UNIQUE, account {it.text} NOT NULL, "
        f"name {it.text} NOT NULL, public_key {it.blob} NOT NULL, "
        f"sign_count {it.integer} NOT NULL, created_at {it.integer} NOT NULL, "
        f"used_at {it.integer})"
    )
    yield "CREATE INDEX passkeys_of_account ON passkeys (account)"
    yield (
        f"CREATE TABLE openid_identities (issuer {it.text} NOT NULL, "
        f"subject {it.text} NOT NULL, account {it.text} NOT NULL, "
        f"linked_at {it.integer} NOT NULL, PRIMARY KEY (issuer, subject))"
    )


def _add_expiring_data(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE one_time_secrets (secret_hash {it.text} PRIMARY KEY, "
        f"purpose {it.text} NOT NULL, account {it.text}, "
        f"created_at {it.integer} NOT NULL, expires_at {it.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE spent (secret_hash {it.text} PRIMARY KEY, "
        f"expires_at {it.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE delays (attempt {it.text} PRIMARY KEY, "
        f"failures {it.integer} NOT NULL, last_at {it.integer} NOT NULL)"
    )
    yield (
        f"CREATE TABLE account_events (event {it.text} PRIMARY KEY, "
        f"at {it.integer} NOT NULL, account {it.text} NOT NULL, "
        f"by_whom {it.text} NOT NULL, what {it.text} NOT NULL, mandate {it.text}, "
        f"reason {it.text})"
    )
    yield "CREATE INDEX account_events_of ON account_events (account, at)"


def _people(database: Database) -> Iterator[str]:
    for part in (
        _mandates,
        _accounts,
        _tokens_and_sessions,
        _add_credentials,
        _add_expiring_data,
    ):
        yield from part(database)


def _import_mappings(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE import_mappings (kind {it.text} NOT NULL, "
        f"what {it.text} NOT NULL, said {it.text} NOT NULL, means {it.text} NOT NULL, "
        f"by_whom {it.text} NOT NULL, at {it.integer} NOT NULL, "
        "PRIMARY KEY (kind, what, said))"
    )


def _reminders(database: Database) -> Iterator[str]:
    it = database.dialect
    yield (
        f"CREATE TABLE outbox (key {it.text} PRIMARY KEY, kind {it.text} NOT NULL, "
        f"account {it.text} NOT NULL, activity {it.text}, due_on {it.text}, "
        f"rung {it.text} NOT NULL, made_at {it.integer} NOT NULL, "
        f"state {it.text} NOT NULL, tries {it.integer} NOT NULL, "
        f"next_at {it.integer} NOT NULL, claimed_until {it.integer} NOT NULL, "
        f"sent_at {it.integer}, read_at {it.integer}, error {it.text})"
    )
    yield "CREATE INDEX outbox_waiting ON outbox (state, next_at)"
    yield "CREATE INDEX outbox_of_account ON outbox (account, read_at)"
    yield (
        f"CREATE TABLE reminder_preferences (account {it.text} PRIMARY KEY, "
        f"zone {it.text} NOT NULL, quiet_from {it.integer} NOT NULL, "
        f"quiet_until {it.integer} NOT NULL, muted {it.text} NOT NULL, "
        f"changed_at {it.integer} NOT NULL)"
    )


def _rights(database: Database) -> Iterator[str]:
    """One row, which each change to an account raises: whoever was let in before it is
    checked again.
    """
    yield f"CREATE TABLE rights (version {database.dialect.integer} NOT NULL)"
    yield "INSERT INTO rights (version) VALUES (0)"


def _seals(database: Database) -> Iterator[str]:
    """None for those that were given before."""
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
