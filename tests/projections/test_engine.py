from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from examples import EVERY_FACT, header
from hypothesis import given, settings
from hypothesis import strategies as st
from systems import (
    agree_and_accept,
    announce_berlin,
    at_once,
    confirm,
    do,
    nominate,
    propose,
    set_objective,
    shown_rows,
    system_in,
)

from bsm_domain.errors import DomainError
from bsm_domain.foundation import DomainEvent
from bsm_domain.recorded import Recorded, Undecodable
from bsm_domain.registration import (
    DelegateFunction,
    RegistrationConfirmed,
    RegistrationNominated,
)
from bsm_projections.engine import Engine, Parked
from bsm_projections.read_store import Page, ReadStore, Table
from bsm_service import commands as ask
from bsm_service.bootstrap import System, read_models

A, B, C = (UUID(int=number) for number in (1, 2, 3))


class Told:
    """A log in memory, which may grow."""

    def __init__(self, *facts: DomainEvent | Undecodable) -> None:
        self.facts: list[Recorded] = []
        self.tell(*facts)

    def tell(self, *facts: DomainEvent | Undecodable) -> None:
        for fact in facts:
            self.facts.append(Recorded(len(self.facts) + 1, fact))

    def page(self, after: int, limit: int) -> list[Recorded]:
        return self.facts[after : after + limit]


def nominated(id: UUID, delegation: str = "AT") -> RegistrationNominated:
    return RegistrationNominated(
        **header(1, id),
        meeting_id=C,
        delegation=delegation,
        function=DelegateFunction.MEMBER,
    )


def confirmed(id: UUID) -> RegistrationConfirmed:
    return RegistrationConfirmed(**header(2, id))


@dataclass(frozen=True, slots=True)
class NameRow:
    id: str
    name: str


NAMES = Table("names", NameRow, ("id",))


class Names:
    """Who is registered; chokes on a confirmation of somebody unknown."""

    name = "names"
    tables = (NAMES,)

    def __init__(self, version: int = 1, *, stops: bool = False) -> None:
        self.version = version
        self.stops_at_bad_fact = stops

    def fold(self, fact: DomainEvent, page: Page) -> None:
        id = str(fact.originator_id)
        if isinstance(fact, RegistrationNominated):
            page.put(NAMES, NameRow(id, f"{fact.delegation}, v{self.version}"))
        elif isinstance(fact, RegistrationConfirmed):
            page.put(NAMES, NameRow(str(C), "half done"))
            known = page.must_get(NAMES, id)
            page.put(NAMES, NameRow(id, known.name + ", confirmed"))


class Others(Names):
    """Another read model beside it, which digests everything."""

    name = "others"
    tables = (Table("others", NameRow, ("id",)),)

    def fold(self, fact: DomainEvent, page: Page) -> None:
        page.put(self.tables[0], NameRow(str(fact.originator_id), fact.TOPIC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReadStore]:
    store = ReadStore(tmp_path / "read-models.db")
    yield store
    store.close()


def names(engine: Engine) -> dict[UUID, str]:
    with engine.view() as view:
        rows = view.rows("SELECT * FROM {names} WHERE to_position > 1000000")
    return {UUID(row["id"]): row["name"] for row in rows}


def generations(engine: Engine) -> list[tuple[int, int, bool]]:
    return [(one.generation, one.position, one.active) for one in engine.progress()]


def tables(store: ReadStore) -> set[str]:
    with store.connection() as connection:
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB '*__*'"
        ).fetchall()
    return {row["name"] for row in found}


# Catching up


def test_read_models_catch_up_with_a_log_that_grows(store: ReadStore):
    log = Told(nominated(A))
    engine = Engine(log, store, [Names()])

    assert engine.position() == 0
    assert engine.catch_up() == 1
    log.tell(confirmed(A), nominated(B, "IT"))
    assert engine.catch_up() == 3
    assert engine.catch_up() == 3
    assert names(engine)[A] == "AT, v1, confirmed"
    assert names(engine)[B] == "IT, v1"


def test_a_position_passes_over_facts_that_a_model_does_not_use(store: ReadStore):
    engine = Engine(Told(*EVERY_FACT[:5]), store, [Names()], page_size=2)

    assert engine.catch_up() == 5
    assert names(engine) == {}


