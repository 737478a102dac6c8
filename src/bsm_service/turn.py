"""What one command sees and writes inside the writer's turn."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteCursor

from bsm_domain.clocks import from_micros, to_micros
from bsm_domain.errors import Conflict
from bsm_domain.foundation import Aggregate, DomainEvent
from bsm_domain.meeting import Meeting
from bsm_domain.seat_ledger import SeatLedger
from bsm_service.clock import Clock
from bsm_service.log_reader import LogReader
from bsm_service.log_recorder import row
from bsm_service.merkle import Frontier, leaf_hash, leaf_text
from bsm_service.refusals import CommandIdReused

A = TypeVar("A", bound=Aggregate)

# Every registration looks at these two; the ledger's stream is the one long one.
KEPT_FOLDS: frozenset[type[Aggregate]] = frozenset({Meeting, SeatLedger})

_INSERT_LEAF = """INSERT INTO leaves VALUES (:position, :originator_id,
    :originator_version, :recorded_at, :ends_command, :leaf_hash)"""
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

    log: LogReader
    cursor: SQLiteCursor
    head: Head
    clock: Clock
    origin: str
    kept: Mapping[UUID, Aggregate]
    folds: dict[UUID, Aggregate] = field(default_factory=dict)

    def now(self) -> datetime:
        """The server's clock, which never runs backwards along the log."""
        return max(self.clock(), from_micros(self.head.recorded_at))

    def find(self, kind: type[A], id: UUID) -> A | None:
        """The thing as it stands now, or None where nothing is on record."""
        if kind not in KEPT_FOLDS:
            return self.log.fold(kind, id)
        known = self.folds.get(id) or self.kept.get(id)
        if known is not None:
            return known if isinstance(known, kind) else None
        found = self.log.fold(kind, id)
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
        stored = [self.log.mapper.to_stored_event(fact) for fact in facts]
        self.log.recorder._insert_events(self.cursor, stored)
        recorded_at = to_micros(facts[-1].recorded_at)
        for number, one in enumerate(stored, start=1):
            leaf = leaf_hash(self._leaf_text(one))
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
            known = self.folds.get(fact.originator_id) or self.kept.get(
                fact.originator_id
            )
            if known is not None and known.version + 1 == fact.originator_version:
                self.folds[fact.originator_id] = known.evolve(fact)

    def _leaf_text(self, stored: StoredEvent) -> bytes:
        assert isinstance(stored.originator_id, UUID)
        return leaf_text(
            self.origin,
            stored.originator_id,
            stored.originator_version,
            stored.topic,
            stored.state,
        )
