"""Background work that follows from recorded facts.

A command is answered once its facts are on record. What follows from them (a date is
settled, data are erased) may take long or fail, without any effect on that answer. It
is derived from the log, so a crash loses nothing; failures are logged and retried.

Where the worker runs, it does this in a thread of its own. Elsewhere (command line,
tests, seeding) it is done in the caller's thread, after the command was recorded.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Event, Lock, Thread, get_ident

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_service.application.command_service import CommandResult
from bsm_service.event_store.reader import LogReader

# Seconds between checks for facts recorded by other processes.
POLL_SECONDS = 1.0
# Seconds before a retry: doubled each time, up to a maximum.
MAX_RETRY_SECONDS = 60.0
_log = logging.getLogger("bsm_service.background")


class BackgroundTask:
    """One kind of work that follows from facts of some kinds.

    `handle` gets such facts in the order of the log, and may get some of them again.
    `catch_up` does whatever is left to do, at the start, and gets the position where
    the log ends. `tick` is called every second or so where the worker runs, for work
    that follows from the time. `done_position` is the position up to which everything
    is done; None before the first look.
    """

    def __init__(
        self,
        name: str,
        facts: Iterable[type[DomainEvent]],
        handle: Callable[[Sequence[LoggedFact]], object],
        catch_up: Callable[[int], object],
        tick: Callable[[], object] | None = None,
    ) -> None:
        self.name = name
        self.stored_names = frozenset(fact.TOPIC for fact in facts)
        self.handle = handle
        self.catch_up = catch_up
        self.tick = tick
        self.done_position: int | None = None
        self.has_failed = False


class BackgroundTasks:
    """Does the tasks for every fact that is recorded, here or by another process.

    Safe to use from several threads. Several processes may do the same task at once,
    so tasks must allow that.
    """

    def __init__(self, log: LogReader) -> None:
        self._log = log
        self._tasks: list[BackgroundTask] = []
        self.stored_names = set[str]()  # of facts from which anything follows
        self._lock = Lock()
        self._changed = Condition()
        self._working: int | None = None
        self._held = 0
        self._has_more = False
        self._wake = Event()
        self._stop = False
        self._thread = Thread(target=self._run, name="background work", daemon=True)

    def add(self, task: BackgroundTask) -> BackgroundTask:
        self._tasks.append(task)
        self.stored_names |= task.stored_names
        return task

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        """Does outstanding and new work until stopped."""
        self._wake.set()
        self._thread.start()

    def stop(self) -> None:
        """Returns after the thread's last pass."""
        self._stop = True
        self._wake.set()
        if self.is_running:
            self._thread.join()

    def on_command_result(self, result: CommandResult) -> None:
        """Takes note that a command was answered from which something follows. A
        repeated one is followed again.

        Raises nothing: what fails is logged, and tried again later.
        """
        names = {fact.stored_name for fact in result.facts}
        concerned = [task for task in self._tasks if task.stored_names & names]
        with self._changed:
            for task in concerned:
                task.has_failed = False
                if task.done_position is not None:
                    task.done_position = min(
                        task.done_position, result.facts[0].position - 1
                    )
        if self.is_running:
            self._wake.set()
        elif self._working == get_ident():
            # Recorded by a task: followed once that is done.
            self._has_more = self._has_more or bool(concerned)
        elif not self._held:
            self._process(concerned, result.position)
            self._follow_tasks()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Work for facts recorded within is done at the end, all at once."""
        with self._changed:
            self._held += 1
        try:
            yield
        finally:
            with self._changed:
                self._held -= 1
                is_last = not self._held
            if self.is_running:
                self._wake.set()
            elif is_last:
                self._catch_up()
                self._follow_tasks()

    def _follow_tasks(self) -> None:
        """Does what follows from facts that tasks recorded."""
        while self._has_more:
            self._has_more = False
            self._catch_up()

    def wait(self, task: BackgroundTask, position: int, within: float) -> bool:
        """Whether a task is done for every fact up to a position.

        Waits while the worker is at it, up to so many seconds.
        """

        def is_done() -> bool:
            return task.done_position is not None and task.done_position >= position

        with self._changed:
            if self.is_running:
                self._changed.wait_for(lambda: is_done() or task.has_failed, within)
            return is_done()

    def _run(self) -> None:
        pause, is_last_round = POLL_SECONDS, False
        while not is_last_round:
            self._wake.wait(pause)
            self._wake.clear()
            is_last_round = self._stop
            if self._held:
                continue
            failed = not self._catch_up()
            self._tick()
            pause = min(pause * 2, MAX_RETRY_SECONDS) if failed else POLL_SECONDS

    def _tick(self) -> None:
        for task in self._tasks:
            if task.tick is None or task.has_failed:
                continue
            try:
                task.tick()
            except Exception:
                _log.exception("%s failed and will be retried later", task.name)

    def _catch_up(self) -> bool:
        """Whether all work for the log as it is now is done."""
        try:
            head = self._log.position()
        except Exception:
            _log.exception("the log could not be read; background work is waiting")
            for task in self._tasks:
                self._report(task, failed=True)
            return False
        return self._process(self._tasks, head)

    def _process(self, tasks: Sequence[BackgroundTask], until: int) -> bool:
        with self._lock:
            self._working = get_ident()
            try:
                return all([self._handle(task, until) for task in tasks])
            finally:
                self._working = None

    def _handle(self, task: BackgroundTask, until: int) -> bool:
        begin = task.done_position
        if begin is not None and begin >= until:
            return True
        try:
            if begin is None:
                task.catch_up(until)
            else:
                new_facts = self._log.facts_by_stored_name(
                    task.stored_names, begin, until
                )
                if new_facts:
                    task.handle(new_facts)
        except Exception:  # whatever it is, the facts stay on record
            _log.exception("%s failed and will be retried later", task.name)
            self._report(task, failed=True)
            return False
        with self._changed:
            # A repeated command may have put it back meanwhile: then it stays there.
            if task.done_position == begin:
                task.done_position = until
        self._report(task, failed=False)
        return True

    def _report(self, task: BackgroundTask, *, failed: bool) -> None:
        with self._changed:
            task.has_failed = failed
            self._changed.notify_all()
