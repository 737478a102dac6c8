"""The one event store of the network: one log, one order, one audit trail.

Commands run inside the writer's turn. What is kept in memory (the head of the log,
the folds of meetings and seat ledgers) is published only after COMMIT.
"""

import secrets
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from eventsourcing.persistence import EventStore, PersistenceError, StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from bsm_domain.clocks import from_micros, to_micros
from bsm_domain.errors import Conflict
from bsm_domain.foundation import Aggregate, DomainEvent
from bsm_domain.meeting import Meeting
from bsm_domain.recorded import Recorded, Undecodable
from bsm_domain.seat_ledger import SeatLedger
from bsm_service.clock import Clock, utc_now
from bsm_service.event_mapper import FactMapper
from bsm_service.log_recorder import (
    SCHEMA_VERSION,
    LogDatastore,
    LogRecorder,
    refusal_of,
    row,
    rows,
)
from bsm_service.merkle import Frontier, leaf_hash, leaf_text
from bsm_service.refusals import (
    CommandIdReused,
    NoSuchMoment,
    StoreUnavailable,
    UnknownFact,
)
from bsm_service.writer_turn import Ticket, WriterTurn

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")

# Every registration looks at these two; the ledger's stream is the one long one.
KEPT_FOLDS: frozenset[type[Aggregate]] = frozenset({Meeting, SeatLedger})

_INSERT_LEAF = """INSERT INTO leaves VALUES (:position, :originator_id,
    :originator_version, :recorded_at, :ends_command, :leaf_hash)"""
_INSERT_FRONTIER = "INSERT INTO frontiers VALUES (:size, :hashes)"
_INSERT_ANSWER = """INSERT INTO command_answers
    VALUES (:account, :command_id, :digest, :answer)"""
_PAGE = """SELECT l.position, l.recorded_at, l.ends_command, l.leaf_hash,
        e.originator_id, e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE l.position > :after ORDER BY l.position LIMIT :limit"""


class Head(NamedTuple):
    """Where the log ends: its size, the last server time, the tree's frontier."""

    position: int
    recorded_at: int
    frontier: Frontier


@dataclass(frozen=True, slots=True)
class CommandKey:
    """What makes a command the same command again: who, under which id, asking what."""

    account: str
    command_id: UUID
    digest: bytes


