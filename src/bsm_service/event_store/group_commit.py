"""Group commit: one transaction for all waiting commands.

Commands that arrive while a transaction is written share the next one: each is decided
in order, one COMMIT serves all, then all are answered. There is no separate thread: a
caller that finds nobody writing leads and serves the queue once; then the first waiting
caller leads.
"""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class PendingWork(Generic[T]):
    """One caller's work in the queue, and its result."""

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
    """Queues work and has it done in batches by `commit_batch`, one batch at a time.

    `commit_batch` must let each work of the batch succeed or fail; if it raises,
    nothing was committed, and every work of the batch fails with that error.
    """

    def __init__(
        self,
        commit_batch: Callable[[Sequence[PendingWork[T]]], None],
        *,
        limit: int = 64,
    ) -> None:
        self._commit_batch = commit_batch
        self._limit = limit
        self._lock = Lock()
        self._queue: deque[PendingWork[T]] = deque()
        self._is_busy = False

    def submit(self, work: T) -> Any:
        """The result of the work, once its transaction was committed; or its error."""
        pending = PendingWork(work)
        with self._lock:
            self._queue.append(pending)
            pending.is_leader = not self._is_busy
            self._is_busy = True
        if not pending.is_leader:
            try:
                pending.wait()
            except BaseException:
                self._withdraw(pending)
                raise
        if not pending.is_done:
            self._commit_next_batch()
        return pending.result()

    def _commit_next_batch(self) -> None:
        with self._lock:
            batch = [
                self._queue.popleft() for _ in range(min(self._limit, len(self._queue)))
            ]
        try:
            self._commit_batch(batch)
        except BaseException as error:
            for pending in batch:
                pending.fail(error)
            if not isinstance(error, Exception):
                raise
        finally:
            with self._lock:
                self._wake_next_leader()
            for pending in batch:
                if not pending.is_leader:
                    pending.wake()

    def _wake_next_leader(self) -> None:
        if self._queue:
            self._queue[0].is_leader = True
            self._queue[0].wake()
        else:
            self._is_busy = False

    def _withdraw(self, pending: PendingWork[T]) -> None:
        """An interrupted caller must pass on the lead that it was just given."""
        with self._lock:
            if pending in self._queue:
                self._queue.remove(pending)
                if pending.is_leader:
                    self._wake_next_leader()
