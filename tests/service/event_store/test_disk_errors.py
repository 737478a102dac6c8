"""A disk that is full, locked, damaged or closed: told in a sentence, nothing lost.

All of it is about SQLite's files in the data folder. What a server of PostgreSQL may
refuse instead is in test_postgres.py.
"""

import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from raw_database import audit_log, stored_rows
from service.event_store.transaction_examples import for_all_connections, impatient
from service.http_api.http_examples import DETAILS, Served, announce, posted, served
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role
from bsm_service.assembly.command_line import app

FILES = ("log.db", "read-models.db", "service.db", "session.key")


def bsm(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(result: Result, code: str = "store_unavailable") -> str:
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.stderr
    content = json.loads(result.stderr)
    assert content["code"] == code
    return str(content["detail"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with served(tmp_path) as it:
        announce(it.as_(Role.SECRETARIAT))
    return tmp_path


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as it:
        announce(it.as_(Role.SECRETARIAT))
        yield it


def unavailable(response: Any, code: str = "store_unavailable") -> str:
    assert (response.status_code, response.json()["code"]) == (503, code)
    assert response.headers["Retry-After"] == "1"
    return str(response.json()["detail"])


# Locked


HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def test_while_another_process_holds_the_log_commands_wait_and_reads_go_on(
    here: Served, tmp_path: Path
):
    secretariat = here.as_(Role.SECRETARIAT)
    impatient(here.system.store.database)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "log.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        message = unavailable(
            secretariat.post("/api/v1/meetings", json={"details": DETAILS}),
            "store_busy",
        )
        read = secretariat.get("/api/v1/meetings")
        holder.stdin.close()

    assert "nothing was stored" in message
    assert read.json()["total"] == 1
    assert posted(secretariat, "/meetings", {"details": DETAILS})["version"] == 1
    audit_log(tmp_path)


def test_while_the_accounts_are_locked_nobody_can_be_let_in(
    here: Served, tmp_path: Path
):
    impatient(here.system.identity.database)
    with closing(
        sqlite3.connect(tmp_path / "service.db", isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match="another process is writing to the list"):
            here.system.identity.create_token("x", Role.AUDITOR)


# Full


def test_a_full_disk_refuses_the_command_and_is_forgotten_once_there_is_room(
    here: Served, tmp_path: Path
):
    secretariat = here.as_(Role.SECRETARIAT)
    # With the follower at rest, every connection is idle and hears what is said.
    here.system.follower.stop()
    database = here.system.store.database
    [[pages]] = stored_rows(tmp_path, "PRAGMA page_count")
    for_all_connections(database, f"PRAGMA max_page_count = {pages}")
    before = here.system.store.position()

    sentences = set()
    for _ in range(200):
        response = secretariat.post("/api/v1/meetings", json={"details": DETAILS})
        if response.status_code != 201:
            sentences.add(unavailable(response))
    full_at = here.system.store.position()
    read = secretariat.get("/api/v1/meetings", params={"limit": 1000})
    for_all_connections(database, "PRAGMA max_page_count = 1000000")
    writes_again = posted(secretariat, "/meetings", {"details": DETAILS})

    assert sentences == {
        "the record cannot be used: the disk is full; nothing was stored"
    }
    assert before < full_at < before + 200
    assert read.json()["total"] == 1 + full_at - before
    assert writes_again["position"] == full_at + 1
    audit_log(tmp_path)


def _little_room() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_disk_without_room_for_a_record_is_told_before_anybody_listens(
    tmp_path: Path, verb: str
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ended = subprocess.run(
        [
            *(
                sys.executable,
                "-c",
                "from bsm_service.assembly.command_line import app; app()",
            ),
            *(verb, "--data", str(tmp_path / "data"), "--port", str(port)),
        ],
        preexec_fn=_little_room,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.startswith("Refused (store_unavailable): ")
    assert "Traceback" not in ended.stderr


# Read-only


def test_a_record_that_may_only_be_read_is_read(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    # What SQLite answers for a file that it may not write, whoever runs the tests.
    for_all_connections(here.system.store.database, "PRAGMA query_only = ON")

    message = unavailable(
        secretariat.post("/api/v1/meetings", json={"details": DETAILS})
    )

    assert "read-only" in message
    assert secretariat.get("/api/v1/meetings").json()["total"] == 1


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_opened_is_refused(folder: Path, name: str):
    for file in folder.glob(f"{name}*"):
        file.unlink()
    (folder / name).mkdir()
    if name == "log.db":
        (folder / name / "something").touch()

    assert refused(bsm("status", "--data", folder, "--json"))


# Damaged


@pytest.mark.parametrize("name", ["log.db", "read-models.db", "service.db"])
def test_a_file_that_is_no_database_is_refused_with_what_to_do(folder: Path, name: str):
    for file in folder.glob(f"{name}-*"):
        file.unlink()
    (folder / name).write_bytes(b"minutes of the meeting\n" * 1_000)

    result = refused(bsm("status", "--data", folder, "--json"))

    advice = {
        "read-models.db": "you can delete read-models.db",
        "service.db": "restore service.db from a backup",
    }
    assert advice.get(name, "the record cannot be used") in result


@pytest.mark.parametrize("name", ["read-models.db", "session.key"])
def test_whatever_is_not_the_record_can_be_deleted(folder: Path, name: str):
    for file in folder.glob(f"{name}*"):
        file.unlink()

    verified = bsm("verify", "--data", folder, "--json")

    assert json.loads(verified.stdout)["ok"] is True


def test_accounts_that_are_deleted_are_missed_until_they_are_made_again(folder: Path):
    for file in folder.glob("service.db*"):
        file.unlink()

    result = bsm("verify", "--data", folder, "--json")

    content = json.loads(result.stdout)
    assert content["ok"] is False
    [wrong] = [check for check in content["checks"] if not check["ok"]]
    assert wrong["findings"] == ["the list of accounts: its database is missing"]
    assert bsm("status", "--data", folder).exit_code == 0
    made_again = bsm("verify", "--data", folder, "--json")
    assert json.loads(made_again.stdout)["ok"] is True


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"short", b"\xff" * 64, b"A" * 64, b"a" * 63]
)
def test_a_key_that_is_none_is_refused_because_anybody_could_sign(
    folder: Path, content: bytes
):
    (folder / "session.key").write_bytes(content)

    assert "session.key does not contain a key" in refused(
        bsm("status", "--data", folder, "--json")
    )


@pytest.mark.parametrize("name", ["read-models.db", "service.db"])
def test_damage_while_the_server_runs_is_told_and_the_record_goes_on(
    here: Served, tmp_path: Path, name: str
):
    secretariat = here.as_(Role.SECRETARIAT)
    with closing(sqlite3.connect(tmp_path / name, isolation_level=None)) as other:
        tables = other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for [table] in tables.fetchall():
            other.execute(f"DROP TABLE {table}")

    message = unavailable(secretariat.get("/api/v1/meetings"))

    assert message.startswith(("the read models cannot", "the list of accounts cannot"))
    health = here.anybody.get("/api/v1/health")
    assert health.status_code == (503 if name == "read-models.db" else 200)
    audit_log(tmp_path)


def test_a_command_that_fails_half_way_stores_nothing_of_it(
    here: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    secretariat = here.as_(Role.SECRETARIAT)
    before = here.system.store.position()
    monkeypatch.setattr(
        "bsm_service.application.command_service.CommandResult.model_dump_json",
        lambda _: 1 / 0,
    )

    failed = secretariat.post("/api/v1/meetings", json={"details": DETAILS})
    monkeypatch.undo()

    assert (failed.status_code, failed.json()["code"]) == (500, "internal_error")
    assert here.system.store.position() == before
    assert posted(secretariat, "/meetings", {"details": DETAILS})["version"] == 1
    assert audit_log(tmp_path) == before + 1


# A stored name that nobody knows


@pytest.fixture
def with_an_unknown_fact(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "log.db")) as connection:
        connection.execute("DROP TRIGGER stored_events_update_refused")
        connection.execute(
            "UPDATE stored_events SET topic = 'bsm.weather.changed.v9' WHERE "
            "topic = 'bsm.meeting.registration_opened.v1'"
        )
        connection.commit()
    shutil.rmtree(folder / "read-models.db", ignore_errors=True)
    for file in folder.glob("read-models.db*"):
        file.unlink()
    return folder


def test_a_fact_that_nobody_knows_is_an_alarm_and_reads_go_on(
    with_an_unknown_fact: Path,
):
    with served(with_an_unknown_fact) as it:
        health = it.anybody.get("/api/v1/health")
        secretariat = it.as_(Role.SECRETARIAT)
        meetings = secretariat.get("/api/v1/meetings").json()
        changed = secretariat.post(
            f"/api/v1/meetings/{meetings['items'][0]['id']}/opening", json={}
        )
        announced = posted(secretariat, "/meetings", {"details": DETAILS})

    assert health.json()["status"] == "alarm"
    assert health.json()["lag"] == 0
    assert meetings["total"] == 1
    assert (changed.status_code, changed.json()["code"]) == (500, "unknown_fact")
    assert "bsm.weather.changed.v9" in changed.json()["detail"]
    assert announced["version"] == 1


def test_status_names_the_fact_that_nobody_knows(with_an_unknown_fact: Path):
    with served(with_an_unknown_fact):
        pass

    for_programs = json.loads(
        bsm("status", "--data", with_an_unknown_fact, "--json").stdout
    )
    for_people = bsm("status", "--data", with_an_unknown_fact)

    assert {fact["stored_name"] for fact in for_programs["parked_facts"]} == {
        "bsm.weather.changed.v9"
    }
    assert "bsm.weather.changed.v9" in for_people.stdout


def test_verify_does_not_call_it_whole(with_an_unknown_fact: Path):
    verified = bsm("verify", "--data", with_an_unknown_fact, "--json")

    assert verified.exit_code == 1
