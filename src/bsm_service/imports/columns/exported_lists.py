"""The product's own lists of activities, as they come back from a spreadsheet.

They are recognised by their headings, and their rows by the ids of activities. Most
columns are calculated from the record, and no import changes them.
"""

import re
from collections.abc import Iterable, Mapping
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


class ExportedRows:
    """What is special to rows of the product's own lists. `ids` are the rows that have
    an id: others are new. `versions` are those at which rows were exported;
    `precise_rows` are those with a due precision.
    """

    def __init__(self, report: ReportBuilder) -> None:
        self._report = report
        self.ids: set[int] = set()
        self.versions: dict[int, int] = {}
        self.precise_rows: set[int] = set()

    def id(self, row: int, values: Mapping[str, TableCell]) -> UUID | None:
        """The id of an activity, if the row has one; reports what is not an id."""
        cell, version = values.get("activity_id"), values.get("version")
        if cell is None:
            return None
        try:
            activity_id = UUID(str(cell).strip())
        except ValueError:
            self._report.add_error(
                row,
                "activity_id",
                f"“{str(cell)[:60]}” is not the ID of an activity; restore the "
                "exported ID, or leave it empty in a new row",
            )
            return None
        self.ids.add(row)
        if version is not None:
            self._note_version(row, version)
        return activity_id

    def _note_version(self, row: int, cell: TableCell) -> None:
        try:
            self.versions[row] = _version_of(cell)
        except ValueError:
            self._report.add_error(
                row,
                "version",
                f"“{str(cell)[:60]}” is not a version number; restore the exported "
                "value",
            )

    def precision(
        self, row: int, values: Mapping[str, TableCell]
    ) -> dict[str, DuePrecision]:
        """The precision of the due date, if the row has one."""
        cell = values.get("due_precision")
        if cell is None:
            return {}
        try:
            precision = DuePrecision(str(cell).strip())
            self.precise_rows.add(row)
            return {"due_precision": precision}
        except ValueError:
            self._report.add_error(
                row,
                "due_precision",
                f"“{str(cell)[:60]}” is not a precision; choose one of: "
                f"{', '.join(DuePrecision)}",
            )
            return {}


def _version_of(cell: TableCell) -> int:
    """Raises ValueError."""
    number = float(cell) if isinstance(cell, str | int | float) else 0.0
    if not (number.is_integer() and 1 <= number < 2**31):
        raise ValueError
    return int(number)
