"""Expensive work that anybody may request, limited to a few threads of its own.

Checking a password deliberately takes a twentieth of a second of processor time. In the
threads that answer all requests, sixty strangers would keep everybody else waiting.
Here they wait for one another, and no more than can be served soon; browsers in which
somebody has signed in before come first.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from queue import Empty, PriorityQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, TypeVar

from bsm_domain.foundation.formatting import count_of
from bsm_service.foundation.refusals import TooManySignIns

T = TypeVar("T")

# Seconds after which an idle thread ends.
_IDLE_SECONDS = 10.0
# Seconds assumed for a piece of work before any was measured.
_INITIAL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How much is done at once, and how many may wait: of known callers, of strangers,
    and of one caller.
    """

    threads: int
    waiting: int
    per_caller: int


@dataclass(order=True, slots=True)
class _Job:
    rank: int
    number: int
    future: "Future[Any]" = field(compare=False)
    context: Context = field(compare=False)
    function: Callable[[], Any] = field(compare=False)


class SignInQueue:
    def __init__(
        self, limits: QueueLimits, clock: Callable[[], float] = monotonic
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._jobs: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = count()
        self._lock = Lock()
        self._threads = 0
        self._waiting: Counter[bool] = Counter()
        self._of: Counter[str] = Counter()
        self._lasts = _INITIAL_SECONDS

    def submit(
        self, caller: str, function: Callable[[], T], *, is_known_device: bool
    ) -> "Future[T]":
        """The result of `function`, later. Raises TooManySignIns if too many are
        waiting. `is_known_device` goes before strangers, and has a limit of its own.
        """
        future: Future[T] = Future()
        with self._lock:
            if (
                self._waiting[is_known_device] >= self._limits.waiting
                or self._of[caller] >= self._limits.per_caller
            ):
                raise self._too_many(is_known_device)
            self._waiting[is_known_device] += 1
            self._of[caller] += 1
            self._jobs.put(
                _Job(
                    int(not is_known_device),
                    next(self._numbers),
                    future,
                    copy_context(),
                    function,
                )
            )
            if self._threads < self._limits.threads:
                self._threads += 1
                Thread(target=self._work, name="sign-in", daemon=True).start()
        future.add_done_callback(lambda _: self._leave(caller, is_known_device))
        return future

    def _too_many(self, is_known_device: bool) -> TooManySignIns:
        ahead = (
            sum(self._waiting.values())
            if not is_known_device
            else self._waiting[is_known_device]
        )
        seconds = max(1, ceil(ahead * self._lasts / self._limits.threads))
        return TooManySignIns(
            "too many people are signing in at the moment; try again in "
            f"{count_of(seconds, 'second')}",
            seconds,
        )

    def _leave(self, caller: str, is_known_device: bool) -> None:
        with self._lock:
            self._waiting[is_known_device] -= 1
            self._of[caller] -= 1
            if not self._of[caller]:
                del self._of[caller]

    def _work(self) -> None:
        while (job := self._next()) is not None:
            if not job.future.set_running_or_notify_cancel():
                continue  # the client has disconnected
            began = self._clock()
            try:
                result = job.context.run(job.function)
            except BaseException as error:
                job.future.set_exception(error)
            else:
                job.future.set_result(result)
            self._lasts += (self._clock() - began - self._lasts) / 10
            del job  # so that its result is not kept while waiting for the next

    def _next(self) -> _Job | None:
        """None if there is nothing left to do, so the thread ends."""
        with suppress(Empty):
            return self._jobs.get(timeout=_IDLE_SECONDS)
        with self._lock:  # nobody adds work now
            with suppress(Empty):
                return self._jobs.get_nowait()
            self._threads -= 1
        return None
