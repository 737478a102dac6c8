"""Decides for each column of dates whether the day or the month comes first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

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
    """The cells of a column of dates. Those with different separators are decided on
    apart.
    """

    def __init__(self, heading: str, cells: Sequence[TableCell]) -> None:
        self.heading, self._cells = heading, cells
        self._numeric = [
            parse_numeric_date(one) if isinstance(one, str) else None for one in cells
        ]
        self._orders: dict[str, DetectedProperty | None] = {}
        # By separator: the orders that some date shows.
        self.conclusive_orders: defaultdict[str, set[DayOrder]] = defaultdict(set)
        for one in self._dates:
            if order := one.only_order:
                self.conclusive_orders[one.separator].add(order)

    @property
    def _dates(self) -> Iterator[NumericDate]:
        return (one for one in self._numeric if one is not None)

    def decide(self, chosen: DayOrder | None, others: Sequence["DateColumn"]) -> None:
        """By what is chosen, by the column's own dates, or by those of the file."""
        for separator in {one.separator for one in self._dates}:
            own = self.conclusive_orders[separator]
            all_of_them = own or set().union(
                *(it.conclusive_orders[separator] for it in others)
            )
            if chosen is not None:
                found = DetectedProperty(value=chosen, source=DetectionSource.CHOSEN)
            elif len(all_of_them) == 1:
                found = DetectedProperty(
                    value=min(all_of_them), source=DetectionSource.FOUND
                )
            elif own:
                self._orders[separator] = None
                continue
            else:
                by_custom = separator in DAY_FIRST_BY_CUSTOM
                source = DetectionSource.FOUND if by_custom else DetectionSource.ASSUMED
                found = DetectedProperty(value=DayOrder.DAY_FIRST, source=source)
            self._orders[separator] = found

    @property
    def order(self) -> DetectedProperty | None:
        """The column's order, "both" where it has both; None where no date tells."""
        found = list(self._orders.values())
        if not found:
            return None
        values = {BOTH_ORDERS if one is None else one.value for one in found}
        sources = {
            DetectionSource.FOUND if one is None else one.source for one in found
        }
        return DetectedProperty(
            value=values.pop() if len(values) == 1 else BOTH_ORDERS,
            source=DetectionSource.ASSUMED
            if DetectionSource.ASSUMED in sources
            else sources.pop(),
        )

    def values(self, *, counts_from_1904: bool) -> list[TableCell]:
        """The cells, with a day for each date of numbers."""
        return [
            self._day(cell, numeric, counts_from_1904)
            for cell, numeric in zip(self._cells, self._numeric, strict=True)
        ]

    def _day(
        self, cell: TableCell, numeric: NumericDate | None, counts_from_1904: bool
    ) -> TableCell:
        if isinstance(cell, float) and counts_from_1904 and cell > 2_100:
            return day_from_serial(cell, counts_from_1904=True)
        if numeric is None:
            return cell
        found = self._orders[numeric.separator]
        if found is None and numeric.is_ambiguous:
            return InvalidCell(
                f"“{cell}” can be {_days(numeric)}, and the column “{self.heading}” "
                "has dates of both orders; write the date like 2016-04-12, or choose "
                "the order of day and month",
                str(cell),
            )
        order = numeric.only_order if found is None else DayOrder(found.value)
        try:
            return numeric.day(order or DayOrder.DAY_FIRST)
        except ValueError:
            if found is None or found.source != DetectionSource.CHOSEN:
                return InvalidCell(not_a_date_message(cell), str(cell))
            return InvalidCell(
                f"“{cell}” is not a date with the {order}, as was chosen; write it "
                "like 2016-04-12, or choose the other order",
                str(cell),
            )

    @property
    def notes(self) -> Iterator[str]:
        """What was assumed, where another order would make other days."""
        for separator, found in self._orders.items():
            if found is None or found.source != DetectionSource.ASSUMED:
                continue
            dates = [
                one
                for one in self._dates
                if one.separator == separator and one.is_ambiguous
            ]
            if dates:
                many = "1 date" if len(dates) == 1 else f"{len(dates):,} dates"
                first = dates[0]
                yield (
                    f"Column “{self.heading}”: {many} can be read with the day or the "
                    f"month first, such as {first.first}{separator}{first.second}"
                    f"{separator}{first.year}; it was read as "
                    f"{_said(first.day(DayOrder.DAY_FIRST))}. Choose the order if "
                    "that is wrong."
                )


def _days(numeric: NumericDate) -> str:
    return " or ".join(_said(numeric.day(order)) for order in DayOrder)


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def common_order(columns: Iterable[DateColumn]) -> DayOrder:
    """The only order that dates of these columns show, apart from those with full
    stops; else the day comes first.
    """
    shown = {
        order
        for one in columns
        for separator, orders in one.conclusive_orders.items()
        for order in orders
        if separator not in DAY_FIRST_BY_CUSTOM
    }
    return shown.pop() if len(shown) == 1 else DayOrder.DAY_FIRST
