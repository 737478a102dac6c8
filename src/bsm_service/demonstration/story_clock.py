"""The clock of the story: it shows the time that was set last."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from bsm_service.event_store.store import EventStore


class StoryClock:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@contextmanager
def using_story_clock(store: EventStore, begins: datetime) -> Iterator[StoryClock]:
    """Lets the store use the story's clock, and afterwards its own again."""
    own, clock = store.clock, StoryClock(begins)
    store.clock = clock
    try:
        yield clock
    finally:
        store.clock = own
