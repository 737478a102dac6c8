"""The order of the rows of a table: its name stands in the address, after a minus where
it is descending.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dashboard.components import html
from dashboard.shell import address

SORT = "sort"

Row = TypeVar("Row")
# Of each order by its name: the column that sorts by it, and what is compared.
Orders = Mapping[str, tuple[str, Callable[[Row], Any]]]


@dataclass(frozen=True, slots=True)
class Sorting:
    order: str
    descending: bool

    def sorted_rows(self, rows: Iterable[Row], orders: Orders[Row]) -> list[Row]:
        """Rows that compare equal stay as they were."""
        _, key = orders[self.order]
        return sorted(rows, key=key, reverse=self.descending)

    def sortable_columns(
        self,
        columns: Iterable[html.Column],
        orders: Orders[Row],
        link_address: Callable[..., str],
    ) -> list[html.Column]:
        """The columns with the addresses that sort by them."""
        names = {column: name for name, (column, _) in orders.items()}
        return [
            replace(
                column,
                address=link_address(**{SORT: self._next(name)}),
                sorted=self._direction if name == self.order else None,
            )
            if (name := names.get(column.title))
            else column
            for column in columns
        ]

    @property
    def _direction(self) -> str:
        return "descending" if self.descending else "ascending"

    def _next(self, name: str) -> str:
        """A second click on a heading turns the order round."""
        return f"-{name}" if name == self.order and not self.descending else name


def read_sorting(names: Collection[str], default: str) -> Sorting:
    """The sorting in the address, if it is one of those names."""
    value = address.parameter(SORT) or ""
    name = value.removeprefix("-")
    if name not in names:
        return Sorting(default, descending=False)
    return Sorting(name, descending=value.startswith("-"))
