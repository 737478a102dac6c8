"""Several engines at work on one database."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from projections.engine.example_read_models import (
    A,
    B,
    InMemoryLog,
    Names,
    Others,
    confirmed,
    names,
    nominated,
)
from systems import at_once, shown_rows

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Database, Place, open_database
from bsm_projections.engine.engine import Engine


def test_engines_that_race_make_the_rows_of_one(
    new_place: Callable[[Path], Place], tmp_path: Path
):
    facts = [
        fact
        for number in range(1, 60)
        for fact in (
            nominated(UUID(int=number)),
            confirmed(UUID(int=number)),
            confirmed(UUID(int=1_000 + number)),
        )
    ]
    raced, other = (new_place(tmp_path / name) for name in ("raced", "alone"))
    # Each engine has its own connections, as another process would have.
    stores = [open_database(place, "read") for place in (raced, raced, raced, other)]
    racing = [
        Engine(InMemoryLog(*facts), store, [Names(), Others()], page_size=size)
        for size, store in zip((1, 3, 7), stores, strict=False)
    ]
    alone = Engine(InMemoryLog(*facts), stores[3], [Names(), Others()])
    alone.catch_up()

    assert at_once([engine.catch_up for engine in racing]) == [len(facts)] * 3

    assert shown_rows(racing[0]) == shown_rows(alone)
    assert racing[0].parked() == alone.parked()
    for store in stores:
        store.close()


class PausingLog(InMemoryLog):
    """Hands out a page, and lets the test do something before it is folded."""

    def __init__(self, *facts: DomainEvent) -> None:
        super().__init__(*facts)
        self.meanwhile = lambda: None

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        entries = super().page(after, limit)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return entries


def test_who_loses_the_race_changes_nothing(store: Database):
    log = PausingLog(nominated(A), confirmed(A), confirmed(B))
    slow = Engine(log, store, [Names()])
    quick = Engine(InMemoryLog(*(entry.fact for entry in log.facts)), store, [Names()])
    log.meanwhile = quick.catch_up

    assert slow.catch_up() == 3

    assert names(slow)[A] == "AT, v1, confirmed"
    assert len(slow.parked()) == 1


def test_a_generation_that_was_dropped_meanwhile_is_left_alone(store: Database):
    log = PausingLog(nominated(A))
    other_log = InMemoryLog(nominated(A))
    slow, quick = (Engine(source, store, [Names()]) for source in (log, other_log))
    quick.catch_up()
    for source in (log, other_log):
        source.append(nominated(B))

    def rebuild() -> None:
        quick.rebuild()
        quick.catch_up()

    log.meanwhile = rebuild
    slow.catch_up()

    assert names(slow) == {A: "AT, v1", B: "AT, v1"}
    assert slow.parked() == []
