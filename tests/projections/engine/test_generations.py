"""Generations of read models: built beside one another, replaced as a whole."""

from uuid import UUID

import pytest
from projections.engine.example_read_models import (
    A,
    B,
    InMemoryLog,
    Names,
    Others,
    confirmed,
    generations,
    names,
    nominated,
    tables,
)
from systems import shown_rows

from bsm_projections.databases import Database, SqliteDatabase
from bsm_projections.engine.engine import Engine


def nobody_reads(store: Database) -> None:
    """Tables that are left behind need not wait for readers."""
    store.seconds_until_drop = 0


def test_a_rebuild_is_built_beside_the_old_and_takes_over(store: Database):
    log = InMemoryLog(*(nominated(UUID(int=number)) for number in range(1, 6)))
    nobody_reads(store)
    engine = Engine(log, store, [Names()], page_size=2)
    engine.catch_up()
    before = shown_rows(engine)
    engine.rebuild()

    assert generations(engine) == [(1, 5, True), (2, 0, False)]
    seen: list[int] = []
    for _ in range(2):
        engine._step(engine._page_size)
        seen.append(engine.position())
        assert shown_rows(engine) == before
    engine.catch_up()

    assert seen == [5, 5]
    assert generations(engine) == [(2, 5, True)]
    assert shown_rows(engine) == before
    assert tables(store) == {"names__2"}


def test_facts_that_come_during_a_rebuild_reach_both_generations(store: Database):
    log = InMemoryLog(nominated(A), nominated(B))
    engine = Engine(log, store, [Names()], page_size=1)
    engine.catch_up()
    engine.rebuild()
    engine._step(engine._page_size)
    log.append(confirmed(A))

    positions = [engine.position()]
    while engine._step(engine._page_size):
        positions.append(engine.position())

    assert positions == sorted(positions)
    assert generations(engine) == [(2, 3, True)]
    assert names(engine)[A] == "AT, v1, confirmed"


def test_one_model_can_be_rebuilt_alone(store: Database):
    engine = Engine(InMemoryLog(nominated(A)), store, [Names(), Others()])
    engine.catch_up()
    engine.rebuild("names")
    engine.catch_up()

    assert [(model.name, model.generation) for model in engine.progress()] == [
        ("names", 2),
        ("others", 1),
    ]


def test_a_rebuild_that_is_asked_for_twice_ends_with_one_generation(store: Database):
    nobody_reads(store)
    engine = Engine(InMemoryLog(nominated(A)), store, [Names()])
    engine.catch_up()
    engine.rebuild()
    engine.rebuild()
    engine.catch_up()

    assert generations(engine) == [(3, 1, True)]
    assert tables(store) == {"names__3"}


def test_a_new_version_is_built_of_its_own_and_the_old_is_dropped(store: Database):
    log = InMemoryLog(nominated(A), nominated(B))
    nobody_reads(store)
    old = Engine(log, store, [Names()])
    old.catch_up()
    new = Engine(log, store, [Names(2)], page_size=1)

    assert names(old) == {A: "AT, v1", B: "AT, v1"}
    new._step(new._page_size)
    assert (old.position(), new.position()) == (2, 1)
    assert tables(store) == {"names__1", "names__2"}

    assert new.catch_up() == 2
    assert names(new) == {A: "AT, v2", B: "AT, v2"}
    assert tables(store) == {"names__2"}


def test_a_view_keeps_its_generation_while_another_takes_over(store: Database):
    engine = Engine(InMemoryLog(nominated(A)), store, [Names()])
    engine.catch_up()
    with engine.snapshot() as snapshot:
        before = snapshot.count("SELECT count(*) FROM {names}")
        engine.rebuild()
        engine.catch_up()

        assert snapshot.count("SELECT count(*) FROM {names}") == before == 1
    assert names(engine) == {A: "AT, v1"}


def test_tables_that_are_left_behind_outlive_their_readers(
    store: Database, monkeypatch: pytest.MonkeyPatch
):
    """PostgreSQL does not keep for a reader's snapshot what somebody drops."""
    store.seconds_until_drop = 60
    time = [0]
    monkeypatch.setattr("bsm_projections.engine.generations.monotonic", lambda: time[0])
    engine = Engine(InMemoryLog(nominated(A)), store, [Names()])
    engine.catch_up()
    engine.rebuild()
    seen = []
    for time[0] in (0, 59, 60):
        engine.catch_up()
        seen.append(tables(store))

    assert seen == [{"names__1", "names__2"}] * 2 + [{"names__2"}]
    assert generations(engine) == [(2, 1, True)]


def test_a_database_says_how_long_its_readers_need_what_is_left_behind(store: Database):
    at_once = isinstance(store, SqliteDatabase)

    assert store.seconds_until_drop == (0 if at_once else 60)
