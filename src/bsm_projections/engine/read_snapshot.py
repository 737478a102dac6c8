"""A consistent view of all read models, at all moments and for all audiences."""

from collections.abc import Iterator, Mapping
from typing import Any

from bsm_projections.databases import Connection, Row
from bsm_projections.engine.temporal_tables import Table


class ReadSnapshot:
    """A consistent view of all read models, created by `Engine.snapshot`.

    It leaves out nothing by moment or audience: queries for people use `ReadContext`.
    """

    def __init__(
        self,
        connection: Connection,
        names: Mapping[str, str],
        tables: Mapping[str, Table[Any]],
    ):
        self._connection = connection
        self._names = names
        self.tables = tables

    def rows(self, sql: str, **values: Any) -> list[Row]:
        """Rows of a query in which `{table}` stands for a read model's table."""
        result = self._connection.execute(sql.format_map(self._names), values)
        return result.fetchall()

    def stream(self, sql: str) -> Iterator[Row]:
        """The same for many rows, few of which are in memory at a time."""
        return self._connection.stream(sql.format_map(self._names))

    def row(self, sql: str, **values: Any) -> Row | None:
        row: Row | None = self._connection.execute(
            sql.format_map(self._names), values
        ).fetchone()
        return row

    def count(self, sql: str, **values: Any) -> int:
        row = self.row(sql, **values)
        return int(row[0] or 0) if row else 0
