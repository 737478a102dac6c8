"""The log's database: its head, its permanent name, and readers that join the
transaction that is open in their thread.

The library's own recorders are not used: see docs/decisions/0013.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import local
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from bsm_projections.databases import Connection, Database, Row
from bsm_projections.databases.database import Statement
from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.event_store.tables import NONCANONICAL_ID, SCHEMA
from bsm_service.foundation.database_errors import database_refusals
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.foundation.schema_versions import prepare_tables


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

    def connection(self) -> AbstractContextManager[Connection]:
        """The connection of this thread's transaction, or any."""
        here = getattr(self._local, "connection", None)
        return self.database.connection() if here is None else nullcontext(here)


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


def open_log(database: Database, origin: str | None) -> str:
    """Makes the tables where there are none; the log's origin.

    `origin` names a new log; default `localhost/bsm/` and 16 random hex digits.
    Raises StoreUnavailable.
    """
    prepare_tables(SCHEMA, database, "the record")
    with database_refusals():
        with database.connection() as connection:
            stored_origin = _read_origin(connection)
        return stored_origin or _ensure_origin(database, origin)


def _read_origin(connection: Connection) -> str | None:
    row = connection.execute(
        "SELECT value FROM log_header WHERE name = 'origin'"
    ).fetchone()
    if row is None and connection.execute("SELECT 1 FROM leaves LIMIT 1").fetchone():
        raise StoreUnavailable(
            "the log's header is incomplete and does not identify the log; restore "
            "it from a backup"
        )
    return None if row is None else str(row["value"])


def _ensure_origin(database: Database, origin: str | None) -> str:
    with database.writing(exclusive=True) as connection:
        stored_origin = _read_origin(connection)
        if stored_origin is not None:
            return stored_origin
        new_origin = origin or f"localhost/bsm/{secrets.token_hex(8)}"
        connection.insert({"log_header": [("origin", new_origin)]})
    return new_origin


class Head(NamedTuple):
    """Where the log ends: its size, the last server time, the tree's frontier."""

    position: int
    recorded_at: int
    frontier: Frontier


def end_of_log(database: Database, rights: str = "NULL") -> str:
    """A query of the last position, with the tree's frontier there; and whether any
    identity is misspelt, which every transaction checks. `rights` is an expression for
    the version of everybody's rights, where this database can read it.
    """
    misspelt = "0"
    if database.dialect.unusual_identity:
        misspelt = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} INDEXED BY misspelt_{table} "
            f"WHERE {NONCANONICAL_ID})"
            for table in ("stored_events", "leaves")
        )
    return f"""SELECT l.position, l.recorded_at, f.hashes,
            {misspelt} AS misspelt, {rights} AS rights_version
        FROM leaves l LEFT JOIN frontiers f ON f.size = l.position
        ORDER BY l.position DESC LIMIT 1"""


def read_head(end: Sequence[Row], known: Head | None) -> Head:
    """The head in the answer to `end_of_log`; `known` where that is still the end.

    Raises StoreUnavailable where nothing can be appended to it.
    """
    if not end:
        return Head(0, 0, Frontier())
    position, recorded_at, hashes, misspelt, *_ = end[0]
    if hashes is None:
        raise StoreUnavailable(
            f"the log ends at position {position}, but its tree has no frontier "
            "there; run 'bsm verify'"
        )
    if misspelt:
        raise StoreUnavailable(
            "an identity in the log is written in an unusual form, so facts would be "
            "left out of decisions; run 'bsm verify' to see which"
        )
    if (
        known is not None
        and position == known.position
        and hashes == known.frontier.to_bytes()
    ):
        return known
    return Head(position, recorded_at, Frontier.from_bytes(hashes))
