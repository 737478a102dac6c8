"""`bsm upgrade` shows first, takes forward steps only, and touches nothing newer."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from raw_database import plain, stored_rows
from systems import announce_berlin, system_in
from typer.testing import CliRunner, Result

from bsm_projections.databases import Place, open_database
from bsm_service.application.databases import (
    PRODUCT_DATABASES,
    schema_states,
    upgrade_schemas,
)
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.cli.console import ask_confirmation
from bsm_service.foundation.refusals import StoreUnavailable

NAMES = [part.name for part in PRODUCT_DATABASES]


@pytest.fixture
def bsm(place: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A command about the place."""
    monkeypatch.setenv("BSM_DATA", str(place.folder))
    monkeypatch.setenv("BSM_SCHEMA_PREFIX", place.schema)
    if place.url is not None:
        monkeypatch.setenv("BSM_DATABASE", place.url)
    return lambda *options: CliRunner().invoke(app, ["upgrade", *options])


def as_first_released(place: Place) -> None:
    """With the tables of 0.1.0, and without the book of steps."""
    for part in PRODUCT_DATABASES:
        if part.name not in ("log", "service"):
            continue
        database, (first, *later) = (
            open_database(place, part.name),
            part.schema.migrations,
        )
        statements = " ".join(
            statement_text
            for step in later
            for statement_text in step.statements(database)
        )
        with plain(place, part.name) as connection:
            for kind, name in re.findall(r"CREATE (TABLE|INDEX) (\w+)", statements):
                connection.execute(f"DROP {kind} IF EXISTS {name}")
            connection.execute("DROP TABLE schema_steps")
            if part.name == "service":  # the others' first tables are still the same
                connection.execute("DROP TABLE accounts")
                for statement in first.statements(database):
                    connection.execute(statement)
        database.close()


@pytest.fixture
def old(place: Place) -> Place:
    system = system_in(place)
    announce_berlin(system)
    system.close()
    as_first_released(place)
    return place


def test_an_older_schema_is_refused_until_somebody_upgrades(
    old: Place, bsm: Callable[..., Result]
):
    with pytest.raises(StoreUnavailable, match="run 'bsm upgrade'"):
        open_system(old)

    output = bsm("--json")
    assert output.exit_code == 1
    result = json.loads(output.stdout)
    assert result["upgraded"] is False
    steps = {database["database"]: database["step"] for database in result["databases"]}
    assert (steps["log"], steps["service"]) == (1, 1)
    assert result["databases"][0]["missing"] == [
        step.description for step in PRODUCT_DATABASES[0].schema.migrations[1:]
    ]
    with pytest.raises(StoreUnavailable, match="run 'bsm upgrade'"):
        open_system(old)

    assert bsm("--yes").exit_code == 0
    system = open_system(old)
    assert system.now().position == 5
    system.close()
    assert bsm().exit_code == 0


def test_steps_are_written_down_with_the_version_that_took_them(old: Place):
    upgrade_schemas(old)

    steps = stored_rows(old, "SELECT number, does FROM schema_steps ORDER BY number")
    assert steps == [
        (number, step.description)
        for number, step in enumerate(PRODUCT_DATABASES[0].schema.migrations, 1)
    ]


def test_a_newer_schema_is_refused_and_nothing_is_touched(
    old: Place, bsm: Callable[..., Result]
):
    last = PRODUCT_DATABASES[-1]
    newer = len(last.schema.migrations) + 1
    with plain(old, last.name) as connection:
        connection.execute(
            f"INSERT INTO schema_steps VALUES ({newer}, 'something new', '9.0.0')"
        )

    refused = bsm("--yes", "--json")
    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "store_unavailable"
    assert "newer than this version" in json.loads(refused.stderr)["detail"]
    assert stored_rows(old, "SELECT count(*) FROM leaves") == [(5,)]
    with plain(old) as connection, pytest.raises(Exception, match="schema_steps"):
        connection.execute("SELECT * FROM schema_steps")


def test_where_nothing_is_nothing_is_made(
    bare_place: Place, bsm: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    place = bare_place
    monkeypatch.setenv("BSM_SCHEMA_PREFIX", place.schema)
    before = [*place.folder.iterdir()]
    empty = bsm("--yes")

    assert empty.exit_code == 0
    assert "There is nothing to upgrade" in empty.stdout
    assert [*place.folder.iterdir()] == before
    assert {schema.step for schema in schema_states(place)} == {0}


def test_a_missing_database_of_read_models_is_made(tmp_path: Path):
    system_in(tmp_path).close()
    (tmp_path / "read-models.db").unlink()
    schemas = upgrade_schemas(Place(tmp_path))

    assert not any(schema.missing for schema in schemas)
    assert [schema.database for schema in schemas] == NAMES


@pytest.mark.parametrize("answer", [True, False])
def test_somebody_at_a_terminal_is_asked(answer: bool, monkeypatch: pytest.MonkeyPatch):
    questions = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda it: questions.append(it) or answer)

    assert ask_confirmation("Do this?", yes=False, as_json=False) is answer
    assert ask_confirmation("Do this?", yes=True, as_json=False) is True
    assert ask_confirmation("Do this?", yes=False, as_json=True) is False
    assert questions == ["Do this?"]
