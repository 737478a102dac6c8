"""The log as anybody may read it: facts by stream, by position, by time."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from eventsourcing.persistence import EventStore, PersistenceError, StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from bsm_domain.clocks import from_micros
from bsm_domain.foundation import Aggregate, DomainEvent
from bsm_domain.recorded import Recorded, Undecodable
from bsm_service.event_mapper import FactMapper
from bsm_service.log_recorder import LogDatastore, LogRecorder, refusal_of, row, rows
from bsm_service.refusals import NoSuchMoment, StoreUnavailable, UnknownFact

A = TypeVar("A", bound=Aggregate)

_PAGE = """SELECT l.position, l.recorded_at, l.ends_command, l.leaf_hash,
        e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE l.position > :after ORDER BY l.position LIMIT :limit"""


class LogReader:
    """Reads; within a turn it sees what the turn has stored so far."""

    def __init__(self, datastore: LogDatastore, mapper: FactMapper) -> None:
        self.datastore = datastore
        self.mapper = mapper
        self.recorder = LogRecorder(datastore)
        self.events = EventStore(mapper, self.recorder)

    @contextmanager
    def reading(self) -> Iterator[SQLiteCursor]:
        """A cursor on one consistent view of the log; within a turn, on the turn's."""
        try:
            with self.datastore.transaction(commit=False) as cursor:
                yield cursor
        except sqlite3.Error as error:
            raise refusal_of(error) from error
        except PersistenceError as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, sqlite3.Error):
                raise refusal_of(cause) from error
            raise StoreUnavailable(f"the record cannot be read: {error}") from error

    def fold(
        self,
        kind: type[A],
        id: UUID,
        *,
        version: int | None = None,
    ) -> A | None:
        """The thing as it stands, or stood at a version; None if not on record."""
        facts = self.events.get(id, lte=version)
        first = next(facts, None)
        if not isinstance(first, kind.BEGINS_WITH):
            return None
        return kind.replay(kind.begin(first), facts)

    def position(self) -> int:
        """The number of the newest fact; 0 for an empty log."""
        with self.reading() as cursor:
            found = row(cursor, "SELECT max(position) AS position FROM leaves")
        return int(found["position"] or 0) if found else 0

    def page(self, after: int, limit: int) -> list[Recorded]:
        """Up to `limit` facts after a position, in the order of the log."""
        return [self._recorded(one) for one in self.stored_page(after, limit)]

    def stored_page(self, after: int, limit: int) -> list[sqlite3.Row]:
        """The same facts as they lie in the log: stored bytes, leaf, header columns."""
        with self.reading() as cursor:
            return rows(cursor, _PAGE, after=after, limit=limit)

    def _recorded(self, found: sqlite3.Row) -> Recorded:
        stored = StoredEvent(
            found["originator_id"],  # text will do: it is only told in complaints
            found["originator_version"],
            found["topic"],
            found["state"],
        )
        try:
            fact: DomainEvent | Undecodable = self.mapper.to_domain_event(stored)
        except UnknownFact as error:
            fact = Undecodable(stored.topic, str(error))
        return Recorded(found["position"], fact)

    def recorded_at(self, position: int) -> datetime:
        """When the fact at a position was recorded. Raises NoSuchMoment."""
        with self.reading() as cursor:
            found = row(
                cursor,
                "SELECT recorded_at FROM leaves WHERE position = :position",
                position=position,
            )
        if found is None:
            raise NoSuchMoment(
                f"position {position} is not on record; the log ends at "
                f"{self.position()}"
            )
        return from_micros(found["recorded_at"])

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the first."""
        # recorded_at never falls along the log, so no index is needed.
        return bisect_right(range(1, self.position() + 1), moment, key=self.recorded_at)

    def step(self, position: int, *, forward: bool) -> int:
        """The end of the next (or previous) command: never the middle of one."""
        end, toward = ("min", ">") if forward else ("max", "<")
        with self.reading() as cursor:
            found = row(
                cursor,
                f"""SELECT {end}(position) AS position FROM leaves
                WHERE ends_command = 1 AND position {toward} :position""",
                position=position,
            )
        return int(found["position"]) if found and found["position"] else position
