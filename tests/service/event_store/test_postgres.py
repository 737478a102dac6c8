"""What only PostgreSQL does, and what only it refuses."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import psycopg
import pytest
from raw_database import audit_log, plain, stored_rows
from service.event_store.transaction_examples import impatient
from systems import announce_berlin, at_once, confirm, nominate, system_in, until

from bsm_projections.databases import (
    Place,
    PostgresDatabase,
    open_database,
    postgres,
    postgres_connection,
)
from bsm_service.application.system import System
from bsm_service.event_store.tables import TABLES
from bsm_service.foundation.refusals import StoreBusy, StoreUnavailable
from bsm_service.proof.verification import verify

LONG = 60


@pytest.fixture
def system(postgres_place: Place) -> Iterator[System]:
    system = system_in(postgres_place)
    yield system
    system.close()


@pytest.fixture
def another(postgres_place: Place, system: System) -> Iterator[System]:
    another = system_in(postgres_place)
    yield another
    another.close()


@pytest.mark.parametrize("table", TABLES)
def test_no_table_of_the_log_is_emptied_at_once(
    system: System, postgres_place: Place, table: str
):
    with (
        plain(postgres_place) as connection,
        pytest.raises(psycopg.errors.RaiseException, match=f"{table} is append-only"),
    ):
        connection.execute(f"TRUNCATE {table}")


def test_many_servers_may_make_the_same_record_at_once(bare_postgres_place: Place):
    place = replace(bare_postgres_place, connections=2)

    systems = at_once([lambda: system_in(place, established=False)] * 4)

    assert [each for each in systems if not isinstance(each, System)] == []
    assert len({each.store.origin for each in systems}) == 1
    systems[0].establish_network()
    announce_berlin(systems[1])
    for each in systems:
        assert each.now().position == 5
        each.close()


def test_who_waited_to_write_sees_the_tables_made_meanwhile(
    bare_postgres_place: Place,
):
    place = replace(bare_postgres_place, connections=1)
    first, second = open_database(place, "log"), open_database(place, "log")
    first.create()

    def look_again() -> tuple[bool, bool]:
        with second.connection() as connection:
            before = second.has_table(connection, "thing")
        with second.writing(exclusive=True) as connection:
            return before, second.has_table(connection, "thing")

    with ThreadPoolExecutor() as pool:
        with first.writing(exclusive=True) as connection:
            seen = pool.submit(look_again)
            until(lambda: waits_for_lock(place, second._write_lock_key))
            connection.execute("CREATE TABLE thing (id int)")
        assert seen.result() == (False, True)
    first.close()
    second.close()


def waits_for_lock(place: Place, key: int) -> bool:
    with psycopg.connect(place.url) as connection:
        waiting = connection.execute(
            "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory' "
            "AND query LIKE %s",
            (f"%pg_advisory_xact_lock({key})%",),
        )
        return waiting.fetchone() is not None


# Two servers


def listening(place: Place) -> bool:
    with psycopg.connect(place.url) as connection:
        rows = connection.execute(
            "SELECT 1 FROM pg_stat_activity WHERE query = %s",
            (f"LISTEN {place.schema}_log",),
        )
        return rows.fetchone() is not None


def test_a_commit_of_one_server_wakes_the_follower_of_the_other(
    system: System, postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    # So it is woken, or it is not: by itself it would look in an hour.
    monkeypatch.setattr("bsm_service.application.follower.POLL_SECONDS", 3_600)
    another = system_in(postgres_place)
    shown, moved = Event(), []

    def hear(position: int) -> None:
        moved.append(position)
        if position == 5:
            shown.set()

    another.follower.on_advance(hear)
    another.follower.start()
    until(lambda: listening(postgres_place))
    announce_berlin(system)

    assert shown.wait(LONG)
    assert moved == sorted(moved)
    another.close()


def test_a_listener_that_lost_its_connection_listens_again(
    system: System, postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_connection, "_RETRY_AFTER", 0)
    rung = Event()
    stop = system.store.database.listen(rung.set)
    until(lambda: listening(postgres_place))
    with psycopg.connect(postgres_place.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE query = %s",
            (f"LISTEN {postgres_place.schema}_log",),
        )
    until(lambda: listening(postgres_place))
    announce_berlin(system)

    assert rung.wait(LONG)
    stop()


def test_two_servers_see_every_fact_and_one_another_s_read_models(
    system: System, another: System, postgres_place: Place
):
    meeting = announce_berlin(system, quotas={"AT": 40, "IT": 40})
    for each in (system, another):
        each.follower.start()

    def work(each: System, code: str) -> None:
        for _ in range(10):
            confirm(each, nominate(each, meeting, code))

    results = at_once(
        [
            lambda each=each, code=code: work(each, code)
            for each in (system, another)
            for code in ("AT", "IT")
        ]
    )

    assert results == [None] * 4
    facts = audit_log(postgres_place)
    assert facts == 5 + 4 * 10 * 3
    for each in (system, another):
        assert each.now().position == each.store.position() == facts
        assert [entry.position for entry in each.store.page(0, 1_000)] == [
            *range(1, facts + 1)
        ]
        assert each.engine.parked() == []
        assert verify(each.place).ok


# What it refuses


def test_commands_wait_for_a_held_turn_and_reads_go_on(system: System, another: System):
    impatient(system.store.database)
    with another.store.database.writing(exclusive=True):
        with pytest.raises(StoreBusy, match="another process is writing to the record"):
            announce_berlin(system)
        assert system.store.position() == system.now().position == 1

    announce_berlin(system)
    assert system.store.position() == 5


def test_whoever_thinks_for_long_in_a_transaction_shows_that_they_are_alive(
    system: System, another: System
):
    database = system.store.database
    assert isinstance(database, PostgresDatabase)

    def asked(pid: int) -> str:
        sql = "SELECT query FROM pg_stat_activity WHERE pid = ?"
        with another.store.database.connection() as connection:
            return str(connection.execute(sql, (pid,)).fetchone()[0])

    with database.writing(exclusive=True) as connection:
        [pid] = connection.execute("SELECT pg_backend_pid()").fetchone()
        with connection.copy_lock:  # type: ignore[attr-defined]
            for _ in range(2):
                database._heartbeat.beat()
        assert "pg_backend_pid" in asked(pid)
        for _ in range(2):
            database._heartbeat.beat()
        assert asked(pid) == ""
        assert connection.execute("SELECT 1").fetchone()[0] == 1

    assert connection not in database._heartbeat._open


def with_user(place: Place, user: str) -> Place:
    assert place.url is not None
    return replace(place, url=place.url.replace("//postgres:@", f"//{user}@", 1))


@pytest.fixture
def guest(postgres_place: Place) -> Iterator[Place]:
    """The same server, for a role without any right."""
    with plain(postgres_place) as connection:
        connection.execute(f"CREATE ROLE {postgres_place.schema} LOGIN")
    yield with_user(postgres_place, postgres_place.schema)
    with plain(postgres_place) as connection:
        connection.execute(f"DROP OWNED BY {postgres_place.schema} CASCADE")
        connection.execute(f"DROP ROLE {postgres_place.schema}")


def test_a_role_that_may_not_make_a_schema_is_told(guest: Place):
    nowhere = replace(guest, schema=f"{guest.schema}_2")

    with pytest.raises(StoreUnavailable, match="role lacks a required right"):
        system_in(nowhere)


def test_a_role_that_may_only_read_reads(
    system: System, postgres_place: Place, guest: Place
):
    system.engine.catch_up()
    with plain(postgres_place) as connection:
        for name in ("log", "read", "service", "vault"):
            schema = f"{postgres_place.schema}_{name}"
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {guest.schema}")
            connection.execute(
                f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {guest.schema}"
            )
    reader = system_in(guest, established=False)

    assert reader.store.position() == reader.now().position == 1
    with pytest.raises(StoreUnavailable, match="role lacks a required right"):
        announce_berlin(reader)
    reader.close()
    assert stored_rows(postgres_place, "SELECT count(*) FROM leaves") == [(1,)]


def test_a_role_that_is_not_known_is_told(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres, "_TIMEOUT", 1)
    with pytest.raises(StoreUnavailable, match="the server does not"):
        system_in(with_user(postgres_place, "nobody_here"))


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1/bsm", "/bsm?host=/nowhere", "host.invalid:5432/bsm"]
)
def test_a_server_that_is_not_there_is_told_without_url_or_password(
    postgres_place: Place,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    address: str,
):
    monkeypatch.setattr(postgres, "_TIMEOUT", 1)
    url = f"postgresql://clerk:correct-horse@{address}"
    place = replace(postgres_place, url=url)

    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(StoreUnavailable, match="the server does not respond") as refused,
    ):
        system_in(place)

    assert "correct-horse" not in repr(place)
    for told in (str(refused.value), caplog.text):
        assert "correct-horse" not in told
        assert url not in told


@pytest.mark.parametrize(
    "name", ["", "Bsm_log", "bsm-log", "1_log", 'a"; DROP SCHEMA x', "a" * 62, "ä_log"]
)
def test_what_is_no_name_for_a_schema_is_refused(postgres_url: str, name: str):
    with pytest.raises(ValueError, match="is not a valid schema name"):
        PostgresDatabase(postgres_url, name)


def test_a_server_that_comes_back_is_used_again(system: System, postgres_place: Place):
    announce_berlin(system)
    with psycopg.connect(postgres_place.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE application_name LIKE %s",
            (f"{postgres_place.schema}%",),
        )

    # Connections that are gone are noticed before they are used.
    assert system.now().position == 5
    announce_berlin(system)
    assert audit_log(postgres_place) == 9
