"""The tables of accounts and their migrations."""

from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
    script,
)

_FIRST_TABLES = script("""
    CREATE TABLE accounts (account {text} PRIMARY KEY, name {text} NOT NULL UNIQUE);
    CREATE TABLE tokens (secret_hash {text} PRIMARY KEY, account {text} NOT NULL,
        role {text} NOT NULL, delegation {text}, created_at {integer} NOT NULL,
        expires_at {integer} NOT NULL, revoked_at {integer});
    CREATE TABLE sessions (secret_hash {text} PRIMARY KEY, account {text} NOT NULL,
        role {text} NOT NULL, delegation {text}, signed_in_by {text} NOT NULL,
        created_at {integer} NOT NULL, expires_at {integer} NOT NULL,
        revoked_at {integer});
""")

# What an account may do becomes a row of its own; before, each token said it, and
# nobody had a right for longer than the last of their tokens.
_PEOPLE = script("""
    CREATE TABLE mandates (mandate {text} PRIMARY KEY, account {text} NOT NULL,
        role {text} NOT NULL, delegation {text}, kind {text} NOT NULL,
        stands_in_for {text}, purpose {text}, since {integer} NOT NULL, until {integer},
        given_by {text} NOT NULL, given_at {integer} NOT NULL, reason {text},
        ended_at {integer}, ended_by {text}, end_reason {text},
        ends_at {integer} NOT NULL);
    CREATE INDEX mandates_of_account ON mandates (account, ends_at);
    CREATE INDEX mandates_of_delegation ON mandates (delegation, ends_at);
    INSERT INTO mandates (mandate, account, role, delegation, kind, since, until,
        given_by, given_at, ends_at) SELECT min(substr(secret_hash, 1, 32)), account,
        role, delegation, 'role', min(created_at), max(COALESCE(revoked_at,
        expires_at)), 'command line', min(created_at), max(COALESCE(revoked_at,
        expires_at)) FROM tokens GROUP BY account, role, delegation;
    ALTER TABLE accounts ADD COLUMN sought_as {text};
    ALTER TABLE accounts ADD COLUMN participant {identity};
    ALTER TABLE accounts ADD COLUMN created_at {integer} NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN closed_at {integer};
    UPDATE accounts SET sought_as = name,
        created_at = COALESCE((SELECT min(t.created_at) FROM tokens t
        WHERE t.account = accounts.account), (SELECT min(s.created_at) FROM sessions s
        WHERE s.account = accounts.account), 0);
    CREATE UNIQUE INDEX accounts_sought_as ON accounts (sought_as);
    ALTER TABLE tokens RENAME TO tokens_before;
    CREATE TABLE tokens (secret_hash {text} PRIMARY KEY, token {text} NOT NULL UNIQUE,
        account {text} NOT NULL, mandate {text} NOT NULL, name {text} NOT NULL,
        limited_to {text} NOT NULL, created_at {integer} NOT NULL,
        expires_at {integer} NOT NULL, revoked_at {integer}, last_used_at {integer});
    INSERT INTO tokens (secret_hash, token, account, mandate, name, limited_to,
        created_at, expires_at, revoked_at) SELECT secret_hash, substr(secret_hash, 33,
        32), account, (SELECT min(substr(o.secret_hash, 1, 32)) FROM tokens_before o
        WHERE o.account = t.account AND o.role = t.role AND COALESCE(o.delegation,
        '') = COALESCE(t.delegation, '')), 'token', 'all', created_at, expires_at,
        revoked_at FROM tokens_before t;
    DROP TABLE tokens_before;
    CREATE INDEX tokens_of_account ON tokens (account);
    DROP TABLE sessions;
    CREATE TABLE sessions (secret_hash {text} PRIMARY KEY,
        session {text} NOT NULL UNIQUE, account {text} NOT NULL, mandate {text},
        signed_in_by {text} NOT NULL, created_at {integer} NOT NULL,
        proved_at {integer} NOT NULL, last_used_at {integer} NOT NULL,
        expires_at {integer} NOT NULL, agent {text} NOT NULL,
        pending {integer} NOT NULL);
    CREATE INDEX sessions_of_account ON sessions (account);
    CREATE TABLE passwords (account {text} PRIMARY KEY, hash {text} NOT NULL,
        changed_at {integer} NOT NULL);
    CREATE TABLE totp_factors (factor {text} PRIMARY KEY, account {text} NOT NULL,
        name {text} NOT NULL, sealed {blob} NOT NULL, created_at {integer} NOT NULL,
        confirmed_at {integer}, used_at {integer}, last_step {integer} NOT NULL);
    CREATE INDEX totp_factors_of_account ON totp_factors (account);
    CREATE TABLE recovery_codes (account {text} NOT NULL, code_hash {text} NOT NULL,
        PRIMARY KEY (account, code_hash));
    CREATE TABLE passkeys (credential {text} PRIMARY KEY, factor {text} NOT NULL UNIQUE,
        account {text} NOT NULL, name {text} NOT NULL, public_key {blob} NOT NULL,
        sign_count {integer} NOT NULL, created_at {integer} NOT NULL,
        used_at {integer});
    CREATE INDEX passkeys_of_account ON passkeys (account);
    CREATE TABLE openid_identities (issuer {text} NOT NULL, subject {text} NOT NULL,
        account {text} NOT NULL, linked_at {integer} NOT NULL, PRIMARY KEY (issuer,
        subject));
    CREATE TABLE one_time_secrets (secret_hash {text} PRIMARY KEY,
        purpose {text} NOT NULL, account {text}, created_at {integer} NOT NULL,
        expires_at {integer} NOT NULL);
    CREATE TABLE spent (secret_hash {text} PRIMARY KEY, expires_at {integer} NOT NULL);
    CREATE TABLE delays (attempt {text} PRIMARY KEY, failures {integer} NOT NULL,
        last_at {integer} NOT NULL);
    CREATE TABLE account_events (event {text} PRIMARY KEY, at {integer} NOT NULL,
        account {text} NOT NULL, by_whom {text} NOT NULL, what {text} NOT NULL,
        mandate {text}, reason {text});
    CREATE INDEX account_events_of ON account_events (account, at);
""")

