"""Whatever is changed behind the product's back, `verify` names it."""

import pytest
from raw_log import tamper
from service.http_examples import announce, served

from bsm_domain.roles import Role
from bsm_projections.databases import Place
from bsm_service.bootstrap import open_system
from bsm_service.opening import read_models
from bsm_service.verification import Verdict, verify

FACTS = "facts and leaves match one to one"
TREE = "leaves and tree"
READABLE = "facts can be read"
SHOWN = "read models equal a rebuild"


@pytest.fixture
def record(place: Place) -> Place:
    with served(place) as here:
        announce(here.as_(Role.SECRETARIAT))
    return place


def verdict(record: Place) -> Verdict:
    system = open_system(record)
    try:
        return verify(system.store, system.engine, read_models())
    finally:
        system.close()


# Bytes as text and back: SQLite needs no word for it.
_BYTES = ("convert_from(state, 'UTF8')", "convert_to({}, 'UTF8')")


def failing(record: Place) -> set[str]:
    return {check.name for check in verdict(record).checks if not check.ok}


def test_an_untouched_record_is_whole(record: Place):
    found = verdict(record)

    assert found.ok
    assert [check.name for check in found.checks] == [FACTS, TREE, READABLE, SHOWN]


def test_a_changed_fact_is_named(record: Place):
    read, written = ("state", "{}") if record.url is None else _BYTES
    tamper(
        record,
        "UPDATE stored_events SET state = "
        + written.format(f"replace({read}, 'Berlin', 'Boston')"),
    )

    assert TREE in failing(record)
    [tree] = [check for check in verdict(record).checks if check.name == TREE]
    assert tree.detail == "position 2: the stored bytes are not those sealed"


def test_a_removed_fact_is_noticed(record: Place):
    tamper(
        record,
        "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
    )

    assert FACTS in failing(record)


def test_a_fact_removed_with_its_leaf_is_noticed(record: Place):
    tamper(
        record,
        "DELETE FROM leaves WHERE position = 5",
        "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
    )

    assert TREE in failing(record)


def test_a_fact_slipped_in_is_noticed(record: Place):
    tamper(
        record,
        "INSERT INTO stored_events SELECT originator_id, 99, topic, state "
        "FROM stored_events LIMIT 1",
    )

    assert FACTS in failing(record)


def test_an_unknown_fact_is_an_alarm(record: Place):
    tamper(
        record,
        "UPDATE stored_events SET topic = 'bsm.meeting.moved.v1' "
        "WHERE topic = 'bsm.meeting.announced.v1'",
    )

    assert {TREE, READABLE} <= failing(record)


def test_a_doctored_screen_is_noticed(record: Place):
    tamper(record, "UPDATE meetings__1 SET city = 'Boston'", database="read")

    assert failing(record) == {SHOWN}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "UPDATE frontiers SET hashes = (SELECT hashes FROM frontiers "
            "ORDER BY size LIMIT 1) WHERE size = 5",
            "the tree's frontier at 5 is not the one stored",
        ),
        ("DELETE FROM frontiers WHERE size = 5", "no frontier is stored"),
        (
            "INSERT INTO frontiers SELECT 99, hashes FROM frontiers WHERE size = 5",
            "a frontier of size 99, which the log never had",
        ),
        (
            "UPDATE leaves SET recorded_at = 0 WHERE position = 3",
            "position 3 was recorded before its predecessor",
        ),
    ],
)
def test_a_tree_that_was_changed_is_named(record: Place, change: str, told: str):
    tamper(record, change)

    [tree] = [check for check in verdict(record).checks if check.name == TREE]
    assert not tree.ok
    assert told in tree.detail


def test_facts_that_changed_places_are_named(record: Place):
    tamper(
        record,
        "UPDATE leaves SET position = 90 WHERE position = 2",
        "UPDATE leaves SET position = 2 WHERE position = 3",
        "UPDATE leaves SET position = 3 WHERE position = 90",
    )

    [tree] = [check for check in verdict(record).checks if check.name == TREE]
    assert "skips to 2" in tree.detail
