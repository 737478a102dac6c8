"""The log as recorders of the library, for programs that use the library.

What is inserted goes through the writer's transaction, as the product's own facts do,
and gets its position, leaf and frontier there. Refusals are the library's errors.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Tracking,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import Conflict
from bsm_service.event_store.admission import admit_facts
from bsm_service.event_store.log_database import LogRecorder
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.subscription import LogSubscription
from bsm_service.event_store.tables import ENDS_INSERT
from bsm_service.event_store.tracking import (
    LogTrackingRecorder,
    library_errors,
    tracking_rows,
)
from bsm_service.event_store.transaction import CONFLICT, Transaction

Admission = Callable[[Transaction, Sequence[StoredEvent]], Sequence[DomainEvent]]

_NOTIFICATIONS = """SELECT
        l.position, e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE {conditions} ORDER BY l.position LIMIT ?"""

# Looked for from the log's end, where it has just been written.
_POSITION = """SELECT position FROM leaves
    WHERE originator_id = ? AND originator_version = ?
    ORDER BY position DESC LIMIT 1"""


class AggregateLogRecorder(LogRecorder):
    """Inserts facts and selects them by stream. `admit` says which may enter."""

    def __init__(self, store: EventStore, admit: Admission = admit_facts) -> None:
        super().__init__(store.log_database)
        self._store = store
        self._admit = admit

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Stores all or none. Raises IntegrityError if another writer was first,
        DataError for facts that are not admitted, OperationalError.
        """
        self._insert(stored_events, **kwargs)
        return None

    def select_events(
        self, originator_id: UUID | str, **bounds: Any
    ) -> list[StoredEvent]:
        with library_errors():
            return super().select_events(originator_id, **bounds)

    def _insert(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        transaction: Transaction | None = None,
        tracking: Tracking | None = None,
        **_: Any,
    ) -> list[int]:
        """Stores them in the transaction that is open, or one of their own; their
        positions. With them, how far a program has followed another log.
        """

        def append(transaction: Transaction) -> list[int]:
            return self._append(transaction, stored_events, tracking)

        with library_errors():
            if transaction is not None:
                return append(transaction)
            return self._store.run_in_transaction(append)

    def _append(
        self,
        transaction: Transaction,
        stored_events: Sequence[StoredEvent],
        tracking: Tracking | None,
    ) -> list[int]:
        if transaction.checks_ids:
            positions = self._positions_on_record(transaction, stored_events)
            if positions:  # and what they track is on record with them
                return positions
        rows = tracking_rows(transaction, tracking, retried=not stored_events)
        positions = []
        if stored_events:
            facts = self._admit(transaction, stored_events)
            end = transaction.append_facts(facts, ENDS_INSERT) + 1
            positions = [*range(end - len(facts), end)]
        transaction.trackings += rows
        return positions

    def _positions_on_record(
        self, transaction: Transaction, stored_events: Sequence[StoredEvent]
    ) -> list[int]:
        """Where these lie that a COMMIT stored which nobody answered: there is no
        command id to ask by, but they are on record byte for byte. Raises Conflict
        where something else is on record in their place.
        """
        log = transaction.log
        found = [
            on_record
            for stored in stored_events
            for on_record in log.recorder.select_events(
                stored.originator_id,
                gt=stored.originator_version - 1,
                lte=stored.originator_version,
            )
        ]
        if not found:
            return []
        if not transaction.after_unknown_outcome or found != list(stored_events):
            raise Conflict(CONFLICT)
        with log.connection() as connection:
            log.database.confirm(connection)
            return [
                connection.execute(
                    _POSITION, (stored.originator_id, stored.originator_version)
                ).fetchone()[0]
                for stored in stored_events
            ]


class ApplicationLogRecorder(AggregateLogRecorder, ApplicationRecorder):
    """Also selects facts by position, and lets others follow them."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Stores all or none; the positions. Raises as the aggregate recorder does."""
        return self._insert(stored_events, **kwargs)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        first = 1 if start is None else start + (not inclusive_of_start)
        conditions, values = ["l.position >= ?"], list[Any]([first])
        if stop is not None:
            conditions.append("l.position <= ?")
            values.append(stop)
        if topics:
            conditions.append(f"e.topic IN ({', '.join('?' * len(topics))})")
            values += topics
        sql = _NOTIFICATIONS.format(conditions=" AND ".join(conditions))
        with library_errors(), self._store.connection() as connection:
            return [
                Notification(UUID(stream), version, name, state, position)
                for position, stream, version, name, state in connection.execute(
                    sql, (*values, limit)
                )
            ]

    def max_notification_id(self) -> int | None:
        with library_errors():
            return self._store.position() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> LogSubscription:
        return LogSubscription(self, self._store, gt, topics)


class ProcessLogRecorder(ApplicationLogRecorder, LogTrackingRecorder, ProcessRecorder):
    """Inserts facts together with how far it has followed the log that led to them."""