@dataclass(slots=True)
class Turn:
    """What one command sees and writes inside the writer's turn."""

    store: "Store"
    cursor: SQLiteCursor
    head: Head
    folds: dict[UUID, Aggregate] = field(default_factory=dict)

    def now(self) -> datetime:
        """The server's clock, which never runs backwards along the log."""
        return max(self.store.clock(), from_micros(self.head.recorded_at))

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The thing as it stands now, or None where nothing is on record."""
        if kind not in KEPT_FOLDS:
            return self.store.fold(kind, id)
        known = self.folds.get(id) or self.store.kept.get(id)
        if known is not None:
            return known if isinstance(known, kind) else None
        found = self.store.fold(kind, id)
        if found is not None:
            self.folds[id] = found
        return found

    def first_answer(self, key: CommandKey) -> str | None:
        """The answer given when this command was first accepted.

        Raises CommandIdReused where the id came with another request.
        """
        found = row(
            self.cursor,
            """SELECT digest, answer FROM command_answers
            WHERE account = :account AND command_id = :command_id""",
            account=key.account,
            command_id=key.command_id.hex,
        )
        if found is None:
            return None
        if found["digest"] != key.digest:
            raise CommandIdReused(
                f"the command id {key.command_id} was used for another request; "
                "give each request an id of its own"
            )
        answer: str = found["answer"]
        return answer

    def save(
        self,
        facts: Sequence[DomainEvent],
        key: CommandKey | None,
        answer_at: Callable[[int], str],
    ) -> str:
        """Stores the facts of one command, all or none, and the answer given.

        `answer_at` makes the answer from the position of the last fact.
        """
        self.cursor.execute("SAVEPOINT command")
        try:
            head = self._append(facts)
            answer = answer_at(head.position)
            if key is not None:
                self.cursor.execute(
                    _INSERT_ANSWER,
                    {
                        "account": key.account,
                        "command_id": key.command_id.hex,
                        "digest": key.digest,
                        "answer": answer,
                    },
                )
        except sqlite3.IntegrityError as error:
            self.cursor.execute("ROLLBACK TO command")
            raise Conflict(
                "someone else changed the same thing first; look again, then retry"
            ) from error
        finally:
            self.cursor.execute("RELEASE command")
        self.head = head
        self._keep(facts)
        return answer

    def _append(self, facts: Sequence[DomainEvent]) -> Head:
        position, _, frontier = self.head
        stored = [self.store.mapper.to_stored_event(fact) for fact in facts]
        self.store.recorder._insert_events(self.cursor, stored)
        recorded_at = to_micros(facts[-1].recorded_at)
        for number, one in enumerate(stored, start=1):
            leaf = leaf_hash(self.store.leaf_text(one))
            position, frontier = position + 1, frontier.append(leaf)
            assert isinstance(one.originator_id, UUID)
            self.cursor.execute(
                _INSERT_LEAF,
                {
                    "position": position,
                    "originator_id": one.originator_id.hex,
                    "originator_version": one.originator_version,
                    "recorded_at": recorded_at,
                    "ends_command": int(number == len(stored)),
                    "leaf_hash": leaf,
                },
            )
        return Head(position, recorded_at, frontier)

    def _keep(self, facts: Sequence[DomainEvent]) -> None:
        for fact in facts:
            known = self.folds.get(fact.originator_id) or self.store.kept.get(
                fact.originator_id
            )
            if known is not None and known.version + 1 == fact.originator_version:
                self.folds[fact.originator_id] = known.evolve(fact)


Work = Callable[[Turn], Any]


class Store:
    """The log: commands are run in its writer's turn; anybody may read it."""

    def __init__(
        self,
        path: str,
        *,
        origin: str | None = None,
        clock: Clock = utc_now,
        mapper: FactMapper | None = None,
        lock_timeout: int = 5,
    ) -> None:
        """Opens the log, and makes it where there is none.

        `origin` names a new log for ever; default `localhost/bsm/` and 16 random hex
        digits. Raises StoreUnavailable where the folder or file cannot be used.
        """
        self.clock = clock
        self.mapper = mapper or FactMapper()
        self.datastore = LogDatastore(path, lock_timeout=lock_timeout)
        self.recorder = LogRecorder(self.datastore)
        self.events = EventStore(self.mapper, self.recorder)
        self.kept: dict[UUID, Aggregate] = {}
        self._head = Head(0, 0, Frontier())
        self._turn: WriterTurn[Work] = WriterTurn(self._hold)
        self._after_commit: list[Callable[[int], None]] = []
        self.origin = self._open(origin)

    def _open(self, origin: str | None) -> str:
        with self.reading() as cursor:
            made = row(cursor, "SELECT 1 FROM sqlite_master WHERE name = 'log_header'")
        if made is None:
            given = origin or f"localhost/bsm/{secrets.token_hex(8)}"
            with self.datastore.turn() as cursor:
                # One transaction: a log without its name is never to be seen.
                self.recorder.create_table()
                for name, value in (
                    ("origin", given),
                    ("schema_version", str(SCHEMA_VERSION)),
                ):
                    cursor.execute(
                        "INSERT OR IGNORE INTO log_header VALUES (:name, :value)",
                        {"name": name, "value": value},
                    )
        with self.reading() as cursor:
            header = {
                found["name"]: found["value"]
                for found in rows(cursor, "SELECT name, value FROM log_header")
            }
        if int(header["schema_version"]) > SCHEMA_VERSION:
            raise StoreUnavailable(
                f"the log has schema {header['schema_version']}, newer than this "
                f"version of the product knows ({SCHEMA_VERSION}); please upgrade"
            )
        return str(header["origin"])

    def close(self) -> None:
        self.datastore.close()

    # Writing: only in the turn.

    def run(self, work: Callable[[Turn], T]) -> T:
        """Does the work in the writer's turn; returns once it is committed.

        What the work raises is raised here, and then nothing of it was stored.
        """
        result: T = self._turn.submit(work)
        return result

    def on_commit(self, ring: Callable[[int], None]) -> None:
        """Calls `ring` with the new position after each turn that stored a fact."""
        self._after_commit.append(ring)

    def _hold(self, tickets: Sequence[Ticket[Work]]) -> None:
        with self.datastore.turn() as cursor:
            before = self._head_now(cursor)
            turn = Turn(self, cursor, before)
            for ticket in tickets:
                try:
                    ticket.answer(ticket.work(turn))
                except (sqlite3.Error, PersistenceError):
                    raise
                except Exception as error:  # its own caller's, not its neighbours'
                    ticket.fail(error)
            if turn.head.position > before.position:
                cursor.execute(
                    _INSERT_FRONTIER,
                    {
                        "size": turn.head.position,
                        "hashes": turn.head.frontier.to_bytes(),
                    },
                )
        self._head = turn.head
        self.kept.update(turn.folds)
        if turn.head.position > before.position:
            for ring in self._after_commit:
                ring(turn.head.position)

    def _head_now(self, cursor: SQLiteCursor) -> Head:
        """The head in memory; another process's, with nothing kept, if it wrote."""
        found = row(
            cursor,
            "SELECT position, recorded_at FROM leaves ORDER BY position DESC LIMIT 1",
        )
        if found is None or found["position"] == self._head.position:
            return self._head
        self.kept.clear()
        frontier = row(
            cursor,
            "SELECT hashes FROM frontiers WHERE size = :size",
            size=found["position"],
        )
        if frontier is None:
            raise StoreUnavailable(
                f"the log ends at position {found['position']}, but its tree has no "
                "frontier there; run 'bsm verify'"
            )
        return Head(
            found["position"],
            found["recorded_at"],
            Frontier.from_bytes(frontier["hashes"]),
        )

    def leaf_text(self, stored: StoredEvent) -> bytes:
        assert isinstance(stored.originator_id, UUID)
        return leaf_text(
            self.origin,
            stored.originator_id,
            stored.originator_version,
            stored.topic,
            stored.state,
        )

    # Reading.

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
            UUID(found["originator_id"]),
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
