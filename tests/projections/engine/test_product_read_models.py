"""The product's own read models, fed by the product's own log."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from systems import (
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    nominate,
    propose,
    set_objective,
    shown_rows,
    system_in,
)

from bsm_domain.foundation.errors import DomainError
from bsm_projections.databases import Place, SqliteDatabase
from bsm_projections.engine.engine import Engine
from bsm_service.application.open_databases import read_models
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    BlockActivity,
    ChangeDueDate,
    ReportComplete,
    ReportProgress,
    UnblockActivity,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)

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
        commands = (
            ConfirmRegistration(registration_id=id, reason="first"),
            WaitlistRegistration(registration_id=id),
            WithdrawRegistration(registration_id=id),
            RefuseRegistration(registration_id=id, reason="no note"),
        )
        do(system, commands[what - 2])
    elif activities:
        id = activities[which % len(activities)]
        if what == 6:
            agree_and_accept(system, id)
            return
        commands = (
            ReportProgress(activity_id=id, percent=10 * which, reason="counted"),
            ChangeDueDate(
                activity_id=id, due_on=f"2017-01-0{which + 1}", reason="slow"
            ),
            BlockActivity(activity_id=id, blocked_by="budget"),
            UnblockActivity(activity_id=id),
            ReportComplete(activity_id=id),
        )
        do(system, commands[what - 7])


@settings(max_examples=examples(4))
@given(STEPS)
def test_however_facts_are_paged_the_read_models_are_the_same(
    new_place: Callable[[Path], Place],
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, int, str]],
):
    tmp_path = tmp_path_factory.mktemp("paged")
    system = system_in(new_place(tmp_path))
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
        reads = SqliteDatabase(tmp_path / f"{page_size}.db")
        engine = Engine(system.store, reads, read_models(), page_size=page_size)
        engine.catch_up()
        assert engine.parked() == []
        shown.append(shown_rows(engine))
        reads.close()
    system.engine.catch_up()

    assert shown[0] == shown[1] == shown[2] == shown_rows(system.engine)
    system.close()


def test_the_products_read_models_survive_a_rebuild_unchanged(place: Place):
    system = system_in(place)
    meeting = announce_berlin(system)
    confirm(system, nominate(system, meeting))
    agree_and_accept(system, propose(system, set_objective(system, meeting)))
    system.engine.catch_up()
    before = shown_rows(system.engine)

    system.engine.rebuild()
    system.engine.catch_up()

    assert shown_rows(system.engine) == before
    assert {model.generation for model in system.engine.progress()} == {2}
    system.close()


def test_a_follower_shows_new_facts_and_rings(place: Place):
    """Also where one of those whom it tells fails."""
    system = system_in(place)
    rung, moved = Event(), []
    system.follower.on_advance(lambda _: 1 / 0)

    def listen(position: int) -> None:
        moved.append(position)
        if position >= 4:
            rung.set()

    stop_listening = system.follower.on_advance(listen)
    system.follower.start()
    announce_berlin(system, open_registration=False)
    announce_berlin(system, open_registration=False)

    assert rung.wait(60)
    assert moved == sorted(moved)
    stop_listening()
    system.close()
