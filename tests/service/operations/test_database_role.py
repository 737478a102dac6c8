"""On PostgreSQL servers act in a role that may append to the log and no more."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from raw_database import plain
from systems import AUSTRIA, announce_berlin, confirm, do, nominate, system_in
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.assembly.command_line import app
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.operations.backup import create_backup
from bsm_service.operations.database_role import LOG_SETTINGS
from bsm_service.people.commands import EnterParticipant, ErasePersonalData
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.proof.verification import verify
from bsm_service.vault.personal_details import PersonalDetails

LOG_TABLES = ("log_header", "stored_events", "leaves", "frontiers", "command_answers")


@pytest.fixture
def role(postgres_url: str) -> Iterator[str]:
    name = f"app_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN")
        yield name
        connection.execute(f"DROP OWNED BY {name} CASCADE")
        connection.execute(f"DROP ROLE {name}")


def grant(place: Place, role: str, *options: str) -> Result:
    command = ["upgrade", "--database", place.url, "--data", place.folder]
    return CliRunner(env={"BSM_SCHEMA_PREFIX": place.schema}).invoke(
        app, [*map(str, command), "--application-role", role, *options]
    )


def as_role(place: Place, role: str) -> Place:
    assert place.url is not None
    info = psycopg.conninfo.conninfo_to_dict(place.url)
    url = f"postgresql:///{info['dbname']}?host={info['host']}&user={role}"
    return dataclasses.replace(place, url=url)


@pytest.fixture
def granted(bare_postgres_place: Place, role: str) -> Place:
    """An empty place, made ready by the owner for the role."""
    result = grant(bare_postgres_place, role, "--yes")
    assert result.exit_code == 0, result.output
    return as_role(bare_postgres_place, role)


def test_a_server_works_in_the_role_from_the_first_fact_on(
    granted: Place, tmp_path: Path
):
    system = system_in(granted)
    try:
        confirm(system, nominate(system, announce_berlin(system), by=AUSTRIA))
        session = system.identity.start_session(
            "office", Role.SECRETARIAT, None, SignInMethod.TOKEN
        )
        system.identity.sessions.end(session)
        assert system.now().position == 8
        system.engine.rebuild()
        assert system.engine.catch_up() == 8
        assert verify(system.place).ok
        header = create_backup(granted, tmp_path / "file", utc_now(), lambda _: None)
        assert header.position == 8
    finally:
        system.close()


def test_the_role_drops_read_models_that_others_made(
    postgres_place: Place, role: str, monkeypatch: pytest.MonkeyPatch
):
    system_of_role = system_in(postgres_place)
    announce_berlin(system_of_role)
    system_of_role.engine.catch_up()
    system_of_role.close()
    assert grant(postgres_place, role, "--yes").exit_code == 0

    system = open_system(as_role(postgres_place, role))
    monkeypatch.setattr(type(system.engine.database), "seconds_until_drop", 0)
    try:
        system.engine.rebuild()
        system.engine.catch_up()
        generations = {progress.generation for progress in system.engine.progress()}
        assert generations == {2}
    finally:
        system.close()


def test_what_fails_in_the_role_is_logged_without_its_values(granted: Place):
    with plain(granted) as connection:
        for setting, value in LOG_SETTINGS.items():
            assert connection.execute(f"SHOW {setting}").fetchone() == (value,)


def refused(place: Place, statement: str, why: type[psycopg.Error]) -> str:
    """Asked on a connection of its own, which a refusal leaves of no use."""
    with plain(place) as connection, pytest.raises(why) as error:
        connection.execute(statement)
    return str(error.value)


def columns(place: Place) -> dict[str, str]:
    """A column of each table of the log."""
    with plain(place) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} LIMIT 0")
            .description[0]
            .name
            for table in LOG_TABLES
        }


def test_the_role_cannot_change_the_log(granted: Place):
    for table, column in columns(granted).items():
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        ):
            refused(granted, statement, psycopg.errors.InsufficientPrivilege)


def test_the_role_cannot_undo_what_guards_the_log(granted: Place):
    for statement in (
        "CREATE TABLE mine (id INT)",
        "INSERT INTO schema_steps VALUES (99, 'mine', 'me')",
        "DROP FUNCTION append_only CASCADE",
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger "
        "LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ):
        refused(granted, statement, psycopg.errors.InsufficientPrivilege)


def test_the_owner_is_stopped_by_a_trigger(postgres_place: Place):
    system = system_in(postgres_place)
    announce_berlin(system)
    system.close()
    for table, column in columns(postgres_place).items():
        for statement in (
            f"UPDATE {table} SET {column} = {column}",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
        ):
            message = refused(postgres_place, statement, psycopg.errors.RaiseException)
            assert "append-only" in message, statement


def test_rights_that_were_too_many_are_taken_back(postgres_place: Place, role: str):
    system_in(postgres_place).close()
    with plain(postgres_place) as connection:
        connection.execute(f"GRANT ALL ON leaves TO {role}")
    assert grant(postgres_place, role, "--yes").exit_code == 0

    with (
        plain(as_role(postgres_place, role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM leaves")


def test_without_a_grant_nothing_is_opened_or_made(
    postgres_place: Place, bare_postgres_place: Place, role: str
):
    for place in (postgres_place, bare_postgres_place):
        with pytest.raises(StoreUnavailable, match="lacks a required right"):
            open_system(as_role(place, role))


def test_a_role_is_granted_nothing_before_somebody_said_so(
    postgres_place: Place, role: str
):
    result = grant(postgres_place, role)

    assert result.exit_code == 1
    with pytest.raises(StoreUnavailable):
        open_system(as_role(postgres_place, role))


def test_roles_that_could_not_be_held_are_refused(postgres_place: Place, role: str):
    for unfit in ("postgres", "nobody_of_that_name", 'x"; DROP ROLE x'):
        refused = grant(postgres_place, unfit, "--yes")
        assert refused.exit_code == 2, refused.output
        assert "invalid_usage" in refused.stderr
    system_in(postgres_place).close()
    with plain(postgres_place) as connection:
        connection.execute(f"ALTER TABLE leaves OWNER TO {role}")
    refused = grant(postgres_place, role, "--yes")
    assert refused.exit_code == 2
    assert "owns tables of the record" in refused.stderr


def test_files_have_no_roles(tmp_path: Path):
    refused = CliRunner().invoke(
        app, ["upgrade", "--data", str(tmp_path), "--application-role", "app"]
    )

    assert refused.exit_code == 2
    assert "files have no roles" in refused.stderr


def erased_in(place: Place) -> Receipt:
    """Somebody is entered and erased by a server in the role."""
    system = system_in(place)
    try:
        person, id = PersonalDetails(name="Somebody Invented"), uuid4()
        do(
            system,
            EnterParticipant(participant_id=id, delegation="AT", person=person),
        )
        do(system, ErasePersonalData(participant_id=id, reason="asked for it"))
        [receipt] = system.part(ErasureService).receipts_of(id)
    finally:
        system.close()
    return receipt


def test_the_role_writes_tables_anew_after_an_erasure(granted: Place):
    receipt = erased_in(granted)
    assert (receipt.left, receipt.found, receipt.finished) == ((), (), True)


def test_a_role_that_may_not_says_what_is_left(
    granted: Place, bare_postgres_place: Place
):
    for schema in ("service", "vault"):
        with plain(bare_postgres_place, schema) as connection:
            connection.execute(
                "REVOKE MAINTAIN ON ALL TABLES IN SCHEMA "
                f"{granted.schema}_{schema} FROM PUBLIC, {user_of(granted)}"
            )
    receipt = erased_in(granted)
    assert "this role is not allowed to vacuum" in " ".join(receipt.left)
    assert not receipt.finished


def user_of(place: Place) -> str:
    assert place.url is not None
    return place.url.rpartition("user=")[2]
