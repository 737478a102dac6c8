"""What a running demonstration goes on with: always something, always accepted."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlite_only import new_place as new_place
from stored_demonstration import copy_demonstration
from systems import StoryClock, in_clear

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.facts import ActivityReleased
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN
from bsm_service.demonstration.live_fact_generator import FactGenerator, LiveFacts
from bsm_service.demonstration.seeding_steps import SECRETARIAT
from bsm_service.follow_up.commands import (
    AcceptActivity,
    ProposeActivity,
    WithdrawActivity,
)
from bsm_service.proof.verification import verify

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
STEPS = 300


def seeded(place: Place) -> tuple[System, StoryClock]:
    clock = StoryClock(PRESENT)
    copy_demonstration(place.folder, PRESENT)
    return open_system(place, clock=clock, origin="example.org/bsm"), clock


@pytest.fixture
def demonstration(place: Place) -> Iterator[tuple[System, StoryClock]]:
    system, clock = seeded(place)
    yield system, clock
    system.close()


def facts_after(system: System, position: int) -> list[DomainEvent]:
    facts = [entry.fact for entry in system.store.page(position, 10_000)]
    return [fact for fact in facts if isinstance(fact, DomainEvent)]


def record_facts(teller: FactGenerator, clock: StoryClock, steps: int) -> None:
    for _ in range(steps):
        clock.pass_by(timedelta(hours=8))
        teller._record(teller.choose_command())  # what is chosen must not be refused


def test_every_step_is_accepted_and_the_record_stays_whole(
    demonstration: tuple[System, StoryClock],
):
    system, clock = demonstration
    before = system.store.position()

    record_facts(FactGenerator(system, Random(7)), clock, STEPS)

    # What comes of a decision of focal points is released in a fact of its own.
    released = sum(
        isinstance(fact, ActivityReleased) for fact in facts_after(system, before)
    )
    assert system.store.position() == before + STEPS + released
    assert verify(system.place).ok


def test_an_audience_sees_facts_of_every_kind(
    demonstration: tuple[System, StoryClock],
):
    system, clock = demonstration
    before = system.store.position()

    record_facts(FactGenerator(system, Random(1)), clock, STEPS)

    kinds = Counter(type(fact).__name__ for fact in facts_after(system, before))
    assert set(kinds) == {
        "ActivityProposed",
        "ActivityAgreed",
        "ActivityAccepted",
        "ProgressReported",
        "ActivityReportedComplete",
        "ActivityConfirmed",
        "ActivityReturned",
        "DueDateChanged",
        "ActivityBlocked",
        "ActivityUnblocked",
        "ActivityReleased",
        "PositionTaken",
    }
    assert kinds["ProgressReported"] == max(kinds.values())


def test_the_same_chance_tells_the_same_story(
    new_place: Callable[[Path], Place], tmp_path: Path
):
    stories = []
    for name in ("one", "other"):
        system, clock = seeded(new_place(tmp_path / name))
        before = system.store.position()
        record_facts(FactGenerator(system, Random(42)), clock, 40)
        stories.append(in_clear(system, facts_after(system, before)))
        system.close()

    assert stories[0] == stories[1]


def test_where_nothing_can_be_reported_something_new_is_proposed(
    demonstration: tuple[System, StoryClock],
):
    system, _ = demonstration
    teller = FactGenerator(system, Random(3))
    for activity in teller._activities():
        if activity.status not in ("confirmed", "withdrawn"):
            command = WithdrawActivity(activity_id=activity.id, reason="Enough.")
            system.service.execute(command, SECRETARIAT, command_id=teller._id())

    chosen = teller.choose_command()

    assert isinstance(chosen.command, ProposeActivity)


def test_a_visitor_who_was_faster_does_not_end_the_story(
    demonstration: tuple[System, StoryClock], monkeypatch: pytest.MonkeyPatch
):
    system, _ = demonstration
    teller = FactGenerator(system, Random(5))
    activities = teller._activities()
    first = next(activity for activity in activities if activity.status == "agreed")
    monkeypatch.setattr(teller, "_activities", lambda: (first,))
    system.service.execute(
        AcceptActivity(activity_id=first.id), SECRETARIAT, command_id=teller._id()
    )

    result = teller.record_next()

    proposed = system.store.load(FollowUpActivity, result.id)
    assert proposed is not None
    assert proposed.meeting_id == BERLIN
    assert proposed.status == "proposed"


def test_facts_are_told_until_the_server_stops(
    demonstration: tuple[System, StoryClock],
):
    system, _ = demonstration
    before = system.store.position()
    positions: list[int] = []
    system.store.on_commit(lambda: positions.append(system.store.position()))

    with LiveFacts(system, 0.0, Random(9)) as live:
        while len(positions) < 3:
            live._thread.join(0.01)
    stopped_at = system.store.position()

    assert stopped_at >= before + 3
    assert not live._thread.is_alive()


def test_a_step_that_fails_is_logged_and_the_next_one_is_tried(
    demonstration: tuple[System, StoryClock],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    system, _ = demonstration
    attempts: list[int] = []

    def fails() -> None:
        attempts.append(1)
        raise OSError("no disk")

    live = LiveFacts(system, 0.0)
    monkeypatch.setattr(live._generator, "record_next", fails)
    with live:
        while len(attempts) < 2:
            live._thread.join(0.01)

    assert "no new fact could be recorded" in caplog.text
