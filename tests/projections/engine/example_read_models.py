"""Logs in memory, and read models small enough to be understood at a glance."""

from dataclasses import dataclass
from uuid import UUID

from examples import header

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact, UndecodableFact
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
)
from bsm_projections.databases import Database, SqliteDatabase
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.temporal_tables import RowBatch, Table

A, B, C = (UUID(int=number) for number in (1, 2, 3))


class InMemoryLog:
    """A log in memory, which may grow."""

    def __init__(self, *facts: DomainEvent | UndecodableFact) -> None:
        self.facts: list[LoggedFact] = []
        self.append(*facts)

    def append(self, *facts: DomainEvent | UndecodableFact) -> None:
        for fact in facts:
            self.facts.append(
                LoggedFact(
                    len(self.facts) + 1, fact, str(getattr(fact, "originator_id", ""))
                )
            )

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        return self.facts[after : after + limit]


def nominated(id: UUID, delegation: str = "AT") -> RegistrationNominated:
    return RegistrationNominated(
        **header(1, id),
        meeting_id=C,
        delegation=delegation,
        function=DelegateFunction.MEMBER,
    )


def confirmed(id: UUID) -> RegistrationConfirmed:
    return RegistrationConfirmed(**header(2, id))


@dataclass(frozen=True, slots=True)
class NameRow:
    id: str
    name: str


NAMES = Table("names", NameRow, ("id",))


class Names:
    """Who is registered; fails at a confirmation of somebody unknown."""

    name = "names"
    tables = (NAMES,)
    stored_name_prefixes = ("bsm.",)

    def __init__(self, version: int = 1) -> None:
        self.version = version

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = str(fact.originator_id)
        if isinstance(fact, RegistrationNominated):
            batch.put(NAMES, NameRow(id, f"{fact.delegation}, v{self.version}"))
        elif isinstance(fact, RegistrationConfirmed):
            batch.put(NAMES, NameRow(str(C), "half done"))
            known = batch.must_get(NAMES, id)
            batch.put(NAMES, NameRow(id, known.name + ", confirmed"))


class Others(Names):
    """Another read model beside it, which digests everything."""

    name = "others"
    tables = (Table("others", NameRow, ("id",)),)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        batch.put(self.tables[0], NameRow(str(fact.originator_id), fact.TOPIC))


def names(engine: Engine) -> dict[UUID, str]:
    with engine.snapshot() as snapshot:
        rows = snapshot.rows("SELECT * FROM {names} WHERE to_position > 1000000")
    return {UUID(row["id"]): row["name"] for row in rows}


def generations(engine: Engine) -> list[tuple[int, int, bool]]:
    return [
        (model.generation, model.position, model.active) for model in engine.progress()
    ]


def tables(store: Database) -> set[str]:
    """The tables of generations that are there, in use or not."""
    with store.connection() as connection:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if isinstance(store, SqliteDatabase)
            else "SELECT relname AS name FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = current_schema()::regnamespace"
        ).fetchall()
    return {row["name"] for row in rows if "__" in row["name"]}
