"""Reads the columns of a table that are fields: what each holds is decided from all of
its cells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bsm_service.documents.parsing_limits import Deadline
from bsm_service.imports.columns.headings import CellType, ListField, MatchedColumns
from bsm_service.imports.files.cells import InvalidCell, TableCell, fold_text
from bsm_service.imports.files.file_format import DayOrder, DetectedProperty
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.values.cell_values import parse_percentage
from bsm_service.imports.values.day_order import DateColumn, common_order
from bsm_service.imports.values.placeholders import Placeholders
from bsm_service.imports.values.written_dates import Unit, parse_period

_MOST_TRIED = 50  # cells of a column that is no field


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """`lines` with days and percentages that can be read one by one. `day_order` is by
    heading; `order` is that of dates within texts.
    """

    lines: Sequence[FileRow]
    day_order: Mapping[str, DetectedProperty]
    order: DayOrder
    notes: tuple[str, ...]


def read_columns(
    lines: Sequence[FileRow],
    columns: MatchedColumns,
    fields: Sequence[ListField],
    placeholders: Placeholders,
    *,
    deadline: Deadline,
    chosen: DayOrder | None = None,
    counts_from_1904: bool = False,
) -> ColumnValues:
    """Cells that mean nothing are empty; those that cannot be read are BadCell. Raises
    ParsingTooSlow.
    """
    known = {one.name: one for one in fields}
    # Those of exported lists only (ids, versions) are read as they stand.
    matched = {at: known[name] for at, name in columns.fields.items() if name in known}
    cells: dict[int, list[TableCell]] = {}
    days: dict[int, DateColumn] = {}
    for at, field in matched.items():
        deadline.check()
        cells[at] = [_emptied(one, field, placeholders) for one in _column(lines, at)]
        if field.cell_type == CellType.DAY:
            days[at] = DateColumn(columns.headings[at], cells[at])
    notes: list[str] = list(placeholders.notes)
    for at, column in days.items():
        deadline.check()
        column.decide(chosen, tuple(days.values()))
        cells[at] = column.values(counts_from_1904=counts_from_1904)
        notes += column.notes
    for at, field in matched.items():
        if field.cell_type == CellType.PERCENT:
            cells[at] = _percentages(columns.headings[at], cells[at], notes)
    notes += _dates_left_out(lines, columns)
    shown = {one.heading: one.order for one in days.values() if one.order}
    return ColumnValues(
        _with(lines, cells), shown, chosen or common_order(days.values()), tuple(notes)
    )


def _dates_left_out(lines: Sequence[FileRow], columns: MatchedColumns) -> Iterator[str]:
    """Names columns of dates that are no field: one may be the due date."""
    for at, heading in columns.headings.items():
        if heading in columns.unmatched and heading not in columns.duplicates:
            cells = [one for one in _column(lines, at) if one != ""][:_MOST_TRIED]
            if cells and sum(map(_is_day, cells)) * 2 > len(cells):
                yield (
                    f"“{heading[:60]}” holds dates and is not imported; if they are "
                    "due dates, say which field the column is."
                )


def _is_day(cell: TableCell) -> bool:
    if isinstance(cell, date):
        return True
    try:
        return isinstance(cell, str) and bool(parse_period(cell).unit == Unit.DAY)
    except ValueError:
        return False


def _column(lines: Sequence[FileRow], at: int) -> Iterator[TableCell]:
    return (line.cells[at] if at < len(line.cells) else "" for line in lines)


def _with(
    lines: Sequence[FileRow], columns: Mapping[int, Sequence[TableCell]]
) -> list[FileRow]:
    """The lines with the cells of these columns."""
    found = []
    for number, line in enumerate(lines):
        cells = list(line.cells)
        for at, column in columns.items():
            if at < len(cells):
                cells[at] = column[number]
        found.append(replace(line, cells=tuple(cells)))
    return found


def _emptied(
    cell: TableCell, field: ListField, placeholders: Placeholders
) -> TableCell:
    if isinstance(cell, str) and cell and fold_text(cell) not in field.known_words:
        return (
            ""
            if placeholders.matches(cell, may_be_word=field.accepts_placeholder_words)
            else cell
        )
    return cell


def _percentages(
    heading: str, cells: Sequence[TableCell], notes: list[str]
) -> list[TableCell]:
    """Fractions become percentages where all numbers without a sign are 1 at most, and
    one is a real fraction. A 1 is 1 %, unless others have a sign: then it can be
    either.
    """
    found = [parse_percentage(one) if one != "" else None for one in cells]
    numbers = [one.number for one in found if one and not one.is_signed]
    are_small = bool(numbers) and max(numbers) <= 1
    has_parts = any(0 < one < 1 for one in numbers)
    if are_small and has_parts:
        part = next(one for one in numbers if 0 < one < 1)
        whole = " and 1 as 100 %" if 1 in numbers else ""
        notes.append(
            f"Column “{heading}”: numbers such as {part:g} were read as fractions: "
            f"{part:g} as {part * 100:g} %{whole}."
        )
        return [
            f"{round(one.number * 100, 6):.10g} %"
            if one and not one.is_signed
            else cell
            for cell, one in zip(cells, found, strict=True)
        ]
    has_ones = are_small and 1 in numbers
    if has_ones and any(one and one.is_signed for one in found):
        return [
            InvalidCell(
                f"“1” can be 1 % or 100 % in the column “{heading}”; write it with a "
                "percent sign",
                "1",
            )
            if one and not one.is_signed and one.number == 1
            else cell
            for cell, one in zip(cells, found, strict=True)
        ]
    if has_ones:
        notes.append(f"Column “{heading}”: 1 was read as 1 %, not as 100 %.")
    elif has_parts:
        part = next(one for one in numbers if 0 < one < 1)
        notes.append(
            f"Column “{heading}”: numbers such as {part:g} were read as percentages, "
            "not as fractions, because the column has numbers over 1."
        )
    return list(cells)
