"""Feeds every read model the facts that it has not seen yet.

A page of facts is folded, and in one transaction the position is compared-and-set and
the rows are written. Whoever loses the comparison rolls back and looks again: nothing
else is needed for several engines to work at once.

A fact that a model cannot digest is parked with its error and shown; the model goes on,
or stops there, as its policy says.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import Protocol

from bsm_domain.foundation import DomainEvent
from bsm_domain.recorded import Recorded, Undecodable
from bsm_projections.generations import Generations, ReadModel, suffix
from bsm_projections.read_store import Page, ReadStore, View


class Log(Protocol):
    """The source of facts, in the order of their positions."""

    def page(self, after: int, limit: int) -> list[Recorded]: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one read model has come."""

    name: str
    generation: int
    version: int
    position: int
    active: bool
    stopped: bool
    parked: int


@dataclass(frozen=True, slots=True)
class Parked:
    """A fact that a read model could not digest, and why."""

    projection: str
    position: int
    stored_name: str
    error: str


class Engine:
    """Keeps the read models of one database up to date with one log."""

    def __init__(
        self,
        log: Log,
        store: ReadStore,
        models: Sequence[ReadModel],
        *,
        page_size: int = 500,
    ) -> None:
        self.log = log
        self.store = store
        self._generations = Generations(models)
        self.page_size = page_size
        self._moved = Condition()
        with store.writing() as connection:
            self._generations.prepare(connection)

    @property
    def models(self) -> Mapping[str, ReadModel]:
        return self._generations.models

    # Positions

    def position(self) -> int:
        """The position that every active read model has reached."""
        with self.store.connection() as connection:
            found = connection.execute(
                "SELECT min(position) AS position FROM projections WHERE active = 1 "
                f"AND {self._generations.mine}"
            ).fetchone()
        return int(found["position"] or 0)

    def progress(self) -> list[Progress]:
        """Every generation that this version of the product keeps or builds."""
        with self.store.snapshot() as connection:
            found = connection.execute(
                "SELECT p.*, (SELECT count(*) FROM parked_facts k WHERE "
                "k.name = p.name AND k.generation = p.generation) AS parked "
                f"FROM projections p WHERE {self._generations.mine} "
                "ORDER BY name, generation"
            ).fetchall()
        return [
            Progress(
                one["name"],
                one["generation"],
                one["version"],
                one["position"],
                bool(one["active"]),
                bool(one["stopped"]),
                one["parked"],
            )
            for one in found
        ]

    def parked(self) -> list[Parked]:
        with self.store.connection() as connection:
            found = connection.execute(
                "SELECT k.name, k.position, k.stored_name, k.error "
                "FROM parked_facts k JOIN projections p ON p.name = k.name "
                "AND p.generation = k.generation WHERE p.active = 1 "
                "ORDER BY k.position, k.name"
            ).fetchall()
        return [Parked(*one) for one in found]

    def wait_for(self, position: int, timeout: float) -> bool:
        """Waits until the read models show a position; False if they don't in time."""
        with self._moved:
            return self._moved.wait_for(lambda: self.position() >= position, timeout)

    @contextmanager
    def view(self) -> Iterator[View]:
        """One consistent look at the active generations."""
        with self.store.snapshot() as connection:
            yield View(connection, self._generations.active(connection))

    # Folding

    def catch_up(self, progressed: Callable[[int], None] | None = None) -> int:
        """Folds all facts not yet seen; returns the position reached."""
        while self._step():
            if progressed is not None:
                progressed(self.position())
        with self._moved:
            self._moved.notify_all()
        return self.position()

    def _step(self) -> bool:
        """One page for the generations that are furthest behind; False if none is."""
        behind = self._furthest_behind()
        facts: list[Recorded] = []
        while behind:
            facts = self.log.page(behind[0]["position"], self.page_size)
            if facts:
                break
            # The log ends here, so nobody at this position waits for anything.
            return self._take_over()
        if not facts:
            return False
        with self.store.writing() as connection:
            for one in behind:
                self._fold_page(connection, one, facts)
        return True

    def _furthest_behind(self) -> list[sqlite3.Row]:
        with self.store.connection() as connection:
            rows = connection.execute(
                "SELECT name, generation, position FROM projections "
                f"WHERE stopped = 0 AND {self._generations.mine}"
            ).fetchall()
        if not rows:
            return []
        lowest = min(row["position"] for row in rows)
        return [row for row in rows if row["position"] == lowest]

    def _fold_page(
        self, connection: sqlite3.Connection, one: sqlite3.Row, facts: list[Recorded]
    ) -> None:
        model, generation = self.models[one["name"]], one["generation"]
        if not _still_at(connection, one):
            return  # another engine was here first
        suffixes = {table.name: suffix(generation) for table in model.tables}
        page = Page(connection, suffixes)
        reached, stopped = one["position"], 0
        fold = model.fold
        for recorded in facts:
            complaint = _fold(fold, page, recorded)
            if complaint is not None:
                connection.execute(
                    "INSERT INTO parked_facts VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT DO NOTHING",
                    (model.name, generation, recorded.position, *complaint),
                )
                if model.stops_at_bad_fact:
                    stopped = 1
                    break
            reached = recorded.position
        connection.execute(
            "UPDATE projections SET position = ?, stopped = ? "
            "WHERE name = ? AND generation = ?",
            (reached, stopped, model.name, generation),
        )
        page.write()

    def rebuild(self, name: str | None = None) -> None:
        """Starts a new generation of one read model, or of all, from the first fact.

        The next `catch_up` builds it; readers keep the old one until it has caught up.
        """
        with self.store.writing() as connection:
            for model in self.models.values():
                if name in (None, model.name):
                    self._generations.add(connection, model, active=0)

    def _take_over(self) -> bool:
        with self.store.connection() as connection:
            if not self._generations.waiting(connection):
                return False
        with self.store.writing() as connection:
            return self._generations.take_over(connection)


def _still_at(connection: sqlite3.Connection, one: sqlite3.Row) -> bool:
    """The comparison of compare-and-set, inside the writing transaction."""
    found = connection.execute(
        "SELECT position FROM projections WHERE name = ? AND generation = ? "
        "AND stopped = 0",
        (one["name"], one["generation"]),
    ).fetchone()
    return found is not None and found["position"] == one["position"]


def _fold(
    fold: Callable[[DomainEvent, Page], None], page: Page, recorded: Recorded
) -> tuple[str, str] | None:
    """Folds one fact; the stored name and the error if it could not be digested."""
    position, fact = recorded
    if isinstance(fact, Undecodable):
        return fact.stored_name, fact.error
    page.position, mark = position, page.mark()
    try:
        fold(fact, page)
    except sqlite3.Error:  # the database's trouble, not the fact's
        raise
    except Exception as error:  # whatever it is, it is shown and never swallowed
        page.undo(mark)
        return fact.TOPIC, f"{type(error).__name__}: {error}"
    return None
