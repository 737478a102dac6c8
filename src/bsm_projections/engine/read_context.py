"""The context of queries: the rows that the viewer can see, the moment, names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.databases import Row
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.items import item_of
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.sealed_texts import OpenTexts, open_nothing
from bsm_projections.engine.sql_conditions import sum_where
from bsm_projections.engine.temporal_tables import MAX_PARAMETERS
from bsm_projections.engine.visibility import ReadSnapshot, with_visible_rows

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ResultPage(Generic[T]):
    """One page of a list: `next_key` continues it, or is None at its end."""

    items: tuple[T, ...]
    next_key: tuple[Any, ...] | None
    total: int


@dataclass(frozen=True)
class ReadContext:
    """The read models as a viewer can see them at one moment.

    In the SQL of `rows`, `row` and `count`, `{table}` stands for the rows of a table
    that were current at that moment and that the viewer can see (`visibility` explains
    how to select others). `:p` is the viewed position, `:now` the time in microseconds.
    `open_texts` decrypts texts, as far as they can be read.
    """

    snapshot: ReadSnapshot
    moment: Moment
    audience: Audience
    open_texts: OpenTexts = open_nothing

    def rows(self, sql: str, **values: Any) -> list[Row]:
        return self.snapshot.rows(self._visible(sql), **self._parameters, **values)

    def row(self, sql: str, **values: Any) -> Row | None:
        return self.snapshot.row(self._visible(sql), **self._parameters, **values)

    def rows_among(
        self, sql: str, ids: Sequence[str] | Sequence[int], **values: Any
    ) -> Iterator[Row]:
        """The rows of a statement about many IDs, `IN (:ids)`, a few hundred at a
        time.
        """
        for start in range(0, len(ids), MAX_PARAMETERS):
            chunk = ids[start : start + MAX_PARAMETERS]
            named_ids = {f"id_{number}": id for number, id in enumerate(chunk)}
            statement = sql.replace(":ids", ", ".join(f":{name}" for name in named_ids))
            yield from self.rows(statement, **named_ids, **values)

    def ids(self, column: str, sql: str, **values: Any) -> list[str]:
        """The IDs in a column, `sql` being the statement from its FROM on. The database
        joins them: as rows, tens of thousands would take three times as long.
        """
        row = self.row(f"SELECT {self.snapshot.joined(column)} AS ids {sql}", **values)
        return row["ids"].split(",") if row is not None and row["ids"] else []

    def count(self, sql: str, **values: Any) -> int:
        return self.snapshot.count(self._visible(sql), **self._parameters, **values)

    def counts(
        self, table: str, conditions: Mapping[str, str], where: str, **values: Any
    ) -> dict[str, int]:
        """The number of a table's rows that meet each condition, by its name."""
        sums = ", ".join(
            f"{sum_where(condition)} AS {name}"
            for name, condition in conditions.items()
        )
        [row] = self.rows(f"SELECT {sums} FROM {{{table}}} WHERE {where}", **values)
        return {name: int(row[name] or 0) for name in conditions}

    def item(self, kind: type[T], row: Row, **given: Any) -> T:
        """An item made from a row by the names and types of its fields; computed fields
        are passed by name.
        """
        return item_of(kind, row, self.delegation_name, given)

    def find(self, kind: type[T], sql: str, **values: Any) -> T | None:
        """The item that a statement finds, if any; without computed fields."""
        row = self.row(sql, **values)
        return None if row is None else self.item(kind, row)

    def items(self, kind: type[T], sql: str, **values: Any) -> tuple[T, ...]:
        """All items that a statement finds."""
        return tuple(self.item(kind, row) for row in self.rows(sql, **values))

    def _visible(self, sql: str) -> str:
        return with_visible_rows(sql, self.snapshot.tables, self.audience)

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        return {"p": self.moment.position, "now": self.now}

    @cached_property
    def now(self) -> int:
        """The time of the viewed moment, in microseconds since 1970 (UTC)."""
        return to_micros(self.moment.at)

    def local_day(self, zone: str) -> date:
        """The viewed moment's date in a time zone."""
        return local_day(self.moment.at, zone)

    @cached_property
    def _organisations(self) -> dict[str, str]:
        """Their names on the viewed day: as they were invited, unless they have had
        another name since.
        """
        # Those that only a list names have no name there, but their codes.
        invited = self.rows("SELECT code, name FROM {delegations} WHERE name <> code")
        named = self.rows(
            "SELECT code, name FROM {organisation_names} WHERE since <= :today "
            "ORDER BY since",
            today=self.moment.at.date().isoformat(),
        )
        return {row["code"]: row["name"] for row in (*invited, *named)}

    def delegation_name(self, code: str) -> str:
        """A delegation's name in the form of the viewed day; its code if unknown."""
        # Long lists need the same few names again and again.
        name = self._names.get(code)
        if name is None:
            name = self._names[code] = self._find_name(code)
        return name

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def _find_name(self, code: str) -> str:
        if code in STATES:
            return state_name(code, self.moment.at.date())
        return self._organisations.get(code, code)


def result_page(
    context: ReadContext,
    table: str,
    items: type[T] | Callable[[ReadContext, list[Row]], Iterable[T]],
    *,
    where: Sequence[str] = (),
    order: tuple[str, ...],
    after: tuple[Any, ...] | None,
    limit: int,
    descending: bool = False,
    total: int | None = None,
    **values: Any,
) -> ResultPage[T]:
    """One page of a table's rows, converted by `items`, in the order of a key, starting
    after a key.

    `where` are conditions with `:name` values; the total of all pages is counted if it
    is not known already.
    """
    source = "{" + table + "}"
    condition = " AND ".join(("1 = 1", *where))
    if total is None:
        total = context.count(
            f"SELECT count(*) FROM {source} WHERE {condition}", **values
        )
    keys = ", ".join(order)
    if after is not None:
        names = ", ".join(f":after{number}" for number in range(len(order)))
        values |= {f"after{number}": value for number, value in enumerate(after)}
        condition += f" AND ({keys}) {'<' if descending else '>'} ({names})"
    direction = " DESC" if descending else ""
    by = ", ".join(f"{name}{direction}" for name in order)
    rows = context.rows(
        f"SELECT * FROM {source} WHERE {condition} ORDER BY {by} LIMIT :limit",
        **values,
        limit=limit + 1,
    )
    has_more = len(rows) > limit
    page = rows[:limit]
    next_key = tuple(page[-1][name] for name in order) if has_more else None
    if isinstance(items, type):
        made: Iterable[T] = (context.item(items, row) for row in page)
    else:
        made = items(context, page)
    return ResultPage(tuple(made), next_key, total)


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(time_zone_named(zone)).date()