_IMPORT_MAPPINGS = script("""
    CREATE TABLE import_mappings (kind {text} NOT NULL, what {text} NOT NULL,
        said {text} NOT NULL, means {text} NOT NULL, by_whom {text} NOT NULL,
        at {integer} NOT NULL, PRIMARY KEY (kind, what, said));
""")

_REMINDERS = script("""
    CREATE TABLE outbox (key {text} PRIMARY KEY, kind {text} NOT NULL,
        account {text} NOT NULL, activity {text}, due_on {text}, rung {text} NOT NULL,
        made_at {integer} NOT NULL, state {text} NOT NULL, tries {integer} NOT NULL,
        next_at {integer} NOT NULL, claimed_until {integer} NOT NULL, sent_at {integer},
        read_at {integer}, error {text});
    CREATE INDEX outbox_waiting ON outbox (state, next_at);
    CREATE INDEX outbox_of_account ON outbox (account, read_at);
    CREATE TABLE reminder_preferences (account {text} PRIMARY KEY, zone {text} NOT NULL,
        quiet_from {integer} NOT NULL, quiet_until {integer} NOT NULL,
        muted {text} NOT NULL, changed_at {integer} NOT NULL);
""")

# One row, raised by each change to an account, so that principals from before it are
# checked again.
_RIGHTS = script("""
    CREATE TABLE rights (version {integer} NOT NULL);
    INSERT INTO rights (version) VALUES (0);
""")

# NULL for mandates given before.
_SEALS = script("""
    ALTER TABLE mandates ADD COLUMN seal {text};
""")

# What a message is about, if not an activity; and what the clocks of each boot of a
# machine showed when a process last looked whether a silence has expired.
_SILENCES = script("""
    ALTER TABLE outbox ADD COLUMN subject {text};
    CREATE TABLE clock_looks (boot {text} PRIMARY KEY, looked_at {integer} NOT NULL,
        since_boot {integer} NOT NULL, held_until {integer} NOT NULL);
""")

# Whom a message is for, if not an account; `account` is empty then.
_PARTICIPANTS_TOLD = script("""
    ALTER TABLE outbox ADD COLUMN participant {text};
    CREATE INDEX outbox_of_participant ON outbox (participant);
""")

# `registrations` is JSON: by number of the row in the file.
_IMPORTS = script("""
    CREATE TABLE imports (command {text} PRIMARY KEY, kind {text} NOT NULL,
        meeting {text} NOT NULL, sha256 {text} NOT NULL, registrations {text} NOT NULL,
        by_whom {text} NOT NULL, at {integer} NOT NULL);
    CREATE INDEX imports_of_file ON imports (meeting, sha256);
""")

SCHEMA = Migrations(
    first_table="accounts",
    migrations=(
        Migration("accounts, tokens, sessions", _FIRST_TABLES),
        RECORD_MIGRATIONS,
        Migration("mandates, and how people sign in", _PEOPLE),
        Migration("what imported files say, and mean", _IMPORT_MAPPINGS),
        Migration("reminders", _REMINDERS),
        Migration("rights that are checked again", _RIGHTS),
        Migration("seals of mandates", _SEALS),
        Migration("what messages are about, and looks at the clock", _SILENCES),
        Migration("messages to people without an account", _PARTICIPANTS_TOLD),
        Migration("what became of the rows of imported files", _IMPORTS),
    ),
)
