"""The log's database: readers join the transaction that is open in their thread.

The library's own recorders are not used: see docs/decisions/0013.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from bsm_projections.databases import Connection, Database
from bsm_projections.databases.database import Statement


class LogDatabase:
    """One transaction at a time writes; what it has stored so far, its thread sees."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._local = local()

    @contextmanager
    def transaction(self, opening: Sequence[Statement]) -> Iterator[Connection]:
        """The writer's transaction; `opening` is read once nobody else can write.

        Only one thread of a process may be here at a time (the group commit sees to
        it); other processes are held off by the database.
        """
        with self.database.writing(exclusive=True, opening=opening) as connection:
            self._local.connection = connection
            try:
                yield connection
            finally:
                self._local.connection = None

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """The connection of this thread's transaction, or any."""
        here = getattr(self._local, "connection", None)
        if here is not None:
            yield here
            return
        with self.database.connection() as connection:
            yield connection


class OpenTransaction(Protocol):
    """What the recorder needs of the transaction that is open."""

    def append_events(
        self, stored_events: Sequence[StoredEvent], recorded_at: int, ends: int
    ) -> None: ...


class LogRecorder(AggregateRecorder):
    """Selects facts by stream, and hands new ones to the transaction that is open: the
    only way into the log, which the library's event store goes for the product too.
    """

    def __init__(self, log: LogDatabase) -> None:
        self._log = log

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        transaction: OpenTransaction | None = None,
        **leaf_data: int,
    ) -> Sequence[int] | None:
        """Facts alone are no record: a transaction writes them with their leaves, for
        which it needs `leaf_data`.
        """
        if transaction is None:
            raise NotImplementedError("facts are stored in a transaction only")
        transaction.append_events(stored_events, **leaf_data)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        conditions, values = ["originator_id = ?"], list[Any]([originator_id])
        for bound, sign in ((gt, ">"), (lte, "<=")):
            if bound is not None:
                conditions.append(f"originator_version {sign} ?")
                values.append(bound)
        sql = (
            "SELECT originator_version, topic, state FROM stored_events WHERE "
            f"{' AND '.join(conditions)} "
            f"ORDER BY originator_version {'DESC' if desc else 'ASC'}"
        )
        if limit is not None:
            sql += f" LIMIT {limit:d}"
        with self._log.connection() as connection:
            return [
                StoredEvent(originator_id, version, topic, state)
                for version, topic, state in connection.execute(sql, values)
            ]
