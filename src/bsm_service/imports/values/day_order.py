"""Decides for each column of dates whether the day or the month comes first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bsm_domain.foundation.formatting import count_of, format_date, join_alternatives
from bsm_service.imports.files.cells import InvalidCell, TableCell
from bsm_service.imports.files.file_format import (
    BOTH_ORDERS,
    DayOrder,
    DetectedProperty,
    DetectionSource,
)
from bsm_service.imports.values.written_dates import (
    DAY_FIRST_BY_CUSTOM,
    NumericDate,
    day_from_serial,
    not_a_date_message,
    parse_numeric_date,
)


class DateColumn:
    """A column of dates. Dates with different separators are decided on separately."""

    def __init__(self, heading: str, cells: Sequence[TableCell]) -> None:
        self.heading, self._cells = heading, cells
        self._numeric = [
            parse_numeric_date(cell) if isinstance(cell, str) else None
            for cell in cells
        ]
        self._orders: dict[str, DetectedProperty | None] = {}
        # By separator: the orders that some date shows.
        self.conclusive_orders: defaultdict[str, set[DayOrder]] = defaultdict(set)
        for cell in self._dates:
            if order := cell.only_order:
                self.conclusive_orders[cell.separator].add(order)

    @property
    def _dates(self) -> Iterator[NumericDate]:
        return (numeric for numeric in self._numeric if numeric is not None)

    def decide(
        self, chosen_order: DayOrder | None, other_columns: Sequence["DateColumn"]
    ) -> None:
        """By the chosen order, by the column's own dates, or by those of the file."""
        for separator in {numeric.separator for numeric in self._dates}:
            own = self.conclusive_orders[separator]
            file_orders = own or set().union(
                *(column.conclusive_orders[separator] for column in other_columns)
            )
            value, source = DayOrder.DAY_FIRST, DetectionSource.FOUND
            if chosen_order is not None:
                value, source = chosen_order, DetectionSource.CHOSEN
            elif len(file_orders) == 1:
                value = min(file_orders)
            elif own:
                self._orders[separator] = None
                continue
            elif separator not in DAY_FIRST_BY_CUSTOM:
                source = DetectionSource.ASSUMED
            self._orders[separator] = DetectedProperty(value=value, source=source)

    @property
    def order(self) -> DetectedProperty | None:
        """The column's order, "both" where it has both; None without such dates."""
        orders = list(self._orders.values())
        if not orders:
            return None
        values = {
            BOTH_ORDERS if detected is None else detected.value for detected in orders
        }
        sources = {
            DetectionSource.FOUND if detected is None else detected.source
            for detected in orders
        }
        return DetectedProperty(
            value=values.pop() if len(values) == 1 else BOTH_ORDERS,
            source=DetectionSource.ASSUMED
            if DetectionSource.ASSUMED in sources
            else sources.pop(),
        )

    def values(self, *, counts_from_1904: bool) -> list[TableCell]:
        """The cells, with a date for each date of numbers."""
        return [
            self._value(cell, numeric, counts_from_1904)
            for cell, numeric in zip(self._cells, self._numeric, strict=True)
        ]

    def _value(
        self, cell: TableCell, numeric: NumericDate | None, counts_from_1904: bool
    ) -> TableCell:
        if isinstance(cell, float) and counts_from_1904 and cell > 2_100:
            return day_from_serial(cell, counts_from_1904=True)
        if numeric is None:
            return cell
        detected = self._orders[numeric.separator]
        if detected is None and numeric.is_ambiguous:
            days = [_format_day(numeric.day(order)) for order in DayOrder]
            return InvalidCell(
                f"“{cell}” could be {join_alternatives(days)}, and the column "
                f"“{self.heading}” has dates in both orders; write the date as "
                "2016-04-12, or choose the order of day and month",
                str(cell),
            )
        order = numeric.only_order if detected is None else DayOrder(detected.value)
        try:
            return numeric.day(order or DayOrder.DAY_FIRST)
        except ValueError:
            if detected is None or detected.source != DetectionSource.CHOSEN:
                return InvalidCell(not_a_date_message(cell), str(cell))
            return InvalidCell(
                f"“{cell}” is not a date with the {order}, the order you chose; write "
                "it as 2016-04-12, or choose the other order",
                str(cell),
            )

    @property
    def notes(self) -> Iterator[str]:
        """What was assumed, where the other order would give other dates."""
        for separator, detected in self._orders.items():
            if detected is None or detected.source != DetectionSource.ASSUMED:
                continue
            dates = [
                numeric
                for numeric in self._dates
                if numeric.separator == separator and numeric.is_ambiguous
            ]
            if dates:
                number_of_dates = count_of(len(dates), "date")
                first = dates[0]
                yield (
                    f"Column “{self.heading}”: {number_of_dates} could be read with "
                    "either the day or the month first, such as "
                    f"{first.first}{separator}{first.second}{separator}{first.year}; "
                    f"it was read as {_format_day(first.day(DayOrder.DAY_FIRST))}. If "
                    "this is wrong, choose the order."
                )


def _format_day(day: date) -> str:
    return format_date(day, "d MMMM y")


def common_order(columns: Iterable[DateColumn]) -> DayOrder:
    """The only order that dates of these columns prove, apart from those with full
    stops; else the day first.
    """
    conclusive = {
        order
        for column in columns
        for separator, orders in column.conclusive_orders.items()
        for order in orders
        if separator not in DAY_FIRST_BY_CUSTOM
    }
    return conclusive.pop() if len(conclusive) == 1 else DayOrder.DAY_FIRST
