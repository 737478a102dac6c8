"""Updates every read model with the facts that it has not processed yet.

A page of facts is folded, and in one transaction the position is compared-and-set and
the rows are written. An engine that loses the comparison rolls back and starts again,
so several engines can work at once.

A fact that a model cannot process, or whose rows cannot be stored, is parked with its
error and reported; the model continues.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition
from typing import Protocol

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Connection, Database, Row
from bsm_projections.engine.generations import (
    MIGRATIONS,
    Generations,
    ReadModel,
    table_suffix,
)
from bsm_projections.engine.items import item_of
from bsm_projections.engine.parked_facts import (
    fold,
    fold_and_store,
    is_database_trouble,
    park,
)
from bsm_projections.engine.temporal_tables import RowBatch
from bsm_projections.engine.visibility import ReadSnapshot

# Facts in one transaction: few, so that readers do not wait; many, to catch up with a
# long log.
USUAL_PAGE_SIZE = 500
CATCH_UP_PAGE_SIZE = 5_000


class FactLog(Protocol):
    """The source of facts, in the order of their positions."""

    def page(self, after: int, limit: int) -> list[LoggedFact]: ...


@dataclass(frozen=True, slots=True)
class ReadModelProgress:
    """The progress of one read model."""

    name: str
    generation: int
    version: int
    position: int
    active: bool
    parked: int


@dataclass(frozen=True, slots=True)
class ParkedFact:
    """A fact that a read model could not process, with the error."""

    projection: str
    position: int
    stored_name: str
    error: str


class Engine:
    """Keeps the read models of one database up to date with one log."""

    def __init__(
        self,
        log: FactLog,
        database: Database,
        models: Sequence[ReadModel],
        *,
        page_size: int | None = None,
    ) -> None:
        """`page_size` is the number of facts folded in one transaction; by default it
        depends on how many are missing.
        """
        self.log = log
        self.database = database
        self._generations = Generations(database, models)
        self._page_size = page_size or USUAL_PAGE_SIZE
        self._longest_page = page_size or CATCH_UP_PAGE_SIZE
        self._position_changed = Condition()
        if not MIGRATIONS.applied(database):
            MIGRATIONS.apply(database)
        with database.writing(exclusive=True) as connection:
            self._generations.prepare(connection)

    @property
    def models(self) -> Mapping[str, ReadModel]:
        return self._generations.models

    # Positions

    def position(self) -> int:
        """The position that every active read model has reached."""
        with self.database.connection() as connection:
            row = connection.execute(
                "SELECT min(position) AS position FROM projections WHERE active = 1 "
                f"AND {self._generations.is_known}"
            ).fetchone()
        return int(row["position"] or 0)

    def progress(self) -> list[ReadModelProgress]:
        """Every generation that this version of the product maintains or builds."""
        with self.database.snapshot() as connection:
            rows = connection.execute(
                "SELECT p.*, (SELECT count(*) FROM parked_facts k WHERE "
                "k.name = p.name AND k.generation = p.generation) AS parked "
                f"FROM projections p WHERE {self._generations.is_known} AND active < 2 "
                "ORDER BY name, generation"
            ).fetchall()
        return [item_of(ReadModelProgress, row) for row in rows]

    def parked(self) -> list[ParkedFact]:
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT k.name, k.position, k.stored_name, k.error "
                "FROM parked_facts k JOIN projections p ON p.name = k.name "
                "AND p.generation = k.generation WHERE p.active = 1 "
                "ORDER BY k.position, k.name"
            ).fetchall()
        return [ParkedFact(*row) for row in rows]

    def wait_for(self, position: int, timeout: float) -> bool:
        """Waits until the read models have reached a position; False if they do not in
        time.
        """
        with self._position_changed:
            return self._position_changed.wait_for(
                lambda: self.position() >= position, timeout
            )

    @contextmanager
    def snapshot(self) -> Iterator[ReadSnapshot]:
        """A consistent view of the active generations."""
        with self.database.snapshot() as connection:
            yield self._generations.snapshot(connection)

    # Folding

    def catch_up(self, on_progress: Callable[[int], None] | None = None) -> int:
        """Folds all new facts; returns the position reached."""
        limit, longest = self._page_size, 0
        while folded := self._step(limit):
            # If a whole page was missing, there is probably more; long pages need fewer
            # writes.
            limit = self._longest_page if folded == limit else self._page_size
            longest = max(longest, folded)
            if on_progress is not None:
                on_progress(self.position())
        if longest > self._page_size:  # it takes a while, on a long log
            self.database.analyze()
        with self._position_changed:
            self._position_changed.notify_all()
        return self.position()

    def _step(self, limit: int) -> int:
        """Folds one page for the generations that are furthest behind. Returns the
        number of facts, 1 if a generation took over, or 0 if there is nothing left to
        do.
        """
        behind = self._furthest_behind()
        if not behind:
            return 0
        facts = self.log.page(behind[0]["position"], limit)
        if not facts:
            # The log ends here, so nobody waits for a later position.
            return int(self._take_over())
        end = facts[-1].position
        facts_of = [
            (generation, self._generations.facts_for(generation["name"], facts))
            for generation in behind
        ]
        try:
            self._write_page(facts_of, end)
        except Exception as error:
            if is_database_trouble(error):
                raise
            self._write_page(facts_of, end, singly=True)
        return len(facts)

    def _write_page(
        self,
        facts_of: Sequence[tuple[Row, list[LoggedFact]]],
        end: int,
        *,
        singly: bool = False,
    ) -> None:
        """Writes a page in one transaction. If rows cannot be stored, it is not known
        which fact they belong to: the facts are then written `singly`, which takes
        longer.
        """
        with self.database.writing() as connection:
            for generation, used in facts_of:
                if not _advance_position(connection, generation, end):
                    continue  # another engine was here first
                for page in [[fact] for fact in used] if singly else [used]:
                    self._fold_page(connection, generation, page, singly=singly)

    def _furthest_behind(self) -> list[Row]:
        """In the same order for all engines, so that they cannot deadlock."""
        with self.database.connection() as connection:
            rows = connection.execute(
                "SELECT name, generation, position FROM projections WHERE stopped = 0 "
                f"AND {self._generations.is_known} ORDER BY name, generation"
            ).fetchall()
        if not rows:
            return []
        lowest = min(row["position"] for row in rows)
        return [row for row in rows if row["position"] == lowest]

    def _fold_page(
        self,
        connection: Connection,
        behind: Row,
        facts: list[LoggedFact],
        *,
        singly: bool,
    ) -> None:
        model, generation = self.models[behind["name"]], behind["generation"]
        suffixes = {table.name: table_suffix(generation) for table in model.tables}
        batch = RowBatch(connection, suffixes)
        batch.expect(*_streams_of(facts))
        for entry in facts:
            error = (
                fold_and_store(model.fold, batch, entry, connection)
                if singly
                else fold(model.fold, batch, entry)
            )
            if error is not None:
                park(connection, behind, entry, error)
        if not singly:
            batch.write()

    def rebuild(self, name: str | None = None) -> None:
        """Starts a new generation of one read model, or of all, from the first fact.

        The next `catch_up` builds it; readers use the old one until it has caught up.
        """
        with self.database.writing(exclusive=True) as connection:
            for model in self.models.values():
                if name in (None, model.name):
                    self._generations.add(connection, model, active=0)

    def reset(self) -> None:
        """Discards everything shown, which came from another log; shows nothing until
        the next `catch_up`.
        """
        with self.database.writing(exclusive=True) as connection:
            self._generations.reset(connection)

    def _take_over(self) -> bool:
        with self.database.connection() as connection:
            if not self._generations.waiting(connection):
                return False
        with self.database.writing(exclusive=True) as connection:
            return self._generations.take_over(connection)


def _advance_position(connection: Connection, generation: Row, end: int) -> bool:
    """Compares and sets the position, inside the writing transaction, which locks the
    row.
    """
    result = connection.execute(
        "UPDATE projections SET position = ? WHERE name = ? AND generation = ? "
        "AND position = ? AND stopped = 0",
        (end, generation["name"], generation["generation"], generation["position"]),
    )
    return result.rowcount == 1


def _streams_of(facts: Sequence[LoggedFact]) -> tuple[list[str], list[str]]:
    """The streams that begin in this page; and those that began before it, whose rows
    may already be stored.
    """
    first_versions: dict[str, int] = {}
    for _, fact, stream in facts:
        if isinstance(fact, DomainEvent):
            first_versions.setdefault(stream, fact.originator_version)
    streams = first_versions.items()
    return (
        [stream for stream, version in streams if version == 1],
        [stream for stream, version in streams if version > 1],
    )
