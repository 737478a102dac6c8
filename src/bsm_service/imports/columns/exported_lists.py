"""The product's own lists of activities, as they come back from a spreadsheet.

They are recognised by their headings, and their rows by the ids of activities. Most
columns are calculated from the record, and no import changes them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from bsm_domain.foundation.values import DuePrecision
from bsm_projections.follow_up.tables import Activity
from bsm_service.documents import spreadsheets
from bsm_service.imports.files.cells import TableCell, fold_text
from bsm_service.imports.report import ReportBuilder

# Headings and the fields that they are; "" for what is calculated. First the list of
# the API and the command line, then that of the page Follow-up, with the headings of
# releases before 0.5 ("done in percent", "times moved").
_LISTS: tuple[Mapping[str, str], ...] = (
    {
        **dict.fromkeys(spreadsheets.fields_of(Activity), ""),
        "id": "activity_id",
        "version": "version",
        "title": "title",
        "owner": "owner",
        "agency": "agency",
        "partners": "partners",
        "due_on": "due_on",
        "due_precision": "due_precision",
        "status": "status",
        "percent": "percent",
    },
    {
        "id": "activity_id",
        "version": "version",
        "activity": "title",
        "owner code": "owner",
        "partners": "partners",
        "status": "status",
        "percent done": "percent",
        "done in percent": "percent",
        "due": "due_on",
        "due precision": "due_precision",
        **dict.fromkeys(
            (
                *("owner", "meeting", "overdue", "first due", "days late"),
                *("times postponed", "times moved"),
            ),
            "",
        ),
    },
)
# A list whose columns were partly removed is still recognised by these, and by one
# more heading that no other tracker has.
_REQUIRED_HEADINGS = (("id", "title", "owner"), ("id", "owner code"))
_IDENTIFYING_HEADINGS = (
    tuple(name for name in _LISTS[0] if "_" in name or name == "version"),
    ("activity",),
)
_FORMULA_MARK = re.compile(r"(^|[;\t\r\n])'")


def exported_fields_of(headings: Iterable[str]) -> dict[str, str]:
    """The fields of one of the product's lists, by its headings, "" for a calculated
    column; empty for any other list.
    """
    heading_by_key = {fold_text(heading): heading for heading in headings}
    for fields, required, identifying in zip(
        _LISTS, _REQUIRED_HEADINGS, _IDENTIFYING_HEADINGS, strict=True
    ):
        has_all = all(fold_text(name) in heading_by_key for name in required)
        if has_all and any(fold_text(name) in heading_by_key for name in identifying):
            return {
                heading_by_key[fold_text(name)]: field
                for name, field in fields.items()
                if fold_text(name) in heading_by_key
            }
    return {}


def without_formula_marks(values: Mapping[str, TableCell]) -> dict[str, TableCell]:
    """The values without the marks that keep spreadsheets from running them as
    formulas.
    """
    return {
        name: _without_formula_mark(cell) if isinstance(cell, str) else cell
        for name, cell in values.items()
    }


def _without_formula_mark(text: str) -> str:
    plain = _FORMULA_MARK.sub(r"\1", text)
    written = (
        spreadsheets.escape_formula(plain),
        spreadsheets.escape_formula_keeping_numbers(plain),
    )
    return plain if text in written else text


class ExportedRow(NamedTuple):
    """What only rows of the product's own lists have: the activity's id (None in a new
    row), the version at which it was exported, and the precision of its due date.
    """

    activity_id: UUID | None = None
    version: int | None = None
    due_precision: DuePrecision | None = None


def parse_exported_row(
    report: ReportBuilder, row: int, values: Mapping[str, TableCell]
) -> ExportedRow:
    """Reports what cannot be read."""
    parsed: dict[str, Any] = {}
    for name, (parse, problem) in _PARSERS.items():
        text = str(values.get(name, "")).strip()
        if text and (name != "version" or parsed.get("activity_id")):
            try:
                parsed[name] = parse(text)
            except ValueError:
                report.add_error(row, name, f"“{text[:60]}” {problem}")
    return ExportedRow(**parsed)


def _parse_version(text: str) -> int:
    """Raises ValueError."""
    number = float(text)
    if not (number.is_integer() and 1 <= number < 2**31):
        raise ValueError
    return int(number)


# How cells are read, and what is wrong with those that cannot be.
_PARSERS: Mapping[str, tuple[Callable[[str], Any], str]] = {
    "activity_id": (
        UUID,
        "is not the ID of an activity; restore the exported ID, or leave it empty in a "
        "new row",
    ),
    "version": (
        _parse_version,
        "is not a version number; restore the exported value",
    ),
    "due_precision": (
        DuePrecision,
        f"is not a precision; choose one of: {', '.join(DuePrecision)}",
    ),
}
