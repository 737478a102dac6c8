"""Reads the columns that are fields. How a cell is read depends on all cells of its
column.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bsm_domain.foundation.formatting import count_of
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.columns.fields import CellType, ListField
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.files.cells import InvalidCell, TableCell, fold_text
from bsm_service.imports.files.file_format import DayOrder, DetectedProperty
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.values.dates_and_percentages import parse_percentage
from bsm_service.imports.values.day_order import DateColumn, common_order
from bsm_service.imports.values.written_dates import Unit, parse_period
from bsm_service.imports.words import read_words

_MAX_SAMPLES = 50  # cells of a column that is not imported
_MAX_PLACEHOLDER_LENGTH = 100  # characters
_WORDS = read_words("cells")
_PLACEHOLDERS = frozenset(map(fold_text, _WORDS["placeholders"]))
_PLACEHOLDER_SIGNS = frozenset(_WORDS["placeholder_signs"])


class Placeholders:
    """Recognises and counts placeholders. `additional` are texts that the importer says
    mean nothing, `mapped` those that are mapped to something.
    """

    def __init__(self, additional: Iterable[str], mapped: Iterable[str]) -> None:
        self._additional = set(map(fold_text, additional))
        self._words = _PLACEHOLDERS - set(map(fold_text, mapped))
        self.counts: Counter[str] = Counter()
        self._known: dict[tuple[str, bool], bool] = {}  # of short texts

    def matches(self, text: str, *, may_be_word: bool = False) -> bool:
        """Whether a cell means nothing. Where it `may_be_word`, as a title may be
        "none", only texts that the importer named and signs do.
        """
        if len(text) > _MAX_PLACEHOLDER_LENGTH:
            return False
        key = text, may_be_word
        if key not in self._known:
            self._known[key] = self._means_nothing(text, may_be_word)
        if self._known[key]:
            self.counts[text] += 1
        return self._known[key]

    def _means_nothing(self, text: str, may_be_word: bool) -> bool:
        if _PLACEHOLDER_SIGNS.issuperset(text):
            return True
        key = fold_text(text)
        return key in self._additional or (not may_be_word and key in self._words)

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.counts:
            return ()
        named = ", ".join(
            f"“{text}” ({occurrences:,})"
            for text, occurrences in self.counts.most_common(10)
        )
        cells = count_of(self.counts.total(), "cell was", "cells were")
        return (f"{cells} treated as empty: {named}.",)


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """`rows` hold dates and percentages that can be parsed one by one. `day_order` is
    by heading; `order` is that of dates within texts.
    """

    rows: Sequence[FileRow]
    day_order: Mapping[str, DetectedProperty]
    order: DayOrder
    notes: tuple[str, ...]


def read_columns(
    file_rows: Sequence[FileRow],
    columns: MatchedColumns,
    fields: Sequence[ListField],
    placeholders: Placeholders,
    *,
    deadline: Deadline,
    chosen_order: DayOrder | None = None,
    counts_from_1904: bool = False,
) -> ColumnValues:
    """Empties placeholders, and turns cells that cannot be read into InvalidCell.
    Raises ParsingTooSlow.
    """
    fields_by_name = {value.name: value for value in fields}
    # Those of exported lists only (ids, versions) are read as they stand.
    matched_fields = {
        at: fields_by_name[name]
        for at, name in columns.fields.items()
        if name in fields_by_name
    }
    cells: dict[int, list[TableCell]] = {}
    date_columns: dict[int, DateColumn] = {}
    for at, field in matched_fields.items():
        deadline.check()
        cells[at] = [
            _without_placeholder(value, field, placeholders)
            for value in _column(file_rows, at)
        ]
        if field.cell_type == CellType.DAY:
            date_columns[at] = DateColumn(columns.headings[at], cells[at])
    notes: list[str] = list(placeholders.notes)
    for at, column in date_columns.items():
        deadline.check()
        column.decide(chosen_order, tuple(date_columns.values()))
        cells[at] = column.values(counts_from_1904=counts_from_1904)
        notes += column.notes
    for at, field in matched_fields.items():
        if field.cell_type == CellType.PERCENT:
            cells[at] = _percentages(columns.headings[at], cells[at], notes)
    notes += _dates_not_imported(file_rows, columns)
    day_orders = {
        value.heading: value.order for value in date_columns.values() if value.order
    }
    return ColumnValues(
        _with_cells(file_rows, cells),
        day_orders,
        chosen_order or common_order(date_columns.values()),
        tuple(notes),
    )


def _dates_not_imported(
    file_rows: Sequence[FileRow], columns: MatchedColumns
) -> Iterator[str]:
    """Names columns of dates that are not imported: one may be the due date."""
    for number, heading in columns.headings.items():
        if heading in columns.unmatched and heading not in columns.duplicates:
            cells = [cell for cell in _column(file_rows, number) if cell != ""][
                :_MAX_SAMPLES
            ]
            if cells and sum(map(_is_date, cells)) * 2 > len(cells):
                yield (
                    f"“{heading[:60]}” contains dates and is not imported; if they "
                    "are due dates, choose the field of this column."
                )


def _is_date(cell: TableCell) -> bool:
    if isinstance(cell, date):
        return True
    try:
        return isinstance(cell, str) and bool(parse_period(cell).unit == Unit.DAY)
    except ValueError:
        return False


def _column(file_rows: Sequence[FileRow], number: int) -> Iterator[TableCell]:
    return (
        file_row.cells[number] if number < len(file_row.cells) else ""
        for file_row in file_rows
    )


def _with_cells(
    file_rows: Sequence[FileRow], columns: Mapping[int, Sequence[TableCell]]
) -> list[FileRow]:
    """The rows with the cells of these columns, by their numbers."""
    replaced = []
    for index, file_row in enumerate(file_rows):
        cells = list(file_row.cells)
        for column_number, column in columns.items():
            if column_number < len(cells):
                cells[column_number] = column[index]
        replaced.append(FileRow(file_row.number, tuple(cells)))
    return replaced


def _without_placeholder(
    cell: TableCell, field: ListField, placeholders: Placeholders
) -> TableCell:
    if not isinstance(cell, str) or not cell:
        return cell
    if field.known_words and fold_text(cell) in field.known_words:
        return cell
    may_be_word = field.accepts_placeholder_words
    return "" if placeholders.matches(cell, may_be_word=may_be_word) else cell


def _percentages(
    heading: str, cells: Sequence[TableCell], notes: list[str]
) -> list[TableCell]:
    """Fractions become percentages where all numbers without a percent sign are 1 at
    most and one of them is a real fraction. A 1 is 1%, unless other cells have a
    percent sign: then it is ambiguous.
    """
    percentages = [parse_percentage(value) if value != "" else None for value in cells]
    numbers = [value.number for value in percentages if value and not value.is_signed]
    are_small = bool(numbers) and max(numbers) <= 1
    has_parts = any(0 < value < 1 for value in numbers)
    if are_small and has_parts:
        part = next(value for value in numbers if 0 < value < 1)
        whole = " and 1 as 100%" if 1 in numbers else ""
        notes.append(
            f"Column “{heading}”: numbers such as {part:g} were read as fractions: "
            f"{part:g} as {part * 100:g}%{whole}."
        )
        return [
            f"{round(value.number * 100, 6):.10g} %"
            if value and not value.is_signed
            else cell
            for cell, value in zip(cells, percentages, strict=True)
        ]
    has_ones = are_small and 1 in numbers
    if has_ones and any(value and value.is_signed for value in percentages):
        return [
            InvalidCell(
                f"“1” in the column “{heading}” could be 1% or 100%; add a percent "
                "sign",
                "1",
            )
            if value and not value.is_signed and value.number == 1
            else cell
            for cell, value in zip(cells, percentages, strict=True)
        ]
    if has_ones:
        notes.append(f"Column “{heading}”: 1 was read as 1%, not as 100%.")
    elif has_parts:
        part = next(value for value in numbers if 0 < value < 1)
        notes.append(
            f"Column “{heading}”: numbers such as {part:g} were read as percentages, "
            "not as fractions, because the column has numbers over 1."
        )
    return list(cells)
