"""What is backed up, restored or copied is the same record, on either database."""

import json
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest
from postgres import drop_schemas
from service.agreement.decision_examples import Decisions
from systems import (
    AUSTRIA,
    START,
    StoryClock,
    announce_berlin,
    confirm,
    nominate,
    system_in,
)
from typer.testing import CliRunner, Result

from bsm_domain.agreement.decision import Decision
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place, open_database
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import (
    BackupUnusable,
    StoreUnavailable,
    TargetNotEmpty,
)
from bsm_service.operations.backup import copy_record, create_backup, restore_backup
from bsm_service.operations.backup_file import BackupFile, BackupHeader
from bsm_service.proof.verification import verify

LOG_TABLES = (
    *("log_header", "stored_events", "leaves", "frontiers", "command_answers"),
    "tracking",
)


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def quiet(_: int) -> None:
    pass


def at(place: Place) -> list[object]:
    """The options that name a place to the command line, as a source."""
    there: list[object] = ["--data", place.folder]
    return there if place.url is None else [*there, "--database", place.url]


def key_of(place: Place) -> str:
    """The vault's key, which is kept apart from backups."""
    return (place.folder / "vault.key").read_text()


def log_of(place: Place) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the log, as it is stored."""
    database = open_database(place, "log")
    with database.connection() as connection:
        rows = {
            table: sorted(map(tuple, connection.execute(f"SELECT * FROM {table}")))
            for table in LOG_TABLES
        }
    database.close()
    return rows


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    meeting = announce_berlin(system)
    confirm(system, nominate(system, meeting, by=AUSTRIA))
    yield system
    system.close()


@pytest.fixture(params=["to sqlite", "to postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where nothing is yet."""
    folder = tmp_path / "target"
    if request.param == "to sqlite":
        yield Place(folder)
        return
    url = request.getfixturevalue("postgres_url")
    there = Place(folder, url, f"t_{uuid4().hex}", connections=4)
    yield there
    drop_schemas(url, there.schema)


def test_what_is_restored_is_the_same_record(
    system: System, target: Place, tmp_path: Path
):
    token = system.identity.create_token("office", Role.SECRETARIAT)
    cookie = system.identity.start_session(
        "vienna", Role.AUDITOR, None, SignInMethod.TOKEN
    )
    header = create_backup(system.place, tmp_path / "file", utc_now(), quiet)
    restored = restore_backup(tmp_path / "file", target, quiet, key_of(system.place))

    assert header == restored
    assert header.position == system.store.position()
    assert log_of(target) == log_of(system.place)
    again = open_system(target, clock=system.store.clock)
    try:
        assert verify(again.place).ok
        office = again.identity.principal_from_token(token)
        assert office is not None
        assert office.role is Role.SECRETARIAT
        assert again.identity.principal_from_cookie(cookie) is None
        # The record goes on.
        confirm(again, nominate(again, announce_berlin(again), by=AUSTRIA))
        assert verify(again.place).ok
    finally:
        again.close()


def test_a_copy_is_the_same_record(system: System, target: Place):
    header = copy_record(system.place, target, utc_now(), quiet)

    assert log_of(target) == log_of(system.place)
    head = system.store.frontier_at(system.store.position())
    assert head is not None
    assert header.root == head.root().hex()
    assert [*target.folder.glob("copying-*")] == []


def test_a_silence_runs_on_in_what_was_restored_or_copied(
    system: System, target: Place, tmp_path: Path
):
    """Edge cases E43 and E44 of agreement: it is settled wherever it is opened."""
    decisions = Decisions(system, announce_berlin(system))
    expiry = START + timedelta(days=1)
    decision = decisions.table("Maps")
    decisions.silence(decision, expiry)
    if target.url is None:
        create_backup(system.place, tmp_path / "file", utc_now(), quiet)
        restore_backup(tmp_path / "file", target, quiet, key_of(system.place))
    else:
        copy_record(system.place, target, utc_now(), quiet)
    later = StoryClock(expiry + timedelta(days=9))
    again = open_system(target, clock=later)
    try:
        assert again.part(SilenceSettlement).settle() == 1
        adoption = again.store.load(Decision, decision).adoption
        assert adoption is not None
        assert (adoption.at, adoption.number) == (expiry, 1)
    finally:
        again.close()


