"""Where a record could not be kept the product does not start; risks are told."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from faults.servers import Server
from systems import announce_berlin, system_in
from typer.testing import CliRunner

from bsm_projections.databases import Place, SqliteDatabase
from bsm_service.application.open_databases import refuse_unsafe_environment
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.foundation.refusals import InvalidSetting, StoreUnavailable


@pytest.mark.parametrize("value", ["y", "Yes", "t", "TRUE", "on", "1", "perhaps"])
def test_functions_of_the_database_are_refused(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", value)
    with pytest.raises(InvalidSetting, match="out of order"):
        open_system(Place(tmp_path))


@pytest.mark.parametrize("value", ["", "n", "No", "f", "false", "off", "0"])
def test_what_is_off_is_no_trouble(value: str):
    refuse_unsafe_environment({})
    refuse_unsafe_environment({"POSTGRES_ENABLE_DB_FUNCTIONS": value})


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 9))
    with pytest.raises(StoreUnavailable, match="older than 3"):
        open_system(Place(tmp_path))
    assert SqliteDatabase(tmp_path / "log.db").unfit()


@pytest.fixture
def latin_url(postgres_url: str) -> Iterator[str]:
    """A database of the server that does not speak UTF-8."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' "
            "LC_COLLATE 'C' LC_CTYPE 'C'"
        )
    info = psycopg.conninfo.conninfo_to_dict(postgres_url)
    yield f"postgresql:///latin?host={info['host']}&user={info['user']}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE latin WITH (FORCE)")


def test_a_database_that_does_not_hold_every_name_is_refused(
    latin_url: str, tmp_path: Path
):
    with pytest.raises(StoreUnavailable, match="LATIN1, but only UTF8"):
        open_system(Place(tmp_path, latin_url))


@pytest.fixture
def primary() -> Iterator[Server]:
    """A primary server of its own."""
    with (
        TemporaryDirectory(prefix="pg_", dir="/tmp", ignore_cleanup_errors=True) as it,
        ExitStack() as running,
    ):
        Path(it).chmod(0o755)
        primary = Server(Path(it) / "one").make().start()
        running.callback(primary.stop)
        yield primary


def test_a_standby_is_refused(primary: Server, tmp_path: Path):
    system_in(Place(tmp_path, primary.url)).close()
    standby = primary.standby(primary.folder.parent / "two").start()
    try:
        with pytest.raises(StoreUnavailable, match="read-only standby"):
            open_system(Place(tmp_path, standby.url))
    finally:
        standby.stop()


def test_status_tells_what_lies_underneath(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(place)
    announce_berlin(system)
    system.close()
    monkeypatch.setenv("BSM_SCHEMA_PREFIX", place.schema)
    options = ["--database", place.url] if place.url else []
    arguments = ["status", "--data", str(place.folder), *options]
    result = CliRunner().invoke(app, [*arguments, "--json"])
    content = json.loads(result.stdout)

    assert content["position"] == 5
    assert {database["name"] for database in content["databases"]} == {
        "log",
        "read",
        "service",
        "vault",
    }
    for database in content["databases"]:
        assert database["size"] > 0
        assert database["schema_step"] >= 2
        assert database["version"].startswith("PostgreSQL" if place.url else "SQLite")
    assert content["alarm"] is None
    assert [head["position"] for head in content["remembered_heads"]] == [5]
    # The server of the tests is quick because it is careless.
    expected = ["fsync=off", "full_page_writes=off"] if place.url else []
    assert len(content["warnings"]) == len(expected)
    for warning, name in zip(content["warnings"], expected, strict=True):
        assert name in warning
    text = CliRunner().invoke(app, arguments)
    assert text.exit_code == 0
    assert ("fsync=off" in text.stdout) is bool(place.url)


def test_nobody_else_may_read_what_a_verb_writes(tmp_path: Path):
    """Whatever the user's umask is."""
    record, written = tmp_path / "record", tmp_path / "written"
    backup, copy = written / "backup.bsm", written / "copy"
    verbs = (
        f"backup {backup} --data {record}",
        f"copy --data {record} --to-data {copy}",
        f"restore {backup} --data {written / 'restored'}",
        f"list facts --data {record} --output {written / 'facts.csv'}",
        f"erasures export {written / 'kept.jsonl'} --data {record}",
    )
    before = os.umask(0)
    try:
        written.mkdir(0o700)
        system = system_in(record)
        announce_berlin(system)
        system.close()
        for verb in verbs:
            os.umask(0)
            done = CliRunner().invoke(app, verb.split())
            assert done.exit_code == 0, (verb, done.output)
    finally:
        os.umask(before)

    paths = list(written.rglob("*"))
    assert {"backup.bsm", "log.db", "facts.csv", "kept.jsonl"} <= {
        path.name for path in paths
    }
    assert not [path for path in paths if path.stat().st_mode & 0o077]


@pytest.mark.parametrize(
    ("folder", "file", "warning_text"),
    [
        (0o755, 0o644, "vault.key (mode 644)"),
        (0o755, 0o660, "vault.key (mode 660)"),
        (0o775, 0o600, "data (mode 775)"),
        (0o755, 0o600, None),
        (0o700, 0o644, None),
    ],
)
def test_status_warns_of_files_that_others_can_read(
    tmp_path: Path, folder: int, file: int, warning_text: str | None
):
    data = tmp_path / "data"
    system_in(data).close()
    (data / "vault.key").chmod(file)
    data.chmod(folder)

    result = CliRunner().invoke(app, ["status", "--data", str(data), "--json"])
    warnings = json.loads(result.stdout)["warnings"]

    assert len(warnings) == (warning_text is not None)
    for warning in warnings:
        assert warning_text is not None
        assert warning_text in warning
        assert warning.endswith(f"run 'chmod -R go= {data}'")
