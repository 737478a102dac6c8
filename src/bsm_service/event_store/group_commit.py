"""One writer's turn, shared by those who wait for it.

Commands that arrive while a turn is held share the next one: each is decided in order,
one COMMIT serves all, then all are answered. No thread of its own: whoever finds the
turn free takes it and serves the queue once, then hands it to the first that waits.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class PendingWork(Generic[T]):
    """One caller's work in the queue, and what came of it."""

    __slots__ = ("_called", "_error", "_result", "is_done", "is_leader", "work")

    def __init__(self, work: T) -> None:
        self.work = work
        self.is_done = False
        self.is_leader = False
        self._result: Any = None
        self._error: BaseException | None = None
        self._called = Lock()
        self._called.acquire()

    def succeed(self, result: Any) -> None:
        self._result, self._error, self.is_done = result, None, True

    def fail(self, error: BaseException) -> None:
        self._result, self._error, self.is_done = None, error, True

    def wait(self) -> None:
        self._called.acquire()

    def wake(self) -> None:
        self._called.release()

    def result(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._result


class GroupCommit(Generic[T]):
    """Queues work and has it served in batches by `hold`, one batch at a time.

    `hold` gets the tickets of one turn and must answer or fail each; if it raises,
    nothing was committed and every ticket fails with that error.
    """

    def __init__(
        self, hold: Callable[[Sequence[PendingWork[T]]], None], *, most: int = 64
    ) -> None:
        self._hold = hold
        self._most = most
        self._lock = Lock()
        self._queue: deque[PendingWork[T]] = deque()
        self._is_busy = False

    def submit(self, work: T) -> Any:
        """The result of the work, once its turn was committed; or its error."""
        ticket = PendingWork(work)
        with self._lock:
            self._queue.append(ticket)
            ticket.is_leader = not self._is_busy
            self._is_busy = True
        if not ticket.is_leader:
            try:
                ticket.wait()
            except BaseException:
                self._withdraw(ticket)
                raise
        if not ticket.is_done:
            self._commit_next_batch()
        return ticket.result()

    def _commit_next_batch(self) -> None:
        with self._lock:
            batch = [
                self._queue.popleft() for _ in range(min(self._most, len(self._queue)))
            ]
        try:
            self._hold(batch)
        except BaseException as error:
            for ticket in batch:
                ticket.fail(error)
            if not isinstance(error, Exception):
                raise
        finally:
            with self._lock:
                self._wake_next_leader()
            for ticket in batch:
                if not ticket.is_leader:
                    ticket.wake()

    def _wake_next_leader(self) -> None:
        if self._queue:
            self._queue[0].is_leader = True
            self._queue[0].wake()
        else:
            self._is_busy = False

    def _withdraw(self, ticket: PendingWork[T]) -> None:
        """An interrupted caller must not keep the turn that it was just given."""
        with self._lock:
            if ticket in self._queue:
                self._queue.remove(ticket)
                if ticket.is_leader:
                    self._wake_next_leader()