def test_a_backup_while_people_write_is_of_one_moment(system: System, tmp_path: Path):
    meeting, enough = announce_berlin(system, quotas={"AT": 500}), Event()

    def write() -> None:
        while not enough.is_set():
            nominate(system, meeting, by=AUSTRIA)

    writer = Thread(target=write)
    writer.start()
    try:
        positions = [
            create_backup(
                system.place, tmp_path / f"{number}", utc_now(), quiet
            ).position
            for number in range(5)
        ]
    finally:
        enough.set()
        writer.join()

    assert positions == sorted(positions)
    for number, position in enumerate(positions):
        there = Place(tmp_path / f"place-{number}")
        assert restore_backup(tmp_path / f"{number}", there, quiet).position == position


def test_a_backup_is_for_its_owners_eyes_and_holds_no_session(
    system: System, tmp_path: Path
):
    system.identity.start_session("vienna", Role.AUDITOR, None, SignInMethod.TOKEN)
    create_backup(system.place, tmp_path / "file", utc_now(), quiet)

    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600
    with closing(sqlite3.connect(tmp_path / "file")) as connection:
        contents = connection.execute("SELECT part, kept FROM contents").fetchall()
    assert contents == [
        *(("log", table) for table in LOG_TABLES),
        ("service", "accounts"),
        ("service", "mandates"),
        ("service", "tokens"),
        ("service", "passwords"),
        ("service", "totp_factors"),
        ("service", "passkeys"),
        ("service", "openid_identities"),
        ("service", "import_mappings"),
        ("service", "imports"),
        ("service", "outbox"),
        ("service", "reminder_preferences"),
        ("service", "account_events"),
        ("vault", "vault_header"),
        ("vault", "keys"),
        ("vault", "destroyed_keys"),
        ("vault", "people"),
        ("vault", "handles"),
        ("vault", "readings"),
        ("vault", "read_people"),
        ("vault", "files"),
    ]


def test_nothing_is_overwritten(system: System, tmp_path: Path):
    (tmp_path / "file").write_text("precious")
    with pytest.raises(TargetNotEmpty):
        create_backup(system.place, tmp_path / "file", utc_now(), quiet)
    assert (tmp_path / "file").read_text() == "precious"

    create_backup(system.place, tmp_path / "backup", utc_now(), quiet)
    before = log_of(system.place)
    with pytest.raises(TargetNotEmpty, match="the record in the target"):
        restore_backup(tmp_path / "backup", system.place, quiet)
    with pytest.raises(TargetNotEmpty):
        copy_record(system.place, system.place, utc_now(), quiet)
    assert log_of(system.place) == before


def test_left_read_models_are_not_taken_over(system: System, tmp_path: Path):
    create_backup(system.place, tmp_path / "file", utc_now(), quiet)
    leftover = Place(tmp_path / "left")
    system_in(leftover).close()
    (leftover.folder / "log.db").unlink()
    (leftover.folder / "service.db").unlink()
    (leftover.folder / "vault.db").unlink()

    with pytest.raises(TargetNotEmpty, match="the read models"):
        restore_backup(tmp_path / "file", leftover, quiet)


def test_where_nothing_is_nothing_is_backed_up_or_made(
    new_place: Callable[[Path], Place], tmp_path: Path
):
    nowhere = new_place(tmp_path / "nowhere")
    with pytest.raises(StoreUnavailable, match="there is no record"):
        create_backup(nowhere, tmp_path / "file", utc_now(), quiet)

    assert [*tmp_path.iterdir()] == []


