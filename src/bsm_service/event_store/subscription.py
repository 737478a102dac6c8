"""Subscriptions to the log: when to look for new facts, and each fact in turn."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

from bsm_service.event_store.store import EventStore

# How long a subscriber waits before it checks the log.
POLL_SECONDS = 0.25
_PAGE_SIZE = 500


def listen(store: EventStore, wake: Callable[[], None]) -> Callable[[], None]:
    """Calls `wake` after commits of this process and, where the database can notify, of
    others; returns how to stop. Commits of which nobody told are found by looking.
    """
    stop_following_commits = store.on_commit(wake)
    stop_listening = store.database.listen(wake)

    def stop() -> None:
        stop_following_commits()
        stop_listening()

    return stop


class LogSubscription(Subscription[ApplicationRecorder]):
    """Gives each fact after a position, and waits at the end of the log for the next,
    as the product's own follower does.
    """

    def __init__(
        self,
        recorder: ApplicationRecorder,
        store: EventStore,
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._seen = gt or 0
        self._page = deque[Notification]()
        self._woken = Event()
        self._stop_listening = listen(store, self._woken.set)

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            self._woken.clear()
            if not self._page:
                self._read_page()
            if self._page:
                return self._page.popleft()
            self._woken.wait(POLL_SECONDS)
        raise StopIteration

    def _read_page(self) -> None:
        """Reads what is new, and remembers how far it looked: where only some topics
        are wanted, it does not look at the others again.
        """
        end = self._recorder.max_notification_id() or 0
        if end <= self._seen:
            return
        self._page.extend(
            self._recorder.select_notifications(
                self._seen, _PAGE_SIZE, end, self._topics, inclusive_of_start=False
            )
        )
        is_full = len(self._page) == _PAGE_SIZE
        self._seen = self._page[-1].id if is_full else end

    def stop(self) -> None:
        """Ends the iteration, also where another thread waits in it."""
        if not self._has_been_stopped:
            super().stop()
            self._woken.set()
            self._stop_listening()
