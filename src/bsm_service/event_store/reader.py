"""Reading the log: facts by stream, position and time."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import EventStore, StoredEvent

from bsm_domain.agreement.decision import Decision
from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact, UndecodableFact
from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import (
    DATABASE_ERRORS,
    Connection,
    Database,
    Row,
    select_among,
)
from bsm_service.event_store.log_database import LogDatabase, LogRecorder
from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.event_store.serialization import FactMapper
from bsm_service.event_store.tables import IS_COMPARED_FIRST_FACT, IS_DECISION_TABLED
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.refusals import NoSuchMoment, UnknownFact

AggregateT = TypeVar("AggregateT", bound=Aggregate)

_PAGE = """SELECT l.position, l.recorded_at, l.ends_command, l.leaf_hash,
        e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE l.position > :after ORDER BY l.position LIMIT :limit"""


_STORED_NAME_QUERY = """SELECT
        l.position, e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE l.position > ? AND l.position <= ? AND e.topic IN ({names})
    ORDER BY l.position"""


def first_facts_query(kind: type[Aggregate]) -> str:
    """Asks for the first facts of all meetings, objectives or decisions: of these there
    are indexes.
    """
    is_indexed = IS_DECISION_TABLED if kind is Decision else IS_COMPARED_FIRST_FACT
    return (
        "SELECT 0 AS position, originator_id, originator_version, topic, state "
        f"FROM stored_events WHERE {is_indexed} AND topic = :topic"
    )


class LogReader:
    """Reads; within a transaction it sees what that has stored so far."""

    def __init__(self, database: Database, mapper: FactMapper) -> None:
        self.database = database
        self.mapper = mapper
        self.log_database = LogDatabase(database)
        self.recorder = LogRecorder(self.log_database)
        self.events = EventStore(mapper, self.recorder)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection to the log; within a transaction, that of the transaction."""
        try:
            with self.log_database.connection() as connection:
                yield connection
        except DATABASE_ERRORS as error:
            raise refusal_for(error) from error

    def rows(self, sql: str, **values: Any) -> list[Row]:
        with self.connection() as connection:
            return connection.execute(sql, values).fetchall()

    def row(self, sql: str, **values: Any) -> Row | None:
        with self.connection() as connection:
            row: Row | None = connection.execute(sql, values).fetchone()
            return row

    def load(
        self,
        kind: type[AggregateT],
        id: UUID,
        *,
        version: int | None = None,
        unwritten: Iterable[DomainEvent] = (),
    ) -> AggregateT | None:
        """The thing as it stands, or stood at a version; None if not on record.

        `unwritten` are later facts of its stream, which an open transaction has yet
        to write.
        """
        facts = chain(self._facts(id, lte=version), unwritten)
        first = next(facts, None)
        if not isinstance(first, kind.FIRST_FACTS):
            return None
        return kind.replay(kind.begin(first), facts)

    def fact(self, stream: UUID, version: int) -> DomainEvent | None:
        """One fact of a stream; None if it is not on record."""
        return next(self._facts(stream, gt=version - 1, lte=version), None)

    def compared_first_facts(self, kind: type[Aggregate]) -> list[DomainEvent]:
        """The first facts of all things of a kind, in `first_facts_query`."""
        [first_fact] = kind.FIRST_FACTS
        rows = self.rows(first_facts_query(kind), topic=first_fact.TOPIC)
        facts = (self.decode(row).fact for row in rows)
        return [fact for fact in facts if isinstance(fact, first_fact)]

    def streams_with(
        self, ids: Iterable[UUID], stored_names: Iterable[str]
    ) -> dict[UUID, bool]:
        """Those of many streams that are on record, and whether each has a fact of one
        of these names.
        """
        names = ", ".join(f"'{name}'" for name in stored_names)
        with self.connection() as connection:
            rows = select_among(
                connection,
                "SELECT originator_id, "
                f"max(CASE WHEN topic IN ({names}) THEN 1 ELSE 0 END) "
                "FROM stored_events WHERE originator_id IN ({values}) "
                "GROUP BY originator_id",
                ids,
            )
            return {UUID(str(row[0])): bool(row[1]) for row in rows}

    def load_newer(self, known: AggregateT, id: UUID) -> AggregateT:
        """The thing as it stands, from what it was at an earlier version."""
        return known.replay(known, self._facts(id, gt=known.version)) or known

    def _facts(self, id: UUID, **bounds: int | None) -> Iterator[DomainEvent]:
        try:
            yield from self.events.get(id, **bounds)  # type: ignore[arg-type, misc]
        except DATABASE_ERRORS as error:
            raise refusal_for(error) from error

    def position(self) -> int:
        """The number of the newest fact; 0 for an empty log."""
        row = self.row("SELECT max(position) AS position FROM leaves")
        return int(row["position"] or 0) if row else 0

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        """Up to `limit` facts after a position, in the order of the log."""
        return [self.decode(row) for row in self.stored_page(after, limit)]

    def stored_page(self, after: int, limit: int) -> list[Row]:
        """The same facts as they lie in the log: stored bytes, leaf, header columns."""
        return self.rows(_PAGE, after=after, limit=limit)

    def facts_by_stored_name(
        self, names: Collection[str], after: int, until: int
    ) -> list[LoggedFact]:
        """The facts with these stored names after one position, up to another."""
        sql = _STORED_NAME_QUERY.format(names=", ".join("?" * len(names)))
        with self.connection() as connection:
            rows = connection.execute(sql, (after, until, *names)).fetchall()
        return [self.decode(row) for row in rows]

    def decode(self, row: Row) -> LoggedFact:
        """The fact of a row of `stored_page`, or that it cannot be read."""
        stored = StoredEvent(
            row["originator_id"],  # text will do: it is only named in refusals
            row["originator_version"],
            row["topic"],
            row["state"],
        )
        try:
            fact: DomainEvent | UndecodableFact = self.mapper.to_domain_event(stored)
        except UnknownFact as error:
            fact = UndecodableFact(stored.topic, str(error))
        return LoggedFact(row["position"], fact, _with_dashes(row["originator_id"]))

    def recorded_at(self, position: int) -> datetime:
        """When the fact at a position was recorded. Raises NoSuchMoment."""
        row = self.row(
            "SELECT recorded_at FROM leaves WHERE position = :position",
            position=position,
        )
        if row is None:
            raise NoSuchMoment(
                f"there is no position {position}; the log ends at {self.position()}"
            )
        return from_micros(row["recorded_at"])

    def position_at(self, moment: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the first."""
        # recorded_at never falls along the log, so no index is needed.
        return bisect_right(range(1, self.position() + 1), moment, key=self.recorded_at)

    def frontier_at(self, size: int) -> Frontier | None:
        """The tree when it had so many leaves; None in the middle of a transaction."""
        if size == 0:
            return Frontier()
        row = self.row("SELECT hashes FROM frontiers WHERE size = :size", size=size)
        return None if row is None else Frontier.from_bytes(row["hashes"])

    def root_at(self, size: int) -> bytes:
        """The tree's root when it had so many leaves, even within a transaction."""
        tree = Frontier()
        row = self.row(
            "SELECT hashes FROM frontiers WHERE size <= :size "
            "ORDER BY size DESC LIMIT 1",
            size=size,
        )
        if row is not None:
            tree = Frontier.from_bytes(row["hashes"])
        for leaf in self.rows(
            "SELECT leaf_hash FROM leaves WHERE position > :after "
            "AND position <= :size ORDER BY position",
            after=tree.size,
            size=size,
        ):
            tree = tree.append(bytes(leaf["leaf_hash"]))
        return tree.root()

    def neighbouring_command(self, position: int, *, forward: bool) -> int:
        """The end of the next (or previous) command: never the middle of one."""
        end, toward = ("min", ">") if forward else ("max", "<")
        row = self.row(
            f"""SELECT {end}(position) AS position FROM leaves
            WHERE ends_command > 0 AND position {toward} :position""",
            position=position,
        )
        return int(row["position"]) if row and row["position"] else position


def _with_dashes(id: str) -> str:
    """A UUID's usual spelling, faster than by way of one."""
    return f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}"
