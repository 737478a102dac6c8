from dataclasses import dataclass
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from examples import EVERY_FACT
from projections.engine.example_read_models import (
    A,
    B,
    C,
    InMemoryLog,
    Names,
    Others,
    confirmed,
    names,
    nominated,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import UndecodableFact
from bsm_projections.databases import Database
from bsm_projections.engine.engine import Engine, ParkedFact
from bsm_projections.engine.temporal_tables import RowBatch, Table

# Catching up


def test_read_models_catch_up_with_a_log_that_grows(store: Database):
    log = InMemoryLog(nominated(A))
    engine = Engine(log, store, [Names()])

    assert engine.position() == 0
    assert engine.catch_up() == 1
    log.append(confirmed(A), nominated(B, "IT"))
    assert engine.catch_up() == 3
    assert engine.catch_up() == 3
    assert names(engine)[A] == "AT, v1, confirmed"
    assert names(engine)[B] == "IT, v1"


def test_a_position_passes_over_facts_that_a_model_does_not_use(store: Database):
    engine = Engine(InMemoryLog(*EVERY_FACT[:5]), store, [Names()], page_size=2)

    assert engine.catch_up() == 5
    assert names(engine) == {}


def test_whoever_waits_for_a_position_is_told_when_it_shows(store: Database):
    log = InMemoryLog(nominated(A))
    engine = Engine(log, store, [Names()])
    shown: list[bool] = []
    waiter = Thread(target=lambda: shown.append(engine.wait_for(1, 60)))
    waiter.start()
    engine.catch_up()
    waiter.join()

    assert shown == [True]
    assert engine.wait_for(1, 0)
    assert not engine.wait_for(2, 0)


def test_progress_is_told_page_by_page(store: Database):
    engine = Engine(
        InMemoryLog(*(nominated(UUID(int=n)) for n in range(5))),
        store,
        [Names()],
        page_size=2,
    )
    heard: list[int] = []

    engine.catch_up(heard.append)

    assert heard == [2, 4, 5]


# Facts that cannot be digested


def test_a_fact_that_cannot_be_digested_is_parked_and_its_page_is_kept(
    store: Database,
):
    log = InMemoryLog(nominated(A), confirmed(B), confirmed(A))
    engine = Engine(log, store, [Names(), Others()])

    assert engine.catch_up() == 3
    assert engine.parked() == [
        ParkedFact(
            "names",
            2,
            "bsm.registration.confirmed.v1",
            f"LookupError: names has no row ('{B}',)",
        )
    ]
    assert names(engine) == {A: "AT, v1, confirmed", C: "half done"}
    assert [(model.name, model.parked) for model in engine.progress()] == [
        ("names", 1),
        ("others", 0),
    ]


def test_what_a_bad_fact_did_before_it_failed_is_taken_back(store: Database):
    engine = Engine(InMemoryLog(nominated(A), confirmed(B)), store, [Names()])
    engine.catch_up()

    assert names(engine) == {A: "AT, v1"}


@pytest.mark.parametrize("page_size", [1, 500])
def test_a_stored_name_that_nobody_knows_is_parked(store: Database, page_size: int):
    unknown = UndecodableFact("bsm.meeting.moved_to_the_moon.v1", "nobody knows it")
    log = InMemoryLog(nominated(A), unknown, confirmed(A))
    engine = Engine(log, store, [Names(), Others()], page_size=page_size)

    assert engine.catch_up() == 3
    assert engine.parked() == [
        ParkedFact(model, 2, unknown.stored_name, "nobody knows it")
        for model in ("names", "others")
    ]
    assert names(engine)[A] == "AT, v1, confirmed"


@dataclass(frozen=True, slots=True)
class NumberRow:
    id: str
    number: int
    name: str


class Numbers(Names):
    """Each delegation as a number, or as nothing, and by its name."""

    name = "numbers"
    tables = (Table("numbers", NumberRow, ("id",)),)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        code = getattr(fact, "delegation", "1")
        number: Any = int(code) if code.isdecimal() else 0 if code != "none" else None
        batch.put(self.tables[0], NumberRow(str(fact.originator_id), number, code))


@pytest.mark.parametrize("others", [1, 30], ids=["a few rows", "many rows"])
@pytest.mark.parametrize(
    "unstorable",
    [str(2**70), "none", "\ud800"],
    ids=["a long number", "nothing where something must be", "no character"],
)
def test_a_fact_whose_rows_cannot_be_stored_is_parked_and_its_page_is_kept(
    store: Database, unstorable: str, others: int
):
    bad = UUID(int=1_000)
    good = [UUID(int=number) for number in range(others)]
    log = InMemoryLog(
        *map(nominated, good), nominated(bad, unstorable), confirmed(good[0])
    )
    engine = Engine(log, store, [Numbers(), Others()])

    assert engine.catch_up() == others + 2
    assert [
        (parked.projection, parked.position, parked.stored_name)
        for parked in engine.parked()
    ] == [("numbers", others + 1, "bsm.registration.nominated.v2")]
    assert engine.parked()[0].error.count("\n") == 0
    with engine.snapshot() as snapshot:
        rows = snapshot.rows("SELECT * FROM {numbers} ORDER BY from_position")
        assert [row["id"] for row in rows] == [*map(str, good), str(good[0])]


class BrokenDisk(Names):
    """As when the database itself fails while a fact is folded."""

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        page._connection.execute("SELECT * FROM nowhere")


def test_trouble_of_the_database_is_not_blamed_on_a_fact(store: Database):
    engine = Engine(InMemoryLog(nominated(A)), store, [BrokenDisk()])

    with pytest.raises(Exception, match="nowhere"):
        engine.catch_up()

    assert (engine.parked(), engine.position()) == ([], 0)