def damaged(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            assert connection.execute(statement).rowcount > 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE log_stored_events SET state = x'00' WHERE rowid = 2",
        "UPDATE log_leaves SET leaf_hash = zeroblob(32) WHERE rowid = 2",
        "DELETE FROM log_frontiers WHERE rowid = 2",
        "DELETE FROM service_accounts",
        "UPDATE header SET value = 'bsm-backup/9' WHERE name = 'format'",
        "UPDATE header SET value = 1 WHERE name = 'position'",
        "DELETE FROM header",
        "UPDATE contents SET step = 99",
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_made(tmp_path: Path, damage: str):
    system = system_in(tmp_path / "data")
    system.identity.create_token("office", Role.SECRETARIAT)
    announce_berlin(system)
    system.close()
    create_backup(Place(tmp_path / "data"), tmp_path / "file", utc_now(), quiet)
    damaged(tmp_path / "file", damage)

    with pytest.raises(BackupUnusable):
        restore_backup(tmp_path / "file", Place(tmp_path / "target"), quiet)
    assert not (tmp_path / "target").exists()


@pytest.mark.parametrize("cut", [0, 10_000])
def test_half_a_backup_is_refused(tmp_path: Path, cut: int):
    system_in(tmp_path / "data").close()
    create_backup(Place(tmp_path / "data"), tmp_path / "file", utc_now(), quiet)
    (tmp_path / "file").write_bytes((tmp_path / "file").read_bytes()[:cut])

    with pytest.raises(BackupUnusable):
        restore_backup(tmp_path / "file", Place(tmp_path / "target"), quiet)


def test_a_record_that_is_not_whole_is_not_backed_up(tmp_path: Path):
    system = system_in(tmp_path / "data")
    announce_berlin(system)
    system.close()
    with closing(sqlite3.connect(tmp_path / "data" / "log.db")) as log, log:
        log.execute("DROP TRIGGER stored_events_delete_refused")
        log.execute("DELETE FROM stored_events WHERE rowid = 2")

    with pytest.raises(StoreUnavailable, match="bsm verify"):
        create_backup(Place(tmp_path / "data"), tmp_path / "file", utc_now(), quiet)
    assert [file.name for file in tmp_path.iterdir()] == ["data"]


def test_a_restore_that_fails_leaves_an_empty_place(
    system: System, target: Place, tmp_path: Path
):
    system.identity.create_token("office", Role.SECRETARIAT)
    create_backup(system.place, tmp_path / "file", utc_now(), quiet)
    calls = [0]

    def stop_in_the_log(rows: int) -> None:
        calls[0] += 1
        if calls[0] == 15:  # nine tables checked, four of accounts, two of the log
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_backup(tmp_path / "file", target, stop_in_the_log)
    log = open_database(target, "log")
    with log.connection() as connection:
        assert not log.has_table(connection, "leaves")
    log.close()


def test_the_command_line_backs_up_restores_and_copies(
    system: System, target: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("BSM_SCHEMA_PREFIX", system.place.schema)
    source, file = at(system.place), tmp_path / "file"
    backup = bsm("backup", file, *source, "--json")
    assert backup.exit_code == 0, backup.output
    result = json.loads(backup.stdout)
    assert result["position"] == system.store.position()
    assert result["bytes"] == file.stat().st_size

    to = ["--to-data", target.folder, "--to-schema", target.schema]
    to += ["--to-database", target.url] if target.url else []
    copied = bsm("copy", *source, *to, "--json")
    assert copied.exit_code == 0, copied.output
    verdict = json.loads(copied.stdout)
    assert (verdict["root"], verdict["alarm"]) == (result["root"], None)
    assert verdict["verdict"]["ok"] is True

    again = bsm("copy", *source, *to, "--json")
    assert again.exit_code == 2
    assert json.loads(again.stderr)["code"] == "place_not_empty"


def test_the_command_line_restores_and_verifies(tmp_path: Path):
    system_in(tmp_path / "data").close()
    assert bsm("backup", tmp_path / "file", "--data", tmp_path / "data").exit_code == 0

    restored = bsm("restore", tmp_path / "file", "--data", tmp_path / "b", "--json")
    assert restored.exit_code == 0, restored.output
    assert json.loads(restored.stdout)["verdict"]["ok"] is True
    missing = bsm("restore", tmp_path / "none", "--data", tmp_path / "c", "--json")
    assert json.loads(missing.stderr)["code"] == "store_unavailable"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--to-database", "mysql://somewhere"],
        ["--to-database", "postgresql://nowhere", "--to-schema", "DROP TABLE"],
    ],
)
def test_a_copy_to_nowhere_is_refused(tmp_path: Path, options: list[str]):
    system_in(tmp_path / "data").close()
    refused = bsm("copy", "--data", tmp_path / "data", *options, "--json")

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "invalid_usage"


def test_a_fingerprint_of_digits_alone_is_still_a_text():
    with closing(sqlite3.connect(":memory:")) as connection:
        file = BackupFile(connection)
        file.begin()
        header = BackupHeader.model_construct(vault_key="0931099352977356")
        connection.executemany(
            "INSERT INTO header VALUES (?, ?)", [("vault_key", header.vault_key)]
        )
        [stored] = connection.execute("SELECT value FROM header").fetchone()

    assert stored == "0931099352977356"
