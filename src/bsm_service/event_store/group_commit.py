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

    __slots__ = ("_called", "_error", "_result", "answered", "leads", "work")

    def __init__(self, work: T) -> None:
        self.work = work
        self.answered = False
        self.leads = False
        self._result: Any = None
        self._error: BaseException | None = None
        self._called = Lock()
        self._called.acquire()

    def answer(self, result: Any) -> None:
        self._result, self._error, self.answered = result, None, True

    def fail(self, error: BaseException) -> None:
        self._result, self._error, self.answered = None, error, True

    def wait(self) -> None:
        self._called.acquire()

    def call(self) -> None:
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
        self._gate = Lock()
        self._queue: deque[PendingWork[T]] = deque()
        self._held = False

    def submit(self, work: T) -> Any:
        """The result of the work, once its turn was committed; or its error."""
        ticket = PendingWork(work)
        with self._gate:
            self._queue.append(ticket)
            ticket.leads = not self._held
            self._held = True
        if not ticket.leads:
            try:
                ticket.wait()
            except BaseException:
                self._leave(ticket)
                raise
        if not ticket.answered:
            self._serve()
        return ticket.result()

    def _serve(self) -> None:
        with self._gate:
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
            with self._gate:
                self._hand_over()
            for ticket in batch:
                if not ticket.leads:
                    ticket.call()

    def _hand_over(self) -> None:
        if self._queue:
            self._queue[0].leads = True
            self._queue[0].call()
        else:
            self._held = False

    def _leave(self, ticket: PendingWork[T]) -> None:
        """An interrupted caller must not keep the turn that it was just given."""
        with self._gate:
            if ticket in self._queue:
                self._queue.remove(ticket)
                if ticket.leads:
                    self._hand_over()
