"""Facts that the library inserts have no command id to ask by when COMMIT is not
answered: what is on record byte for byte is taken for theirs.
"""

from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import (
    IntegrityError,
    OperationalError,
    StoredEvent,
    Tracking,
)
from examples import ANNOUNCED, MEETING, NOW, header
from raw_database import audit_log
from service.event_store.failing_commits import Dying, failing_fsync
from service.event_store.transaction_examples import announced
from systems import StoryClock, system_in

from bsm_domain.meetings.meeting_facts import RegistrationClosed
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.event_store.recorders import ApplicationLogRecorder, ProcessLogRecorder
from bsm_service.event_store.serialization import FactMapper

EVENTS: list[StoredEvent] = [
    FactMapper().to_stored_event(fact)
    for fact in (ANNOUNCED, RegistrationClosed(**header(2, MEETING)))
]


def recorder_of(system: System) -> ApplicationLogRecorder:
    return ApplicationLogRecorder(system.store)


@pytest.mark.parametrize("done", [True, False])
def test_facts_are_stored_once_and_their_positions_answered(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch, done: bool
):
    system = system_in(postgres_place, clock=StoryClock(NOW))
    recorder, dying = recorder_of(system), Dying(monkeypatch)
    dying.deaths = [done]

    assert recorder.insert_events(EVENTS) == [2, 3]

    assert dying.deaths == []
    assert audit_log(postgres_place) == 3
    with pytest.raises(IntegrityError):  # by now they are somebody's
        recorder.insert_events(EVENTS)
    system.close()


def test_facts_that_somebody_else_stored_are_not_taken_for_ours(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    """It was not stored; before it is tried again, another is first."""
    system = system_in(postgres_place, clock=StoryClock(NOW))
    another = system_in(postgres_place, clock=StoryClock(NOW))
    dying = Dying(monkeypatch)
    mine = [*EVENTS, FactMapper().to_stored_event(announced(uuid4()))]
    retry = system.store._retry_after_unknown_outcome

    def others_are_first(batch):
        recorder_of(another).insert_events(EVENTS)
        retry(batch)

    monkeypatch.setattr(system.store, "_retry_after_unknown_outcome", others_are_first)
    dying.deaths = [False]

    with pytest.raises(IntegrityError, match="someone else"):
        recorder_of(system).insert_events(mine)

    assert audit_log(postgres_place) == 3
    system.close()
    another.close()


def test_a_second_silence_leaves_it_unknown(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(postgres_place, clock=StoryClock(NOW))
    Dying(monkeypatch).deaths = [True, True]

    with pytest.raises(
        OperationalError, match="did not confirm whether this was stored"
    ):
        recorder_of(system).insert_events(EVENTS)
    system.close()


def test_a_disk_that_does_not_confirm_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(tmp_path, clock=StoryClock(NOW))
    failing_fsync(monkeypatch, times=1)

    assert recorder_of(system).insert_events(EVENTS) == [2, 3]
    assert audit_log(tmp_path) == 3
    system.close()


TRACKING = Tracking("upstream", 7)


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("events", [EVENTS, []], ids=["with facts", "alone"])
def test_what_is_tracked_is_stored_once_too(
    postgres_place: Place,
    monkeypatch: pytest.MonkeyPatch,
    done: bool,
    events: list[StoredEvent],
):
    system = system_in(postgres_place, clock=StoryClock(NOW))
    recorder = ProcessLogRecorder(system.store)
    Dying(monkeypatch).deaths = [done]

    recorder.insert_events(events, tracking=TRACKING)

    assert recorder.max_tracking_id("upstream") == 7
    with pytest.raises(IntegrityError):
        recorder.insert_tracking(TRACKING)
    assert audit_log(postgres_place) == 1 + len(events)
    system.close()


def test_facts_are_not_stored_for_what_somebody_else_has_tracked(
    postgres_place: Place, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(postgres_place, clock=StoryClock(NOW))
    retry = system.store._retry_after_unknown_outcome

    def another_is_first(batch):
        another = system_in(postgres_place, clock=StoryClock(NOW))
        ProcessLogRecorder(another.store).insert_tracking(TRACKING)
        another.close()
        retry(batch)

    monkeypatch.setattr(system.store, "_retry_after_unknown_outcome", another_is_first)
    Dying(monkeypatch).deaths = [False]

    with pytest.raises(IntegrityError):
        ProcessLogRecorder(system.store).insert_events(EVENTS, tracking=TRACKING)

    assert audit_log(postgres_place) == 1
    system.close()
