"""Converts the entries of a form to the values that are sent."""

from collections.abc import Callable, Iterable
from datetime import date, tzinfo
from typing import Any

from bsm_domain.foundation import quarters
from bsm_domain.foundation.values import DuePrecision
from dashboard.forms import texts
from dashboard.forms.form import FieldKind, FormField, Values
from dashboard.forms.submit import UploadedFile

ReadValue = Callable[[FormField], Any]
_NEVER_MISSING = (FieldKind.CHECKBOX, FieldKind.CHOICES)
_YES_AND_NO = {"yes": True, "true": True, "no": False, "false": False}


class RowRefused(Exception):
    """A line that is not a valid row of the field."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def has_entry(field: FormField, read: ReadValue) -> bool:
    """Whether something other than spaces was entered."""
    typed = read(field)
    return bool(typed.strip() if isinstance(typed, str) else typed)


def missing_fields(
    fields: Iterable[FormField], read: ReadValue
) -> tuple[FormField, ...]:
    """The required fields that are empty."""
    return tuple(
        field
        for field in fields
        if not field.optional
        and field.kind not in _NEVER_MISSING
        and read(field) in (None, "")
    )


def excess_length(field: FormField, read: ReadValue) -> tuple[int, int] | None:
    """How many characters a text may have and has, where it has too many."""
    typed = read(field)
    if field.max_length is None or not isinstance(typed, str):
        return None
    length = len(typed.strip())
    return (field.max_length, length) if length > field.max_length else None


def field_values(
    fields: Iterable[FormField], read: ReadValue, time_zone: tzinfo
) -> Values:
    """The values by the names of fields; empty fields are left out. Times are in the
    given time zone. Raises RowRefused.
    """
    values = {field.name: _value(field, read(field), time_zone) for field in fields}
    _settle_due_dates(values)
    return _nested(values)


def _value(field: FormField, typed: Any, time_zone: tzinfo) -> Any:
    if isinstance(typed, str):
        typed = typed.strip() or None
    match field.kind:
        case FieldKind.CHOICES if typed or not field.optional:
            return tuple(typed or ())
        case FieldKind.LINES:
            return tuple(line.strip() for line in _lines(typed))
        case FieldKind.ROWS:
            return _rows(field, typed)
        case FieldKind.FILE if typed is not None:
            return UploadedFile(typed.name, typed.getvalue())
        case FieldKind.TIME if typed is not None:
            return typed.replace(tzinfo=time_zone)
    return typed or None if field.kind is FieldKind.CHOICES else typed


def _lines(text: str | None) -> list[str]:
    return [line for line in (text or "").splitlines() if line.strip()]


def _rows(field: FormField, text: str | None) -> tuple[Values, ...]:
    labels = [column.label for column in field.columns]
    rows = []
    for number, line in enumerate(_lines(text), start=1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        if len(cells) > len(labels):
            sentence = texts.too_many_values(len(cells), labels)
            raise RowRefused(field.name, texts.row_error(number, "", sentence))
        rows.append(
            _nested(
                {
                    column.name: _cell_of_row(field, number, column, cell)
                    for column, cell in zip(field.columns, cells, strict=False)
                }
            )
        )
    return tuple(rows)


def _cell_of_row(field: FormField, row: int, column: FormField, cell: str) -> Any:
    """The value of a cell. Raises RowRefused for what is none of the options."""
    if column.kind is FieldKind.CHOICE and column.options and cell:
        # Both as they are shown and as they are stored.
        codes = {name.casefold(): code for code, name in column.options}
        codes |= {code.casefold(): code for code, _ in column.options}
        if cell.casefold() not in codes:
            sentence = texts.unknown_option(cell, column.options)
            raise RowRefused(field.name, texts.row_error(row, column.label, sentence))
        return codes[cell.casefold()]
    return _cell(column, cell)


def _cell(column: FormField, cell: str) -> Any:
    """The value of a cell; an invalid value is kept as text and refused later."""
    match column.kind:
        case FieldKind.NUMBER | FieldKind.PERCENT if cell.removeprefix("-").isdecimal():
            return int(cell)
        case FieldKind.CHECKBOX:
            return _YES_AND_NO.get(cell.casefold(), cell or None)
    return cell or None


def _settle_due_dates(values: Values) -> None:
    """Sets the due date of a quarter to its last day, and removes that of the next
    meeting.
    """
    for name in [name for name in values if name.endswith("due_precision")]:
        due_on = f"{name.removesuffix('due_precision')}due_on"
        if values[name] == DuePrecision.NEXT_MEETING:
            values.pop(due_on, None)
        elif values[name] == DuePrecision.QUARTER and isinstance(
            values.get(due_on), date
        ):
            values[due_on] = quarters.last_day_of_quarter(values[due_on])


def _nested(values: Values) -> Values:
    """Parts for names like "person.email"; rows for "parts.0.title"."""
    nested: Values = {}
    parts: dict[str, Values] = {}
    for name, value in values.items():
        part, _, rest = name.partition(".")
        if rest:
            inner = parts.setdefault(part, {})
            inner[rest] = value
        elif value is not None:
            nested[name] = value
    for part, inner in parts.items():
        filled = _nested(inner)
        is_rows = all(name.partition(".")[0].isdecimal() for name in inner)
        if filled:
            nested[part] = tuple(filled.values()) if is_rows else filled
    return nested
