"""The tables of a database as a series of steps, forward only.

Each step that was taken is a row. All that are missing are taken in one transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bsm_projections.databases.database import Connection, Database

BOOK_TABLE = "schema_steps"

Statements = Callable[[Database], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables: what it does in a few words, and its statements."""

    does: str
    statements: Statements


# Nothing to do: the book is made with the first step that is written down.
BOOK = Step("a book of the steps that were taken", lambda _: iter(()))


@dataclass(frozen=True, slots=True)
class Schema:
    """The steps of one database. `mark` is a table that the first step makes: release
    0.1.0 took that step without writing it down.
    """

    mark: str
    steps: tuple[Step, ...]

    def taken(self, database: Database) -> int:
        """How many steps were taken; 0 for a database without tables."""
        with database.connection() as connection:
            return self._taken(database, connection)

    def missing(self, database: Database) -> tuple[Step, ...]:
        return self.steps[self.taken(database) :]

    def take(self, database: Database, product: str = "") -> None:
        """Takes all missing steps, or none. `product` is the version that does."""
        database.create()
        with database.writing(alone=True) as connection:
            self.take_within(connection, database, product)

    def take_within(
        self,
        connection: Connection,
        database: Database,
        product: str,
        *,
        to: int | None = None,
    ) -> None:
        """Takes what is missing, up to a step or all, in an open transaction."""
        # Another process may have been first.
        taken = self._taken(database, connection)
        steps = self.steps[:to]
        for step in steps[taken:]:
            for statement in step.statements(database):
                connection.execute(statement)
        self._write_down(database, connection, steps, product)

    def _taken(self, database: Database, connection: Connection) -> int:
        # Looked for first: another process may just be making both at once.
        marked = database.has_table(connection, self.mark)
        if database.has_table(connection, BOOK_TABLE):
            found = connection.execute(
                f"SELECT max(number) FROM {BOOK_TABLE}"
            ).fetchone()
            return int(found[0])
        return int(marked)

    def _write_down(
        self,
        database: Database,
        connection: Connection,
        steps: Sequence[Step],
        product: str,
    ) -> None:
        spelling = database.spelling
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {BOOK_TABLE} (number {spelling.integer} "
            f"PRIMARY KEY, does {spelling.text} NOT NULL, "
            f"taken_by {spelling.text} NOT NULL)"
        )
        connection.executemany(
            f"INSERT INTO {BOOK_TABLE} VALUES (:number, :does, :by) "
            "ON CONFLICT DO NOTHING",
            [
                {"number": number, "does": step.does, "by": product}
                for number, step in enumerate(steps, start=1)
            ],
        )
