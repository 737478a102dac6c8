"""Whatever is changed behind the product's back, `verify` names it."""

import sqlite3
from pathlib import Path

import pytest
from service.http_examples import announce, served

from bsm_domain.roles import Role
from bsm_service.bootstrap import open_system, read_models
from bsm_service.verification import Verdict, verify

FACTS = "facts and leaves match one to one"
TREE = "leaves and tree"
READABLE = "facts can be read"
SHOWN = "read models equal a rebuild"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with served(tmp_path) as here:
        announce(here.as_(Role.SECRETARIAT))
    return tmp_path


def verdict(folder: Path) -> Verdict:
    system = open_system(folder)
    try:
        return verify(system.store, system.engine, read_models())
    finally:
        system.close()


def failing(folder: Path) -> set[str]:
    return {check.name for check in verdict(folder).checks if not check.ok}


def tamper(folder: Path, database: str, *statements: str) -> None:
    """Somebody with the file in their hands, who also drops our guards."""
    connection = sqlite3.connect(folder / database)
    guards = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for (guard,) in guards:
        connection.execute(f"DROP TRIGGER {guard}")
    for statement in statements:
        assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_an_untouched_record_is_whole(folder: Path):
    found = verdict(folder)

    assert found.ok
    assert [check.name for check in found.checks] == [FACTS, TREE, READABLE, SHOWN]


def test_a_changed_fact_is_named(folder: Path):
    tamper(
        folder,
        "log.db",
        "UPDATE stored_events SET state = replace(state, 'Berlin', 'Boston')",
    )

    assert TREE in failing(folder)
    [tree] = [check for check in verdict(folder).checks if check.name == TREE]
    assert tree.detail == "position 2: the stored bytes are not those sealed"


def test_a_removed_fact_is_noticed(folder: Path):
    tamper(
        folder,
        "log.db",
        "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
    )

    assert FACTS in failing(folder)


def test_a_fact_removed_with_its_leaf_is_noticed(folder: Path):
    tamper(
        folder,
        "log.db",
        "DELETE FROM leaves WHERE position = 5",
        "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
    )

    assert TREE in failing(folder)


def test_a_fact_slipped_in_is_noticed(folder: Path):
    tamper(
        folder,
        "log.db",
        "INSERT INTO stored_events SELECT originator_id, 99, topic, state "
        "FROM stored_events LIMIT 1",
    )

    assert FACTS in failing(folder)


def test_an_unknown_fact_is_an_alarm(folder: Path):
    tamper(
        folder,
        "log.db",
        "UPDATE stored_events SET topic = 'bsm.meeting.moved.v1' "
        "WHERE topic = 'bsm.meeting.announced.v1'",
    )

    assert {TREE, READABLE} <= failing(folder)


def test_a_doctored_screen_is_noticed(folder: Path):
    tamper(folder, "read-models.db", "UPDATE meetings__1 SET city = 'Boston'")

    assert failing(folder) == {SHOWN}
