"""Changes to mandates, accounts and read models."""

from raw_database import tamper
from service.proof.verification.records import ACCOUNTS, SHOWN, TABLES
from service.proof.verification.tampering import Change, elsewhere

UNSEALED = "has no seal, so the product did not create it"
# Somebody gives an administrator's mandate that nothing else tells of.
ADDED = (
    "INSERT INTO mandates SELECT 'abc', min(account), 'administrator', NULL, 'role', "
    "NULL, NULL, {at}, {until}, 'command line', {at}, NULL, NULL, NULL, NULL, "
    "COALESCE({until}, 9223372036854775807), NULL FROM mandates"
)

OF_ACCOUNTS = (
    # Mandates and accounts.
    Change(
        "a mandate is for another role",
        elsewhere("service", "UPDATE mandates SET role = 'administrator'"),
        ACCOUNTS,
        "has been changed since the product created or ended it",
    ),
    Change(
        "the key of the seals is gone",
        elsewhere("vault", "DELETE FROM keys WHERE kind = 'named'"),
        ACCOUNTS,
        "the key that seals mandates is not in the vault",
    ),
    Change(
        "a mandate lost its seal",
        elsewhere(
            "service",
            "UPDATE mandates SET seal = NULL WHERE ended_at IS NULL",
        ),
        ACCOUNTS,
        UNSEALED,
    ),
    Change(
        "every mandate lost its seal, and is for another role",
        elsewhere(
            "service",
            "UPDATE mandates SET seal = NULL",
            "UPDATE mandates SET role = 'administrator'",
        ),
        ACCOUNTS,
        UNSEALED,
    ),
    Change(
        "a mandate like those that release 0.2 made of tokens is added",
        elsewhere("service", ADDED.format(at=1_000_000, until=9_000_000_000_000_000)),
        ACCOUNTS,
        UNSEALED,
    ),
    Change(
        "a mandate is added with the time of the first",
        elsewhere("service", ADDED.format(at="min(given_at)", until="max(given_at)")),
        ACCOUNTS,
        UNSEALED,
    ),
    Change(
        "a mandate is added with an entry that says so",
        elsewhere(
            "service",
            ADDED.format(at=1_000_000, until="NULL"),
            "INSERT INTO account_events SELECT 'abc', given_at, account, given_by, "
            "'mandate-given', mandate, NULL FROM mandates WHERE mandate = 'abc'",
        ),
        ACCOUNTS,
        UNSEALED,
    ),
    Change(
        "a mandate holds for longer",
        elsewhere("service", "UPDATE mandates SET ends_at = 99 WHERE ended_at IS NULL"),
        ACCOUNTS,
        "ends at a different time from that stated",
    ),
    Change(
        "a mandate that ended holds again",
        lambda record: tamper(
            record.place,
            "UPDATE mandates SET ended_at = NULL, ended_by = NULL, "
            f"ends_at = 9223372036854775807 WHERE mandate = '{record.ended}'",
            database="service",
        ),
        ACCOUNTS,
        "is valid again or has a different end",
    ),
    Change(
        "a mandate is deleted",
        lambda record: tamper(
            record.place,
            f"DELETE FROM mandates WHERE mandate = '{record.mandate}'",
            database="service",
        ),
        ACCOUNTS,
        "was deleted",
    ),
    Change(
        "a mandate of a token is deleted with its entries",
        lambda record: tamper(
            record.place,
            "INSERT INTO tokens (secret_hash, token, account, mandate, name, "
            "limited_to, created_at, expires_at) SELECT 'abc', 'abc', account, "
            "mandate, 'token', 'all', given_at, given_at FROM mandates "
            f"WHERE mandate = '{record.mandate}'",
            f"DELETE FROM account_events WHERE mandate = '{record.mandate}'",
            f"DELETE FROM mandates WHERE mandate = '{record.mandate}'",
            database="service",
        ),
        ACCOUNTS,
        "for which a token was created on 2016-01-04 09:00 UTC, was deleted",
    ),
    Change(
        "an account is deleted with its entries",
        elsewhere("service", "DELETE FROM accounts", "DELETE FROM account_events"),
        ACCOUNTS,
        "which was given a mandate on 2016-01-04 09:00 UTC, was deleted",
    ),
    Change(
        "a mandate is added",
        elsewhere(
            "service",
            "INSERT INTO mandates SELECT 'abc', account, 'administrator', delegation, "
            "kind, stands_in_for, purpose, since, until, given_by, given_at + 1, "
            "reason, NULL, NULL, NULL, 9223372036854775807, NULL FROM mandates LIMIT 1",
        ),
        ACCOUNTS,
        "mandate abc of account",
    ),
    Change(
        "an entry about a mandate is gone",
        elsewhere("service", "DELETE FROM account_events WHERE what LIKE 'mandate-%'"),
        ACCOUNTS,
        "was given on 2016-01-04",
    ),
    Change(
        "an account is deleted",
        elsewhere("service", "DELETE FROM accounts"),
        ACCOUNTS,
        "created on 2016-01-04 09:00 UTC, was deleted",
    ),
    Change(
        "an account is added",
        elsewhere(
            "service",
            "INSERT INTO accounts (account, name, sought_as, created_at) SELECT "
            "'abc', 'Eve', 'eve', max(at) FROM account_events",
        ),
        ACCOUNTS,
        "no entry says that account abc was created on",
    ),
    Change(
        "the version of rights is gone",
        elsewhere("service", "DELETE FROM rights"),
        ACCOUNTS,
        "the table 'rights' has 0 rows instead of one",
    ),
    Change(
        "rights have two versions",
        elsewhere("service", "INSERT INTO rights VALUES (999)"),
        ACCOUNTS,
        "the table 'rights' has 2 rows instead of one",
    ),
    Change(
        "the database of accounts is deleted",
        lambda record: (record.place.folder / "service.db").unlink(),
        TABLES,
        "accounts: its database is missing",
        ("sqlite",),
    ),
    Change(
        "the database of accounts is emptied",
        lambda record: (record.place.folder / "service.db").write_bytes(b""),
        TABLES,
        "accounts: its database is missing",
        ("sqlite",),
    ),
    # What people see.
    Change(
        "a screen is doctored",
        elsewhere("read", "UPDATE meetings__1 SET city = 'Boston'"),
        SHOWN,
        "differs from a rebuild",
    ),
    Change(
        "a read model is not noted any more",
        elsewhere(
            "read",
            "DELETE FROM projections WHERE name = 'activities'",
            "UPDATE activities__1 SET owner = 'IT'",
        ),
        SHOWN,
        "activities has tables, but no generation is registered",
    ),
    Change(
        "a read model is shown no more",
        elsewhere("read", "UPDATE projections SET active = 0 WHERE name = 'history'"),
        SHOWN,
        "history: no generation is active",
    ),
    Change(
        "a fact is said to be left out",
        elsewhere(
            "read",
            "INSERT INTO parked_facts SELECT name, generation, 2, 'forged', 'none' "
            "FROM projections WHERE name = 'history'",
        ),
        SHOWN,
        "history: the fact forged at position 2 is handled differently than in a",
    ),
    Change(
        "read models are ahead of the log",
        elsewhere("read", "UPDATE projections SET position = 9999"),
        SHOWN,
        "shown up to position 9999, but the log ends at",
    ),
)
