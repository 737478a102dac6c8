"""A clock that steps ahead settles nothing for ten minutes, in no process."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from systems import StoryClock, system_in

from bsm_projections.databases import Place
from bsm_service.agreement.clock_guard import DISTRUST, ClockGuard, ClockLooks
from bsm_service.identity.account_database import AccountDatabase

MINUTE = timedelta(minutes=1)


@pytest.fixture
def database(place: Place) -> Iterator[AccountDatabase]:
    system = system_in(place)
    yield system.identity.account_database
    system.close()


class Machine:
    """Its clocks, and the processes on it."""

    def __init__(self, database: AccountDatabase, boot: str = "first") -> None:
        self.clock = StoryClock()
        self.passed = 0.0
        self.looks = ClockLooks(database, boot)

    def process(self) -> ClockGuard:
        return ClockGuard(self.clock, lambda: self.passed, self.looks)

    def goes_on(self, wall: timedelta, true: timedelta | None = None) -> None:
        self.clock.pass_by(wall)
        self.passed += (wall if true is None else true).total_seconds()


def test_a_step_ahead_is_not_believed_for_ten_minutes(database: AccountDatabase):
    machine = Machine(database)
    guard = machine.process()
    for wall, true, trusted in (
        (15 * MINUTE, 15 * MINUTE, True),
        (2 * MINUTE, MINUTE, True),
        (61 * MINUTE, MINUTE, False),
        (9 * MINUTE, 9 * MINUTE, False),
        (MINUTE, DISTRUST - 9 * MINUTE, True),
        (-30 * MINUTE, MINUTE, True),
    ):
        machine.goes_on(wall, true)
        assert guard.is_trusted() is trusted


def test_a_process_started_after_the_step_does_not_believe_it_either(
    database: AccountDatabase,
):
    machine = Machine(database)
    assert machine.process().look()
    machine.goes_on(24 * 60 * MINUTE, MINUTE)

    started = machine.process()
    assert not started.is_trusted()
    assert not started.look()
    # What it noted holds for the next one too, which sees no step.
    machine.goes_on(9 * MINUTE)
    assert not machine.process().look()
    machine.goes_on(MINUTE)
    assert machine.process().look()


def test_of_two_processes_neither_hides_the_step_from_the_other(
    database: AccountDatabase,
):
    machine = Machine(database)
    first, second = machine.process(), machine.process()
    assert first.look()
    assert second.look()
    machine.goes_on(60 * MINUTE, MINUTE)

    assert not first.look()
    assert not second.look()
    assert not first.look()


@pytest.mark.parametrize("boot", ["second", ""])
def test_after_a_reboot_nothing_can_be_compared(database: AccountDatabase, boot: str):
    assert Machine(database).process().look()
    rebooted = Machine(database, boot)
    rebooted.goes_on(24 * 60 * MINUTE, MINUTE)

    assert rebooted.process().look()