def test_whoever_waits_for_a_position_is_told_when_it_shows(store: ReadStore):
    log = Told(nominated(A))
    engine = Engine(log, store, [Names()])
    shown: list[bool] = []
    waiter = Thread(target=lambda: shown.append(engine.wait_for(1, 60)))
    waiter.start()
    engine.catch_up()
    waiter.join()

    assert shown == [True]
    assert engine.wait_for(1, 0)
    assert not engine.wait_for(2, 0)


def test_progress_is_told_page_by_page(store: ReadStore):
    engine = Engine(
        Told(*(nominated(UUID(int=n)) for n in range(5))), store, [Names()], page_size=2
    )
    heard: list[int] = []

    engine.catch_up(heard.append)

    assert heard == [2, 4, 5]


# Facts that cannot be digested


def test_a_fact_that_cannot_be_digested_is_parked_and_its_page_is_kept(
    store: ReadStore,
):
    log = Told(nominated(A), confirmed(B), confirmed(A))
    engine = Engine(log, store, [Names(), Others()])

    assert engine.catch_up() == 3
    assert engine.parked() == [
        Parked(
            "names",
            2,
            "bsm.registration.confirmed.v1",
            f"LookupError: names has no row ('{B}',)",
        )
    ]
    assert names(engine) == {A: "AT, v1, confirmed", C: "half done"}
    assert [(one.name, one.parked) for one in engine.progress()] == [
        ("names", 1),
        ("others", 0),
    ]


def test_what_a_bad_fact_did_before_it_failed_is_taken_back(store: ReadStore):
    engine = Engine(Told(nominated(A), confirmed(B)), store, [Names()])
    engine.catch_up()

    assert names(engine) == {A: "AT, v1"}


def test_a_model_may_stop_at_a_bad_fact_while_others_go_on(store: ReadStore):
    log = Told(nominated(A), confirmed(B), nominated(B))
    engine = Engine(log, store, [Names(stops=True), Others()])
    engine.catch_up()

    assert [(one.name, one.position, one.stopped) for one in engine.progress()] == [
        ("names", 1, True),
        ("others", 3, False),
    ]
    assert engine.position() == 1
    assert [one.position for one in engine.parked()] == [2]


def test_a_stopped_model_goes_on_from_the_start_when_it_is_rebuilt(store: ReadStore):
    log = Told(nominated(A), confirmed(B), nominated(B))
    Engine(log, store, [Names(stops=True)]).catch_up()
    mended = Engine(log, store, [Names()])
    mended.rebuild()

    assert mended.catch_up() == 3
    assert names(mended) == {A: "AT, v1", B: "AT, v1"}


@pytest.mark.parametrize("page_size", [1, 500])
def test_a_stored_name_that_nobody_knows_is_parked(store: ReadStore, page_size: int):
    unknown = Undecodable("bsm.meeting.moved_to_the_moon.v1", "nobody knows it")
    log = Told(nominated(A), unknown, confirmed(A))
    engine = Engine(log, store, [Names(), Others()], page_size=page_size)

    assert engine.catch_up() == 3
    assert engine.parked() == [
        Parked(model, 2, unknown.stored_name, "nobody knows it")
        for model in ("names", "others")
    ]
    assert names(engine)[A] == "AT, v1, confirmed"


class BrokenDisk(Names):
    """As when the database itself fails while a fact is folded."""

    def fold(self, fact: DomainEvent, page: Page) -> None:
        page._connection.execute("SELECT * FROM nowhere")


def test_trouble_of_the_database_is_not_blamed_on_a_fact(store: ReadStore):
    engine = Engine(Told(nominated(A)), store, [BrokenDisk()])

    with pytest.raises(Exception, match="no such table: nowhere"):
        engine.catch_up()

    assert (engine.parked(), engine.position()) == ([], 0)


# Several engines


