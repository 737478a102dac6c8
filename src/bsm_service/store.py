"""The one event store of the network: one log, one order, one audit trail.

Commands run inside the writer's turn. What is kept in memory (the head of the log,
the folds of meetings and seat ledgers) is published only after COMMIT.
"""

import secrets
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import PersistenceError
from eventsourcing.sqlite import SQLiteCursor

from bsm_domain.foundation import Aggregate
from bsm_service.clock import Clock, utc_now
from bsm_service.event_mapper import FactMapper
from bsm_service.log_reader import LogReader
from bsm_service.log_recorder import (
    SCHEMA_VERSION,
    LogDatastore,
    row,
    rows,
)
from bsm_service.merkle import Frontier
from bsm_service.refusals import (
    StoreUnavailable,
)
from bsm_service.turn import Head, Turn
from bsm_service.writer_turn import Ticket, WriterTurn

T = TypeVar("T")

_INSERT_FRONTIER = "INSERT INTO frontiers VALUES (:size, :hashes)"

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
            turn = Turn(self, cursor, before, self.clock, self.origin, self.kept)
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
