"""Generations of read models: which tables are in use, and which are being built.

Each generation has its own tables. A new one (after a change of a model's version, or
on demand) is built beside the old one and replaces it when it has caught up.
"""

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any, Protocol

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Connection, Database, Row
from bsm_projections.databases.migrations import (
    RECORD_MIGRATIONS,
    Migration,
    Migrations,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.engine.visibility import ReadSnapshot


def _create_tables(database: Database) -> Iterator[str]:
    dialect = database.dialect
    yield f"""CREATE TABLE projections (
        name {dialect.text} NOT NULL, generation {dialect.integer} NOT NULL,
        version {dialect.integer} NOT NULL, position {dialect.integer} NOT NULL,
        active {dialect.integer} NOT NULL, stopped {dialect.integer} NOT NULL,
        PRIMARY KEY (name, generation))"""
    yield f"""CREATE TABLE parked_facts (
        name {dialect.text} NOT NULL, generation {dialect.integer} NOT NULL,
        position {dialect.integer} NOT NULL, stored_name {dialect.text} NOT NULL,
        error {dialect.text} NOT NULL, PRIMARY KEY (name, generation, position))"""


def _add_indexed(database: Database) -> Iterator[str]:
    yield (
        f"ALTER TABLE projections ADD COLUMN indexed {database.dialect.integer} "
        "NOT NULL DEFAULT 1"
    )


# Values of `active` for a generation besides 1 (in use) and 0 (being built).
_RETIRED = 2

MIGRATIONS = Migrations(
    first_table="projections",
    migrations=(
        Migration("bookkeeping of read models", _create_tables),
        Migration("whether a generation has its indexes yet", _add_indexed),
        RECORD_MIGRATIONS,
    ),
)


class ReadModel(Protocol):
    """What people see of one subject: its tables and how facts change them."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def tables(self) -> tuple[Table[Any], ...]: ...

    @property
    def stored_name_prefixes(self) -> tuple[str, ...]:
        """The prefixes of the stored names of the facts that it uses."""
        ...

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        """Writes to the batch what the fact changes."""
        ...


class Generations:
    """The generations in one database, for the models of this version of the product.

    Every method works within the transaction of the given connection.
    """

    def __init__(self, database: Database, models: Sequence[ReadModel]) -> None:
        self._database = database
        self.models: Mapping[str, ReadModel] = {model.name: model for model in models}
        # Only those that this version of the product understands.
        self.is_known = " OR ".join(
            f"(name = '{model.name}' AND version = {model.version})" for model in models
        ).join("()")
        self._used_kinds: dict[str, dict[type, bool]] = {
            name: {} for name in self.models
        }
        self._retired_at: dict[tuple[str, int], float] = {}
        self._tables = {table.name: table for model in models for table in model.tables}

    def facts_for(self, name: str, facts: Sequence[LoggedFact]) -> list[LoggedFact]:
        """The facts that a model uses, and those that cannot be read."""
        is_used = self._used_kinds[name]
        stored_name_prefixes = self.models[name].stored_name_prefixes
        used = []
        for entry in facts:
            kind = type(entry.fact)
            if kind not in is_used:
                is_used[kind] = not isinstance(
                    entry.fact, DomainEvent
                ) or entry.fact.TOPIC.startswith(stored_name_prefixes)
            if is_used[kind]:
                used.append(entry)
        return used

    def prepare(self, connection: Connection) -> None:
        """Creates the first generation of every model without one."""
        for model in self.models.values():
            if not self._of(connection, model):
                self.add(connection, model, active=1)

    def reset(self, connection: Connection) -> None:
        """Replaces every generation with an empty one, which is used immediately."""
        for model in self.models.values():
            for row in self._of(connection, model):
                self._retire(connection, row["name"], row["generation"])
            self.add(connection, model, active=1)

    def snapshot(self, connection: Connection) -> ReadSnapshot:
        """A view of the tables in use, by the names in queries."""
        rows = connection.execute(
            "SELECT name, generation FROM projections WHERE active = 1 AND "
            + self.is_known
        ).fetchall()
        names = {
            table.name: f"{table.name}{table_suffix(row['generation'])}"
            for row in rows
            for table in self.models[row["name"]].tables
        }
        return ReadSnapshot(connection, names, self._tables)

    def waiting(self, connection: Connection) -> bool:
        """Whether any generation has yet to take over or be dropped."""
        row = connection.execute(
            "SELECT 1 FROM projections WHERE active <> 1 OR indexed = 0 "
            f"OR NOT {self.is_known} LIMIT 1"
        ).fetchone()
        return row is not None

    def take_over(self, connection: Connection) -> bool:
        """Replaces old generations with new ones that have caught up; True if there
        were any.
        """
        ready = connection.execute(
            "SELECT name, max(generation) AS generation FROM projections n "
            f"WHERE active = 0 AND stopped = 0 AND {self.is_known} AND position >= "
            "(SELECT max(o.position) FROM projections o WHERE o.name = n.name "
            "AND o.active = 1 AND o.generation < n.generation) GROUP BY name"
        ).fetchall()
        self._index(connection)
        for row in ready:
            self._activate(connection, row["name"], row["generation"])
        for row in self._outdated(connection):
            self._retire(connection, row["name"], row["generation"])
        self._drop_retired(connection)
        return bool(ready)

    def _index(self, connection: Connection) -> None:
        """Creates the indexes of generations that have just processed all facts:
        maintaining them while a million rows are added takes longer than everything
        else.
        """
        without_indexes = connection.execute(
            "SELECT name, generation FROM projections "
            f"WHERE indexed = 0 AND {self.is_known}"
        ).fetchall()
        for name, generation in without_indexes:
            for table in self.models[name].tables:
                for statement in table.index_statements(table_suffix(generation)):
                    connection.execute(statement)
            connection.execute(
                "UPDATE projections SET indexed = 1 WHERE name = ? AND generation = ?",
                (name, generation),
            )

    def _activate(self, connection: Connection, name: str, generation: int) -> None:
        """Activates a generation; those that it replaces are retired."""
        connection.execute(
            "UPDATE projections SET active = 1 WHERE name = ? AND generation = ?",
            (name, generation),
        )
        left_behind = connection.execute(
            "SELECT generation FROM projections WHERE name = ? AND generation < ? "
            "AND version <= ?",
            (name, generation, self.models[name].version),
        ).fetchall()
        for row in left_behind:
            self._retire(connection, name, row["generation"])

    def _outdated(self, connection: Connection) -> list[Row]:
        """Generations of older versions whose successor has caught up with them."""
        return connection.execute(
            "SELECT o.name, o.generation FROM projections o JOIN projections n "
            "ON n.name = o.name AND n.active = 1 AND n.version > o.version "
            f"AND n.position >= o.position WHERE o.active <> {_RETIRED}"
        ).fetchall()

    def _of(self, connection: Connection, model: ReadModel) -> list[Row]:
        return connection.execute(
            "SELECT * FROM projections WHERE name = ? AND version = ?",
            (model.name, model.version),
        ).fetchall()

    def add(self, connection: Connection, model: ReadModel, *, active: int) -> None:
        newest = connection.execute(
            "SELECT max(generation) FROM projections WHERE name = ?", (model.name,)
        ).fetchone()[0]
        generation = (newest or 0) + 1
        for table in model.tables:
            connection.execute(
                table.create_statement(table_suffix(generation), self._database.dialect)
            )
        connection.execute(
            "INSERT INTO projections VALUES (?, ?, ?, 0, ?, 0, 0)",
            (model.name, generation, model.version, active),
        )

    def _retire(self, connection: Connection, name: str, generation: int) -> None:
        """New readers no longer use it; present readers can finish."""
        connection.execute(
            f"UPDATE projections SET active = {_RETIRED}, stopped = 1 "
            "WHERE name = ? AND generation = ?",
            (name, generation),
        )

    def _drop_retired(self, connection: Connection) -> None:
        retired = connection.execute(
            f"SELECT name, generation FROM projections WHERE active = {_RETIRED}"
        ).fetchall()
        for name, generation in retired:
            since = self._retired_at.setdefault((name, generation), monotonic())
            if monotonic() - since >= self._database.seconds_until_drop:
                self._drop(connection, name, generation)

    def _drop(self, connection: Connection, name: str, generation: int) -> None:
        for table in self.models[name].tables:
            connection.execute(
                f"DROP TABLE IF EXISTS {table.name}{table_suffix(generation)}"
            )
        for bookkeeping in ("projections", "parked_facts"):
            connection.execute(
                f"DELETE FROM {bookkeeping} WHERE name = ? AND generation = ?",
                (name, generation),
            )


def table_suffix(generation: int) -> str:
    """The suffix of the tables of one generation."""
    return f"__{generation}"
