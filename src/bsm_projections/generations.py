"""Generations of read models: which tables serve, which are being built.

A generation has tables of its own. A new one (after a change of a model's version, or
on demand) is built beside the old one and takes over when it has caught up.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bsm_domain.foundation import DomainEvent
from bsm_projections.read_store import Page, Table

_TABLES = (
    """CREATE TABLE IF NOT EXISTS projections (
        name TEXT NOT NULL, generation INTEGER NOT NULL, version INTEGER NOT NULL,
        position INTEGER NOT NULL, active INTEGER NOT NULL, stopped INTEGER NOT NULL,
        PRIMARY KEY (name, generation))""",
    """CREATE TABLE IF NOT EXISTS parked_facts (
        name TEXT NOT NULL, generation INTEGER NOT NULL, position INTEGER NOT NULL,
        stored_name TEXT NOT NULL, error TEXT NOT NULL,
        PRIMARY KEY (name, generation, position))""",
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
    def stops_at_bad_fact(self) -> bool: ...

    def fold(self, fact: DomainEvent, page: Page) -> None:
        """Writes to the page what the fact changes; facts of no interest are passed."""
        ...


class Generations:
    """The bookkeeping of one database, for the models of this version of the product.

    Every method works inside the transaction of the connection that it is given.
    """

    def __init__(self, models: Sequence[ReadModel]) -> None:
        self.models: Mapping[str, ReadModel] = {model.name: model for model in models}
        # Only what this version of the product understands.
        self.mine = " OR ".join(
            f"(name = '{model.name}' AND version = {model.version})" for model in models
        ).join("()")

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Makes the bookkeeping, and a first generation of every model without one."""
        for statement in _TABLES:
            connection.execute(statement)
        for model in self.models.values():
            if not self._of(connection, model):
                self.add(connection, model, active=1)

    def active(self, connection: sqlite3.Connection) -> dict[str, str]:
        """The name of each table that serves, by the name that queries use."""
        found = connection.execute(
            f"SELECT name, generation FROM projections WHERE active = 1 AND {self.mine}"
        ).fetchall()
        return {
            table.name: f"{table.name}{suffix(one['generation'])}"
            for one in found
            for table in self.models[one["name"]].tables
        }

    def waiting(self, connection: sqlite3.Connection) -> bool:
        """Whether any generation is yet to take over, or to be dropped."""
        found = connection.execute(
            f"SELECT 1 FROM projections WHERE active = 0 OR NOT {self.mine} LIMIT 1"
        ).fetchone()
        return found is not None

    def take_over(self, connection: sqlite3.Connection) -> bool:
        """Lets caught-up new generations replace the old; True if any did."""
        ready = connection.execute(
            "SELECT name, max(generation) AS generation FROM projections n "
            f"WHERE active = 0 AND stopped = 0 AND {self.mine} AND position >= "
            "(SELECT max(o.position) FROM projections o WHERE o.name = n.name "
            "AND o.active = 1 AND o.generation < n.generation) GROUP BY name"
        ).fetchall()
        for one in ready:
            self._activate(connection, one["name"], one["generation"])
        for one in self._outdated(connection):
            self._drop(connection, one["name"], one["generation"])
        return bool(ready)

    def _activate(
        self, connection: sqlite3.Connection, name: str, generation: int
    ) -> None:
        """Shows a generation from now on; those that it leaves behind are dropped."""
        connection.execute(
            "UPDATE projections SET active = 1 WHERE name = ? AND generation = ?",
            (name, generation),
        )
        left_behind = connection.execute(
            "SELECT generation FROM projections WHERE name = ? AND generation < ? "
            "AND version <= ?",
            (name, generation, self.models[name].version),
        ).fetchall()
        for one in left_behind:
            self._drop(connection, name, one["generation"])

    def _outdated(self, connection: sqlite3.Connection) -> list[sqlite3.Row]:
        """Generations of older versions whose successor has caught up with them."""
        return connection.execute(
            "SELECT o.name, o.generation FROM projections o JOIN projections n "
            "ON n.name = o.name AND n.active = 1 AND n.version > o.version "
            "AND n.position >= o.position"
        ).fetchall()

    def _of(
        self, connection: sqlite3.Connection, model: ReadModel
    ) -> list[sqlite3.Row]:
        return connection.execute(
            "SELECT * FROM projections WHERE name = ? AND version = ?",
            (model.name, model.version),
        ).fetchall()

    def add(
        self, connection: sqlite3.Connection, model: ReadModel, *, active: int
    ) -> None:
        newest = connection.execute(
            "SELECT max(generation) FROM projections WHERE name = ?", (model.name,)
        ).fetchone()[0]
        generation = (newest or 0) + 1
        for table in model.tables:
            for statement in table.definition(suffix(generation)):
                connection.execute(statement)
        connection.execute(
            "INSERT INTO projections VALUES (?, ?, ?, 0, ?, 0)",
            (model.name, generation, model.version, active),
        )

    def _drop(self, connection: sqlite3.Connection, name: str, generation: int) -> None:
        for table in self.models[name].tables:
            connection.execute(f"DROP TABLE IF EXISTS {table.name}{suffix(generation)}")
        for bookkeeping in ("projections", "parked_facts"):
            connection.execute(
                f"DELETE FROM {bookkeeping} WHERE name = ? AND generation = ?",
                (name, generation),
            )


def suffix(generation: int) -> str:
    """What tells the tables of one generation from those of another."""
    return f"__{generation}"
