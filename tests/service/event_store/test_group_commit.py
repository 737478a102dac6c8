"""Group commit without a database: who is served when, and who is told what.

`Desk` stands in for the store. It can be held shut, so that callers queue up in an
order that the test decides; nothing here waits for a length of time.
"""

from collections.abc import Iterator, Sequence
from threading import Event, Thread
from typing import Any

import pytest
from systems import until

from bsm_service.event_store.group_commit import GroupCommit, PendingWork

LONG = 30  # seconds; never reached unless something hangs


class Desk:
    """Doubles numbers; a negative one fails; the first batch can be kept waiting."""

    def __init__(self, *, limit: int = 64) -> None:
        self.batches: list[list[Any]] = []
        self.begun, self.go_on = Event(), Event()
        self.go_on.set()
        self.broken: BaseException | None = None
        self.group_commit: GroupCommit[Any] = GroupCommit(self.hold, limit=limit)
        self.threads: list[Thread] = []
        self.answers: dict[int, Any] = {}

    def hold(self, tickets: Sequence[PendingWork[Any]]) -> None:
        self.batches.append([ticket.work for ticket in tickets])
        self.begun.set()
        assert self.go_on.wait(LONG)
        for ticket in tickets:
            if ticket.work < 0:
                ticket.fail(ValueError(ticket.work))
            else:
                ticket.succeed(2 * ticket.work)
        if self.broken is not None:
            raise self.broken

    def shut(self) -> None:
        """Whoever comes next is kept at the desk until `open`."""
        self.begun.clear()
        self.go_on.clear()

    def open(self) -> None:
        self.go_on.set()
        for thread in self.threads:
            thread.join(LONG)
            assert not thread.is_alive()

    def come(self, *works: int) -> None:
        """Each in a thread of its own, and in this order."""
        for work in works:
            thread = Thread(target=self._ask, args=(work,))
            self.threads.append(thread)
            waiting = len(self.group_commit._queue)
            at_the_desk = not self.begun.is_set()
            thread.start()
            if at_the_desk:
                assert self.begun.wait(LONG)
            else:
                until(lambda before=waiting: len(self.group_commit._queue) > before)

    def _ask(self, work: int) -> None:
        try:
            self.answers[work] = self.group_commit.submit(work)
        except Exception as error:
            self.answers[work] = error


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.open()


def test_whoever_comes_alone_is_served_at_once(desk: Desk):
    assert [desk.group_commit.submit(work) for work in (1, 2, 3)] == [2, 4, 6]
    assert desk.batches == [[1], [2], [3]]


def test_those_who_wait_share_the_next_turn_in_their_order(desk: Desk):
    desk.shut()
    desk.come(1, 2, 3, 4)
    desk.open()

    assert desk.batches == [[1], [2, 3, 4]]
    assert desk.answers == {1: 2, 2: 4, 3: 6, 4: 8}


def test_a_turn_serves_no_more_than_it_may():
    desk = Desk(limit=2)
    desk.shut()
    desk.come(1, 2, 3, 4, 5, 6)
    desk.open()

    assert desk.batches == [[1], [2, 3], [4, 5], [6]]
    assert desk.answers == {work: 2 * work for work in range(1, 7)}


def test_one_that_fails_does_not_fail_its_neighbours(desk: Desk):
    desk.shut()
    desk.come(1, 2, -3, 4)
    desk.open()

    assert isinstance(desk.answers.pop(-3), ValueError)
    assert desk.answers == {1: 2, 2: 4, 4: 8}


def test_a_turn_that_fails_fails_for_all_of_it_and_the_next_goes_on(desk: Desk):
    desk.shut()
    desk.come(1, 2, 3)
    desk.broken = OSError("the disk is full")
    desk.open()

    assert set(map(str, desk.answers.values())) == {"the disk is full"}
    desk.broken = None
    assert desk.group_commit.submit(5) == 10


def test_what_was_answered_before_the_turn_failed_does_not_count(desk: Desk):
    desk.broken = OSError("no commit")

    with pytest.raises(OSError, match="no commit"):
        desk.group_commit.submit(1)


class Interrupted(BaseException):
    """As when somebody presses Ctrl-C while they wait."""


class Waiter(PendingWork[int]):
    """A ticket whose holder is interrupted, either at once or when called to lead."""

    when = "at once"

    def wait(self) -> None:
        if self.when == "called":
            super().wait()
        raise Interrupted


@pytest.mark.parametrize("when", ["at once", "called"])
def test_an_interrupted_waiter_passes_the_turn_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, when: str
):
    gave_up = Event()

    def impatient() -> None:
        with pytest.raises(Interrupted):
            desk.group_commit.submit(2)
        gave_up.set()

    desk.shut()
    desk.come(1)
    monkeypatch.setattr(Waiter, "when", when)
    with monkeypatch.context() as patched:
        patched.setattr("bsm_service.event_store.group_commit.PendingWork", Waiter)
        thread = Thread(target=impatient)
        thread.start()
        if when == "called":
            until(lambda: len(desk.group_commit._queue) == 1)
        else:
            assert gave_up.wait(LONG)
    desk.come(3, 4)
    desk.open()
    thread.join(LONG)

    assert gave_up.is_set()
    assert desk.batches == [[1], [3, 4]]
    assert desk.answers == {1: 2, 3: 6, 4: 8}
    assert desk.group_commit.submit(5) == 10


def test_the_turn_is_free_after_the_last_waiter_gave_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.shut()
    desk.come(1)
    with monkeypatch.context() as patched:
        patched.setattr("bsm_service.event_store.group_commit.PendingWork", Waiter)
        with pytest.raises(Interrupted):
            desk.group_commit.submit(2)
    desk.open()

    assert desk.group_commit.submit(3) == 6
    assert desk.batches == [[1], [3]]


def test_many_callers_are_each_told_their_own_answer():
    desk = Desk(limit=7)
    answers: dict[int, list[int]] = {}

    def caller(number: int) -> None:
        answers[number] = [
            desk.group_commit.submit(1_000 * number + each) for each in range(50)
        ]

    threads = [Thread(target=caller, args=(number,)) for number in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)

    assert answers == {
        number: [2 * (1_000 * number + each) for each in range(50)]
        for number in range(32)
    }
    served = [work for batch in desk.batches for work in batch]
    assert len(served) == 32 * 50
    assert max(map(len, desk.batches)) <= 7
    # Each caller's own come in the order in which it asked.
    for number in range(32):
        own = [work for work in served if work // 1_000 == number]
        assert own == sorted(own)
