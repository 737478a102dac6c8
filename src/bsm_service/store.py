"""The one event store of the network: one log, one order, one audit trail.

Commands run inside the writer's turn. What is kept in memory (the head of the log,
the folds of meetings and seat ledgers) is published only after COMMIT.
"""

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from bsm_domain.clocks import from_micros, to_micros
from bsm_domain.errors import Conflict
from bsm_domain.foundation import Aggregate, DomainEvent
from bsm_domain.meeting import Meeting
from bsm_domain.seat_ledger import SeatLedger
from bsm_service.clock import Clock, utc_now
from bsm_service.event_mapper import FactMapper
from bsm_service.log_reader import LogReader
from bsm_service.log_recorder import (
    SCHEMA_VERSION,
    LogDatastore,
    row,
    rows,
)
from bsm_service.merkle import Frontier, leaf_hash, leaf_text
from bsm_service.refusals import (
    CommandIdReused,
    StoreUnavailable,
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
            self._take_back()
            raise Conflict(
                "someone else changed the same thing first; look again, then retry"
            ) from error
        except sqlite3.Error:  # the database has given up the whole turn
            raise
        except BaseException:
            self._take_back()
            raise
        self.cursor.execute("RELEASE command")
        self.head = head
        self._keep(facts)
        return answer

    def _take_back(self) -> None:
        self.cursor.execute("ROLLBACK TO command")
        self.cursor.execute("RELEASE command")

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


class Store(LogReader):
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
        super().__init__(
            LogDatastore(path, lock_timeout=lock_timeout), mapper or FactMapper()
        )
        self.clock = clock
        self.kept: dict[UUID, Aggregate] = {}
        self._head = Head(0, 0, Frontier())
        self._turn: WriterTurn[Work] = WriterTurn(self._hold)
        self._after_commit: list[Callable[[int], None]] = []
        try:
            self.origin = self._open(origin)
        except BaseException:
            self.datastore.close()
            raise

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
        if not header.keys() >= {"origin", "schema_version"}:
            raise StoreUnavailable(
                "the log's header is incomplete, so it cannot be told which log it is; "
                "restore log.db from a backup"
            )
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
