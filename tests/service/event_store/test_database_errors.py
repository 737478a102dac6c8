"""A database that says no: told in a sentence, nothing stored, the next one served."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from examples import MEETING
from raw_database import plain, tamper
from service.event_store.transaction_examples import (
    announced,
    for_all_connections,
    impatient,
    storing,
)
from systems import announce_berlin, system_in

from bsm_projections.databases import Place, SqliteDatabase, open_database
from bsm_service.application.system import System
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable


def test_a_turn_that_another_process_holds_too_long_is_busy(
    system: System, another: System
):
    impatient(system.store.database)
    with (
        another.store.database.writing(exclusive=True),
        pytest.raises(StoreBusy, match="nothing was stored, please try again"),
    ):
        system.store.run_in_transaction(storing(announced(MEETING)))

    assert system.store.run_in_transaction(storing(announced(MEETING))) == "2"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("INSERT INTO schema_steps VALUES (99, 'x', 'y')", "99, newer than"),
        ("DELETE FROM schema_steps WHERE number > 1", "1, older than"),
        ("DROP TABLE schema_steps", "1, older than"),
    ],
)
@pytest.mark.parametrize(
    ("database", "what"),
    [
        ("log", "the record"),
        ("read", "the read models"),
        ("service", "the list of accounts"),
    ],
)
def test_tables_of_another_version_of_the_product_are_left_alone(
    place: Place, database: str, what: str, change: str, sentence: str
):
    system_in(place).close()
    with plain(place, database) as connection:
        connection.execute(change)

    with pytest.raises(StoreUnavailable, match=f"{what} has schema {sentence}"):
        system_in(place)


def test_a_log_without_its_last_frontier_takes_nothing_more(
    system: System, place: Place
):
    announce_berlin(system)
    tamper(place, "DELETE FROM frontiers WHERE size > 1")
    store = EventStore(open_database(place, "log"))

    with pytest.raises(StoreUnavailable, match="its tree has no frontier there"):
        store.run_in_transaction(storing(announced(MEETING)))
    store.close()


def test_a_log_without_its_header_is_refused(system: System, place: Place):
    tamper(place, "DELETE FROM log_header")

    with pytest.raises(StoreUnavailable, match="the log's header is incomplete"):
        system_in(place)


# Files: only SQLite has them in our hands.


def test_a_log_that_is_read_only_says_so(tmp_path: Path):
    system = system_in(tmp_path)
    # What SQLite answers for a file that it may not write, whoever runs the tests.
    for_all_connections(system.store.database, "PRAGMA query_only = ON")

    with pytest.raises(StoreUnavailable, match="the data folder is read-only"):
        system.store.run_in_transaction(storing(announced(MEETING)))

    assert system.store.position() == 1
    system.close()


def test_a_file_that_is_no_database_is_no_log(tmp_path: Path):
    (tmp_path / "log.db").write_bytes(b"minutes of the meeting\n" * 100)

    with pytest.raises(sqlite3.DatabaseError, match="file is not a database"):
        SqliteDatabase(tmp_path / "log.db")


def test_a_log_that_is_opened_twice_keeps_its_locks(tmp_path: Path):
    """Without them, the next process to close the log would delete its journal."""
    store = SqliteDatabase(tmp_path / "log.db")
    with store.writing() as transaction:
        transaction.execute("CREATE TABLE t (n INTEGER)")
    journal = tmp_path / "log.db-wal"
    before = journal.stat().st_ino

    SqliteDatabase(tmp_path / "log.db").close()
    closing = (
        "import sqlite3, sys; log = sqlite3.connect(sys.argv[1]); "
        "log.execute('SELECT count(*) FROM t').fetchone(); log.close()"
    )
    subprocess.run([sys.executable, "-c", closing, tmp_path / "log.db"], check=True)

    assert journal.stat().st_ino == before
    store.close()


def test_a_folder_that_is_not_there_has_no_log(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        SqliteDatabase(tmp_path / "nowhere" / "log.db")


# Words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_FULL", "the disk is full"),
        ("SQLITE_READONLY_DIRECTORY", "the data folder is read-only"),
        ("SQLITE_CANTOPEN_ISDIR", "its file cannot be opened"),
        ("SQLITE_CORRUPT_INDEX", "its file is damaged"),
        ("SQLITE_IOERR_WRITE", "the database reports SQLITE_IOERR_WRITE"),
    ],
)
def test_what_sqlite_complains_of_becomes_a_sentence(name: str, sentence: str):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name

    assert str(refusal_for(error)) == (
        f"the record cannot be used: {sentence}; nothing was stored"
    )


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (psycopg.errors.DiskFull, "the server's disk is full"),
        (psycopg.errors.TooManyConnections, "the server is out of memory, disk"),
        (psycopg.errors.AdminShutdown, "the server closed the connection"),
        (psycopg.errors.ReadOnlySqlTransaction, "the server is read-only; it may"),
        (psycopg.errors.InvalidPassword, "the server refuses the sign-in"),
        (psycopg.errors.InvalidCatalogName, "the server has no such database"),
        (
            psycopg.errors.InsufficientPrivilege,
            "the server's role lacks a required right",
        ),
        (psycopg.errors.UndefinedTable, "a table is missing; run 'bsm upgrade'"),
        (psycopg.errors.DataCorrupted, "the server reports that its data is damaged"),
        (psycopg.OperationalError, "the server does not respond"),
    ],
)
def test_what_postgresql_complains_of_becomes_a_sentence(
    error: type[psycopg.Error], sentence: str
):
    message = str(refusal_for(error("of no matter")))

    assert message.startswith(f"the record cannot be used: {sentence}")
    assert message.endswith("; nothing was stored")


@pytest.mark.parametrize(
    "error",
    [
        psycopg.errors.LockNotAvailable,
        psycopg.errors.DeadlockDetected,
        psycopg.errors.SerializationFailure,
    ],
)
def test_whoever_has_to_wait_too_long_on_postgresql_is_busy(error: type[psycopg.Error]):
    assert isinstance(refusal_for(error("of no matter")), StoreBusy)
