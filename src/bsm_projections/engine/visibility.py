"""Determines which rows a query sees: those of the viewed moment that the viewer can
see.

In the SQL of a query `{activities}` stands for these rows of the table "activities". A
row that has an audience is for whom that says, a row that belongs to one with an
audience likewise. Words after a colon leave something out, `{activities:every_version}`
for example; a test counts them, and each needs a reason beside it:

- `every_version`: all that rows were up to the viewed moment, not only what they are;
- `every_audience`: also what the viewer may not see, which must not reach them.

A `ReadSnapshot` leaves out nothing.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from string import Formatter
from typing import Any

from bsm_projections.databases import Connection, Row
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.engine.sql_conditions import AS_OF_POSITION, sql_in
from bsm_projections.engine.temporal_tables import Table

EVERY_VERSION, EVERY_AUDIENCE = "every_version", "every_audience"
_RECORDED_BY_THEN = "from_position <= :p"
_OWNERS_AS_OF_POSITION = "o.from_position <= :p AND o.to_position > :p"


def with_visible_rows(
    sql: str, tables: Mapping[str, Table[Any]], audience: Audience
) -> str:
    """The statement over what a viewer sees of its tables. In what it returns,
    `{table}` stands for the stored table, as in `ReadSnapshot.rows`.

    Raises LookupError for a table that is not among these, ValueError for a word that
    is not known.
    """
    views: dict[str, str] = {}
    statement = []
    for text, table, left_out in _parts(sql):
        statement.append(text)
        if table is not None:
            view = "_".join((table, *left_out))
            views[view] = _view(tables[table], audience, left_out)
            statement.append(view)
    # As if they stood in their places: planners find the same indexes.
    heads = [f"{view} AS NOT MATERIALIZED ({rows})" for view, rows in views.items()]
    return f"WITH {', '.join(heads)} {''.join(statement)}"


# The same few statements are asked again and again.
@lru_cache(500)
def _parts(sql: str) -> tuple[tuple[str, str | None, tuple[str, ...]], ...]:
    """Texts, each with the table that comes after it, and what is left out of that."""
    parts = []
    for text, table, words, _ in Formatter().parse(sql):
        left_out = sorted((words or "").split())
        if unknown := {*left_out} - {EVERY_VERSION, EVERY_AUDIENCE}:
            raise ValueError(f"{', '.join(unknown)} cannot be left out of {table}")
        parts.append((text, table, tuple(left_out)))
    return tuple(parts)


@cache
def _view(table: Table[Any], audience: Audience, left_out: tuple[str, ...]) -> str:
    is_seen = [_RECORDED_BY_THEN if EVERY_VERSION in left_out else AS_OF_POSITION]
    if EVERY_AUDIENCE not in left_out:
        is_seen += _audience_conditions(table, audience)
    return f"SELECT * FROM {{{table.name}}} WHERE {' AND '.join(is_seen)}"


def _audience_conditions(table: Table[Any], audience: Audience) -> Iterator[str]:
    """None for viewers who may see everything."""
    audiences = audience.audiences()
    if audience == UNRESTRICTED_AUDIENCE:
        if table.has_aims:
            yield sql_in("audience", audiences)
        return
    if table.has_audience:
        yield sql_in("audience", audiences)
    if (owner := table.belongs_to) is not None:
        same_owner = " AND ".join(
            f"o.{column} = {{{table.name}}}.{column}" for column in owner.key
        )
        yield (
            f"EXISTS (SELECT 1 FROM {{{owner.name}}} o WHERE {same_owner} "
            f"AND {_OWNERS_AS_OF_POSITION} AND {sql_in('o.audience', audiences)})"
        )


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

    def joined(self, column: str) -> str:
        """An expression for the texts of a column, with commas between them."""
        return self._connection.joined.format(column)

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
