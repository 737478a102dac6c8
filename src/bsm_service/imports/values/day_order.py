"""Decides for each column of dates whether the day or the month comes first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bsm_service.imports.files.cells import BadCell, Cell
from bsm_service.imports.files.file_format import BOTH, DayOrder, Detected, Source
from bsm_service.imports.values.written_dates import (
    DAY_FIRST_BY_CUSTOM,
    NumericDate,
    not_a_date,
    numeric_date,
    serial_day,
)


class DayColumn:
    """The cells of a column of dates. Those with different separators are decided on
    apart.
    """

    def __init__(self, heading: str, cells: Sequence[Cell]) -> None:
        self.heading, self._cells = heading, cells
        self._numeric = [
            numeric_date(one) if isinstance(one, str) else None for one in cells
        ]
        self._orders: dict[str, Detected | None] = {}
        # By separator: the orders that some date shows.
        self.proofs: defaultdict[str, set[DayOrder]] = defaultdict(set)
        for one in self._dates:
            if order := one.proves:
                self.proofs[one.separator].add(order)

    @property
    def _dates(self) -> Iterator[NumericDate]:
        return (one for one in self._numeric if one is not None)

    def decide(self, chosen: DayOrder | None, others: Sequence["DayColumn"]) -> None:
        """By what is chosen, by the column's own dates, or by those of the file."""
        for separator in {one.separator for one in self._dates}:
            own = self.proofs[separator]
            all_of_them = own or set().union(*(it.proofs[separator] for it in others))
            if chosen is not None:
                found = Detected(value=chosen, source=Source.CHOSEN)
            elif len(all_of_them) == 1:
                found = Detected(value=min(all_of_them), source=Source.FOUND)
            elif own:
                self._orders[separator] = None
                continue
            else:
                by_custom = separator in DAY_FIRST_BY_CUSTOM
                source = Source.FOUND if by_custom else Source.ASSUMED
                found = Detected(value=DayOrder.DAY_FIRST, source=source)
            self._orders[separator] = found

    @property
    def order(self) -> Detected | None:
        """The column's order, "both" where it has both; None where no date tells."""
        found = list(self._orders.values())
        if not found:
            return None
        values = {BOTH if one is None else one.value for one in found}
        sources = {Source.FOUND if one is None else one.source for one in found}
        return Detected(
            value=values.pop() if len(values) == 1 else BOTH,
            source=Source.ASSUMED if Source.ASSUMED in sources else sources.pop(),
        )

    def values(self, *, counts_from_1904: bool) -> list[Cell]:
        """The cells, with a day for each date of numbers."""
        return [
            self._day(cell, numeric, counts_from_1904)
            for cell, numeric in zip(self._cells, self._numeric, strict=True)
        ]

    def _day(
        self, cell: Cell, numeric: NumericDate | None, counts_from_1904: bool
    ) -> Cell:
        if isinstance(cell, float) and counts_from_1904 and cell > 2_100:
            return serial_day(cell, counts_from_1904=True)
        if numeric is None:
            return cell
        found = self._orders[numeric.separator]
        if found is None and numeric.is_open:
            return BadCell(
                f"“{cell}” can be {_days(numeric)}, and the column “{self.heading}” "
                "has dates of both orders; write the date like 2016-04-12, or choose "
                "the order of day and month",
                str(cell),
            )
        order = numeric.proves if found is None else DayOrder(found.value)
        try:
            return numeric.day(order or DayOrder.DAY_FIRST)
        except ValueError:
            if found is None or found.source != Source.CHOSEN:
                return BadCell(not_a_date(cell), str(cell))
            return BadCell(
                f"“{cell}” is not a date with the {order}, as was chosen; write it "
                "like 2016-04-12, or choose the other order",
                str(cell),
            )

    @property
    def notes(self) -> Iterator[str]:
        """What was assumed, where another order would make other days."""
        for separator, found in self._orders.items():
            if found is None or found.source != Source.ASSUMED:
                continue
            dates = [
                one for one in self._dates if one.separator == separator and one.is_open
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


def order_of(columns: Iterable[DayColumn]) -> DayOrder:
    """The only order that dates of these columns show, apart from those with full
    stops; else the day comes first.
    """
    shown = {
        order
        for one in columns
        for separator, orders in one.proofs.items()
        for order in orders
        if separator not in DAY_FIRST_BY_CUSTOM
    }
    return shown.pop() if len(shown) == 1 else DayOrder.DAY_FIRST
