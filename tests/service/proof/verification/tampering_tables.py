"""Changes to tables and their guards."""

from raw_database import tamper
from service.proof.verification.records import TABLES
from service.proof.verification.tampering import Change, run_in

OF_TABLES = (
    # Tables and guards.
    Change(
        "guards are gone",
        lambda record: tamper(record.place, "SELECT 1"),
        TABLES,
        "is missing",
    ),
    Change(
        "a guard does nothing",
        lambda record: run_in(
            record.place,
            "DROP TRIGGER leaves_update_refused",
            "CREATE TRIGGER leaves_update_refused BEFORE UPDATE ON leaves "
            "WHEN 0 BEGIN SELECT RAISE(ABORT, 'leaves is append-only'); END",
        ),
        TABLES,
        "the trigger leaves_update_refused differs from the one the product created",
        ("sqlite",),
    ),
    Change(
        "guards do nothing",
        lambda record: run_in(
            record.place,
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        ),
        TABLES,
        "which guards leaves, differs from the one the product created",
        ("postgresql",),
        alone=True,
    ),
    Change(
        "a guard is disabled",
        lambda record: run_in(
            record.place, "ALTER TABLE leaves DISABLE TRIGGER leaves_change_refused"
        ),
        TABLES,
        "which guards leaves, is disabled",
        ("postgresql",),
        alone=True,
    ),
    Change(
        "a trigger is added",
        lambda record: run_in(
            record.place,
            "CREATE TRIGGER more AFTER INSERT ON leaves BEGIN "
            "DELETE FROM frontiers; END",
        ),
        TABLES,
        "the trigger more was not created by the product",
        ("sqlite",),
    ),
    Change(
        "a key is no longer unique",
        lambda record: run_in(
            record.place,
            "ALTER TABLE command_answers DROP CONSTRAINT command_answers_pkey",
        ),
        TABLES,
        "the table command_answers has a different key from the one the product "
        "created",
        ("postgresql",),
    ),
    Change(
        "a column takes nothing as well",
        lambda record: run_in(
            record.place, "ALTER TABLE leaves ALTER COLUMN leaf_hash DROP NOT NULL"
        ),
        TABLES,
        "the table leaves has different columns from those the product created",
        ("postgresql",),
    ),
    Change(
        "an index is gone",
        lambda record: run_in(
            record.place, "DROP INDEX accounts_sought_as", database="service"
        ),
        TABLES,
        "accounts_sought_as is",
    ),
    Change(
        "everybody may change the log",
        lambda record: run_in(record.place, "GRANT UPDATE ON leaves TO PUBLIC"),
        TABLES,
        "the role PUBLIC has the right UPDATE on leaves",
        ("postgresql",),
    ),
    Change(
        "the vault is gone",
        lambda record: (record.place.folder / "vault.db").unlink(),
        TABLES,
        "the vault: its database is missing",
        ("sqlite",),
    ),
)
