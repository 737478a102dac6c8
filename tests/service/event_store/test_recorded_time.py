"""Time and steps along the log."""

from datetime import timedelta

import pytest
from systems import START, StoryClock, announce_berlin, confirm, nominate

from bsm_service.application.system import System
from bsm_service.foundation.refusals import NoSuchMoment


def test_recorded_time_never_runs_backwards(
    system: System, another: System, clock: StoryClock
):
    for each, step in ((system, 5), (another, -60), (system, 1), (system, 90)):
        clock.pass_by(timedelta(minutes=step))
        announce_berlin(each)

    times = [system.store.recorded_at(at) for at in range(1, 18)]
    assert times == sorted(times)
    assert times[0] == START
    assert set(times) == {START + timedelta(minutes=step) for step in (0, 5, 36)}


def test_a_moment_leads_to_the_last_position_recorded_by_then(
    system: System, clock: StoryClock
):
    for _ in range(3):
        clock.pass_by(timedelta(hours=1))
        announce_berlin(system, open_registration=False)
    at = system.store.position_at
    instant = timedelta(microseconds=1)

    assert at(START - instant) == 0
    assert at(START) == 1
    assert [at(START + timedelta(hours=hour)) for hour in (1, 2, 3)] == [3, 5, 7]
    assert at(START + timedelta(hours=2) - instant) == 3
    assert at(START + timedelta(days=999)) == 7


def test_steps_go_by_command_never_into_the_middle_of_one(system: System):
    confirm(system, nominate(system, announce_berlin(system)))
    step = system.store.neighbouring_command
    # One command each: 1, 2, 3, 4-5 (registration and ledger), 6, 7-8.
    ends = [1, 2, 3, 5, 6, 8]

    assert [step(at, forward=True) for at in [0, *ends]] == [*ends, 8]
    assert [step(at, forward=False) for at in ends] == [1, *ends[:-1]]
    assert (step(4, forward=True), step(4, forward=False)) == (5, 3)


def test_a_position_that_is_not_on_record_has_no_time(system: System):
    with pytest.raises(NoSuchMoment, match="there is no position 9; the log ends"):
        system.store.recorded_at(9)
