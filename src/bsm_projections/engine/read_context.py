"""What every question needs: the moment's condition, the viewer's limits, names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Generic, TypeVar

from pydantic import WithJsonSchema

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.sealed_texts import OpenTexts, open_nothing
from bsm_projections.engine.temporal_tables import AS_OF_POSITION, ReadSnapshot

T = TypeVar("T")
# An id as read models have it: a string, which the API describes as a UUID.
Id = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]


@dataclass(frozen=True, slots=True)
class ResultPage(Generic[T]):
    """One page of a list: `next_key` continues it, or is None at its end."""

    items: tuple[T, ...]
    next_key: tuple[Any, ...] | None
    total: int


@dataclass(frozen=True)
class ReadContext:
    """A view of the read models, looked at from one moment with one pair of eyes.

    `opener` opens the texts that people typed, as far as they can be read.
    """

    snapshot: ReadSnapshot
    moment: Moment
    audience: Audience
    open_texts: OpenTexts = open_nothing

    @property
    def visible(self) -> str:
        """The condition for tables whose rows have an `audience`."""
        return f"{AS_OF_POSITION} AND {sql_in('audience', self.audience.audiences())}"

    @property
    def parameters(self) -> dict[str, Any]:
        return {"p": self.moment.position, "now": to_micros(self.moment.at)}

    def local_day(self, zone: str) -> date:
        """The viewed moment's date in a time zone."""
        return self.moment.at.astimezone(time_zone_named(zone)).date()

    @cached_property
    def _organisations(self) -> dict[str, str]:
        rows = self.snapshot.rows(
            "SELECT code, name FROM {delegations} WHERE " + AS_OF_POSITION,
            **self.parameters,
        )
        return {row["code"]: row["name"] for row in rows}

    def delegation_name(self, code: str) -> str:
        """A delegation's name in the form of the viewed day; its code if unknown."""
        # Long lists ask for a few names again and again.
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


def sql_in(column: str, values: Iterable[str]) -> str:
    """A condition for a few constants of our own; never for what users type."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({quoted})"


def result_page(
    context: ReadContext,
    *,
    table: str,
    where: Sequence[str],
    order: tuple[str, ...],
    after: tuple[Any, ...] | None,
    limit: int,
    values: dict[str, Any],
    descending: bool = False,
    total: int | None = None,
) -> ResultPage[Any]:
    """One page of a table's rows, in the order of a key, starting after a key.

    `where` are conditions with `:name` values; the total counts all pages, if it is not
    known already.
    """
    condition = " AND ".join(where)
    bound = {**context.parameters, **values}
    source = "{" + table + "}"
    if total is None:
        total = context.snapshot.count(
            f"SELECT count(*) FROM {source} WHERE {condition}", **bound
        )
    keys = ", ".join(order)
    if after is not None:
        names = ", ".join(f":after{number}" for number in range(len(order)))
        bound |= {f"after{number}": value for number, value in enumerate(after)}
        condition += f" AND ({keys}) {'<' if descending else '>'} ({names})"
    direction = " DESC" if descending else ""
    by = ", ".join(f"{name}{direction}" for name in order)
    rows = context.snapshot.rows(
        f"SELECT * FROM {source} WHERE {condition} ORDER BY {by} LIMIT :limit",
        **bound,
        limit=limit + 1,
    )
    has_more = len(rows) > limit
    page = rows[:limit]
    next_key = tuple(page[-1][name] for name in order) if has_more else None
    return ResultPage(tuple(page), next_key, total)


def with_items(page: ResultPage[Any], items: Iterable[T]) -> ResultPage[T]:
    return ResultPage(tuple(items), page.next_key, page.total)


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(time_zone_named(zone)).date()