def test_two_engines_that_race_make_the_rows_of_one(tmp_path: Path):
    facts = [
        fact
        for number in range(1, 60)
        for fact in (
            nominated(UUID(int=number)),
            confirmed(UUID(int=number)),
            confirmed(UUID(int=1_000 + number)),
        )
    ]
    stores = [ReadStore(tmp_path / name) for name in ("raced.db", "alone.db")]
    racing = [
        Engine(Told(*facts), stores[0], [Names(), Others()], page_size=size)
        for size in (1, 3, 7)
    ]
    alone = Engine(Told(*facts), stores[1], [Names(), Others()])
    alone.catch_up()

    assert at_once([engine.catch_up for engine in racing]) == [len(facts)] * 3

    assert shown_rows(racing[0]) == shown_rows(alone)
    assert racing[0].parked() == alone.parked()
    for store in stores:
        store.close()


class Held(Told):
    """Hands out a page, and lets the test do something before it is folded."""

    def __init__(self, *facts: DomainEvent) -> None:
        super().__init__(*facts)
        self.meanwhile = lambda: None

    def page(self, after: int, limit: int) -> list[Recorded]:
        found = super().page(after, limit)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return found


def test_who_loses_the_race_changes_nothing(store: ReadStore):
    log = Held(nominated(A), confirmed(A), confirmed(B))
    slow = Engine(log, store, [Names()])
    quick = Engine(Told(*(one.fact for one in log.facts)), store, [Names()])
    log.meanwhile = quick.catch_up

    assert slow.catch_up() == 3

    assert names(slow)[A] == "AT, v1, confirmed"
    assert len(slow.parked()) == 1


def test_a_generation_that_was_dropped_meanwhile_is_left_alone(store: ReadStore):
    log = Held(nominated(A))
    facts = Told(nominated(A))
    slow, quick = (Engine(told, store, [Names()]) for told in (log, facts))
    quick.catch_up()
    for told in (log, facts):
        told.tell(nominated(B))

    def rebuild() -> None:
        quick.rebuild()
        quick.catch_up()

    log.meanwhile = rebuild
    slow.catch_up()

    assert names(slow) == {A: "AT, v1", B: "AT, v1"}
    assert slow.parked() == []


# Generations


def test_a_rebuild_is_built_beside_the_old_and_takes_over(store: ReadStore):
    log = Told(*(nominated(UUID(int=number)) for number in range(1, 6)))
    engine = Engine(log, store, [Names()], page_size=2)
    engine.catch_up()
    before = shown_rows(engine)
    engine.rebuild()

    assert generations(engine) == [(1, 5, True), (2, 0, False)]
    seen: list[int] = []
    for _ in range(2):
        engine._step()
        seen.append(engine.position())
        assert shown_rows(engine) == before
    engine.catch_up()

    assert seen == [5, 5]
    assert generations(engine) == [(2, 5, True)]
    assert shown_rows(engine) == before
    assert tables(store) == {"names__2"}


def test_facts_that_come_during_a_rebuild_reach_both_generations(store: ReadStore):
    log = Told(nominated(A), nominated(B))
    engine = Engine(log, store, [Names()], page_size=1)
    engine.catch_up()
    engine.rebuild()
    engine._step()
    log.tell(confirmed(A))

    positions = [engine.position()]
    while engine._step():
        positions.append(engine.position())

    assert positions == sorted(positions)
    assert generations(engine) == [(2, 3, True)]
    assert names(engine)[A] == "AT, v1, confirmed"


def test_one_model_can_be_rebuilt_alone(store: ReadStore):
    engine = Engine(Told(nominated(A)), store, [Names(), Others()])
    engine.catch_up()
    engine.rebuild("names")
    engine.catch_up()

    assert [(one.name, one.generation) for one in engine.progress()] == [
        ("names", 2),
        ("others", 1),
    ]


def test_a_rebuild_that_is_asked_for_twice_ends_with_one_generation(store: ReadStore):
    engine = Engine(Told(nominated(A)), store, [Names()])
    engine.catch_up()
    engine.rebuild()
    engine.rebuild()
    engine.catch_up()

    assert generations(engine) == [(3, 1, True)]
    assert tables(store) == {"names__3"}


def test_a_new_version_is_built_of_its_own_and_the_old_is_dropped(store: ReadStore):
    log = Told(nominated(A), nominated(B))
    old = Engine(log, store, [Names()])
    old.catch_up()
    new = Engine(log, store, [Names(2)], page_size=1)

    assert names(old) == {A: "AT, v1", B: "AT, v1"}
    new._step()
    assert (old.position(), new.position()) == (2, 1)
    assert tables(store) == {"names__1", "names__2"}

    assert new.catch_up() == 2
    assert names(new) == {A: "AT, v2", B: "AT, v2"}
    assert tables(store) == {"names__2"}


