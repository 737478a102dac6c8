"""The tables of a database as a series of steps, forward only.

Each step that was applied is a row. All missing steps are applied in one transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from bsm_projections.databases.database import Connection, Database

MIGRATIONS_TABLE = "schema_steps"

Statements = Callable[[Database], Iterator[str]]


def script(sql: str) -> Statements:
    """Statements that end with a semicolon. In braces stand the words that databases
    spell differently: `{text}`.
    """

    def statements(database: Database) -> Iterator[str]:
        for statement in sql.split(";"):
            if statement.strip():
                yield " ".join(statement.split()).format(**asdict(database.dialect))

    return statements


@dataclass(frozen=True, slots=True)
class Migration:
    """One change of the tables: a short description and its statements."""

    description: str
    statements: Statements


# Nothing to do: the table of steps is created with the first step that is recorded.
RECORD_MIGRATIONS = Migration("a book of the steps that were taken", lambda _: iter(()))


@dataclass(frozen=True, slots=True)
class Migrations:
    """The steps of one database. `first_table` is created by the first step: release
    0.1.0 applied that step without recording it.
    """

    first_table: str
    migrations: tuple[Migration, ...]

    def applied(self, database: Database) -> int:
        """The number of applied steps; 0 for a database without tables."""
        with database.connection() as connection:
            return self._applied(database, connection)

    def apply(self, database: Database, product: str = "") -> None:
        """Applies all missing steps, or none. `product` is the version that does so."""
        database.create()
        with database.writing(exclusive=True) as connection:
            self.apply_within(connection, database, product)

    def apply_within(
        self,
        connection: Connection,
        database: Database,
        product: str,
        *,
        to: int | None = None,
    ) -> None:
        """Applies the missing steps, all or up to one of them, in an open
        transaction.
        """
        # Another process may have been first.
        applied = self._applied(database, connection)
        migrations = self.migrations[:to]
        for migration in migrations[applied:]:
            for statement in migration.statements(database):
                connection.execute(statement)
        self._record(database, connection, migrations, product)

    def _applied(self, database: Database, connection: Connection) -> int:
        # Checked first: another process may be creating both at this moment.
        has_first_table = database.has_table(connection, self.first_table)
        if database.has_table(connection, MIGRATIONS_TABLE):
            row = connection.execute(
                f"SELECT max(number) FROM {MIGRATIONS_TABLE}"
            ).fetchone()
            return int(row[0])
        return int(has_first_table)

    def _record(
        self,
        database: Database,
        connection: Connection,
        migrations: Sequence[Migration],
        product: str,
    ) -> None:
        dialect = database.dialect
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {MIGRATIONS_TABLE} (number {dialect.integer} "
            f"PRIMARY KEY, does {dialect.text} NOT NULL, "
            f"taken_by {dialect.text} NOT NULL)"
        )
        connection.executemany(
            f"INSERT INTO {MIGRATIONS_TABLE} VALUES (:number, :does, :by) "
            "ON CONFLICT DO NOTHING",
            [
                {"number": number, "does": migration.description, "by": product}
                for number, migration in enumerate(migrations, start=1)
            ],
        )