def test_a_view_keeps_its_generation_while_another_takes_over(store: ReadStore):
    engine = Engine(Told(nominated(A)), store, [Names()])
    engine.catch_up()
    with engine.view() as view:
        before = view.count("SELECT count(*) FROM {names}")
        engine.rebuild()
        engine.catch_up()

        assert view.count("SELECT count(*) FROM {names}") == before == 1
    assert names(engine) == {A: "AT, v1"}


# The product's own read models


STEPS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 5), st.sampled_from(["AT", "IT"])),
    max_size=40,
)


def act(system: System, subjects: dict[str, Any], step: tuple[int, int, str]) -> None:
    """Asks something of one of the things that are there; refusals are welcome."""
    what, which, code = step
    meeting, objective = subjects["meeting"], subjects["objective"]
    registrations, activities = subjects["registrations"], subjects["activities"]
    if what == 0:
        registrations.append(nominate(system, meeting, code))
    elif what == 1:
        activities.append(propose(system, objective, owner=code))
    elif what <= 5:
        if not registrations:
            return
        id = registrations[which % len(registrations)]
        asked = (
            ask.ConfirmRegistration(registration_id=id, reason="first"),
            ask.WaitlistRegistration(registration_id=id),
            ask.WithdrawRegistration(registration_id=id),
            ask.RefuseRegistration(registration_id=id, reason="no note"),
        )
        do(system, asked[what - 2])
    elif activities:
        id = activities[which % len(activities)]
        if what == 6:
            agree_and_accept(system, id)
            return
        asked = (
            ask.ReportProgress(activity_id=id, percent=10 * which, reason="counted"),
            ask.ChangeDueDate(
                activity_id=id, due_on=f"2017-01-0{which + 1}", reason="slow"
            ),
            ask.BlockActivity(activity_id=id, blocked_by="budget"),
            ask.UnblockActivity(activity_id=id),
            ask.ReportComplete(activity_id=id),
        )
        do(system, asked[what - 7])


@settings(max_examples=15)
@given(STEPS)
def test_however_facts_are_paged_the_read_models_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, str]]
):
    system = system_in(tmp_path_factory.mktemp("paged"))
    meeting = announce_berlin(system)
    subjects: dict[str, Any] = {
        "meeting": meeting,
        "objective": set_objective(system, meeting),
        "registrations": [],
        "activities": [],
    }
    for step in steps:
        try:
            act(system, subjects, step)
        except DomainError:
            continue
    shown = []
    for page_size in (1, 3, 500):
        reads = ReadStore(":memory:")
        engine = Engine(system.store, reads, read_models(), page_size=page_size)
        engine.catch_up()
        assert engine.parked() == []
        shown.append(shown_rows(engine))
        reads.close()
    system.engine.catch_up()

    assert shown[0] == shown[1] == shown[2] == shown_rows(system.engine)
    system.close()


def test_the_products_read_models_survive_a_rebuild_unchanged(tmp_path: Path):
    system = system_in(tmp_path)
    meeting = announce_berlin(system)
    confirm(system, nominate(system, meeting))
    agree_and_accept(system, propose(system, set_objective(system, meeting)))
    system.engine.catch_up()
    before = shown_rows(system.engine)

    system.engine.rebuild()
    system.engine.catch_up()

    assert shown_rows(system.engine) == before
    assert {one.generation for one in system.engine.progress()} == {2}
    system.close()


def test_a_follower_shows_new_facts_and_rings(tmp_path: Path):
    system = system_in(tmp_path)
    rung, moved = Event(), []

    def listen(position: int) -> None:
        moved.append(position)
        if position >= 4:
            rung.set()

    stop_listening = system.follower.on_moved(listen)
    system.follower.start()
    announce_berlin(system, open_registration=False)
    announce_berlin(system, open_registration=False)

    assert rung.wait(60)
    assert moved == sorted(moved)
    stop_listening()
    system.close()
