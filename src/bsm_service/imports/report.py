"""The report of an import or its preview: what can be stored, and what cannot and why.

Every row that was read is in one of five places: stored as a new activity, changed (a
difference is applied to an activity on record), merged into another row of the file,
unchanged (it is on record, and stays as it is), or refused with its reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import MatterAudience
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.foundation.validation_messages import validation_message
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.files.file_format import FileFormat

MAX_ERRORS = 50_000

# What each audience means, for the importer.
AUDIENCE_TEXTS: Mapping[MatterAudience, str] = {
    MatterAudience.ALL: (
        "Everyone with access to follow-up can see the stored activities, including "
        "leadership and auditors."
    ),
    MatterAudience.FOCAL_POINTS: (
        "Only focal points, the Chair and the secretariat can see the stored "
        "activities."
    ),
}


class RefusedRow(FrozenModel):
    """Why a row cannot be stored: its number in the file, the field, a sentence."""

    row: int
    field: str
    says: str


class MergedRow(FrozenModel):
    """A row that adds to another row of the file about the same activity."""

    row: int
    into: str


class UnknownValue(FrozenModel):
    """A text that is not a known delegation or status: the number of its rows, and what
    it may mean.
    """

    said: str
    rows: int
    proposals: tuple[str, ...]


class RowDifference(FrozenModel):
    """How a row differs from the record in one field, before and after.

    `version` is the activity's as it was compared. `moved_on` is set where the field
    was changed on record since the list was exported. `refusal` is why it cannot be
    applied.
    """

    row: int
    field: str
    title: str
    activity_id: UUID
    version: int
    before: str | None
    after: str
    taken_over: bool = False
    moved_on: bool = False
    refusal: str | None = None


class OutdatedRow(FrozenModel):
    """A row of an exported list whose activity has changed on record since: its version
    then and now.
    """

    row: int
    exported_version: int
    version: int


class RememberedMapping(FrozenModel):
    """The meaning that somebody chose in an earlier import for a "column", a
    "delegation" or a "status"; later files are read by it. `means` is empty for what is
    not imported. `by` is that person's name, and `on` the day.
    """

    what: str
    said: str
    means: str
    by: str
    on: date


class ImportReport(FrozenModel):
    """The outcome of every row: `read` = `stored` + `changed` + `merged` + `unchanged`
    + `refused`.

    In a preview, what the outcome would be. `differences` are all differences between
    rows and the record, applied or not. `above` counts the rows above the headings,
    which are not read. `unmatched` are the headings of columns that are not imported,
    `calculated` those of the product's own lists that no import changes; `remembered`
    are the saved mappings that were used; `notes` are further remarks about the file,
    `format` is how it was read. `retitled` counts the rows that are refused because
    their number is on record under another title.
    """

    read: int
    stored: int
    changed: int
    merged: int
    unchanged: int
    refused: int
    merges: tuple[MergedRow, ...]
    complaints: tuple[RefusedRow, ...]
    differences: tuple[RowDifference, ...] = ()
    moved_on: tuple[OutdatedRow, ...] = ()
    above: int = 0
    unmatched: tuple[str, ...]
    calculated: tuple[str, ...] = ()
    columns: Mapping[str, str]
    remembered: tuple[RememberedMapping, ...] = ()
    delegations: tuple[UnknownValue, ...]
    statuses: tuple[UnknownValue, ...]
    notes: tuple[str, ...] = ()
    format: FileFormat
    audience: MatterAudience
    retitled: int = 0
    is_preview: bool
    position: int | None = None


@dataclass
class ReportBuilder:
    """Collects the findings of reading rows."""

    complaints: list[RefusedRow] = field(default_factory=list)
    merges: list[MergedRow] = field(default_factory=list)
    delegations: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    # The proposals for unknown statuses.
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    # Rows whose number is on record under another title.
    retitled: list[int] = field(default_factory=list)
    _first_spellings: dict[str, str] = field(default_factory=dict)
    differences: list[RowDifference] = field(default_factory=list)
    moved_on: list[OutdatedRow] = field(default_factory=list)
    # Mapped statuses that the file has: as written, by their folded forms.
    mapped_statuses: dict[str, str] = field(default_factory=dict)
    _fields_with_errors: set[tuple[int, str]] = field(default_factory=set)
    _merged_into: dict[int, list[int]] = field(default_factory=dict)

    def add_error(self, row: int, field: str, message: object) -> None:
        """Raises UnreadableFile beyond `MAX_ERRORS`."""
        if len(self.complaints) >= MAX_ERRORS:
            raise UnreadableFile(
                f"more than {MAX_ERRORS:,} values of the file are invalid; check that "
                "each column is read as the right field"
            )
        self.complaints.append(RefusedRow(row=row, field=field, says=str(message)))
        self.refused.add(row)
        self._fields_with_errors.add((row, field))

    def add_unknown(self, among: dict[str, list[int]], text: str, row: int) -> str:
        """Adds a text to be explained once, in all its spellings. Returns the first
        spelling. `among` is `delegations` or `statuses`.
        """
        first_spelling = self._first_spellings.setdefault(fold_text(text), text)
        among.setdefault(first_spelling, []).append(row)
        return first_spelling

    def add_validation_errors(
        self, row: int, error: ValidationError, fields: Mapping[str, str]
    ) -> None:
        """Adds all errors of a row. `fields` maps the names of fields in the model to
        their names here, where they differ.
        """
        for problem in error.errors(include_url=False, include_input=False):
            name = str(problem["loc"][0]) if problem["loc"] else "row"
            self.add_error(row, fields.get(name, name), validation_message(problem))

    def refuse_row(self, row: int, field: str, message: object) -> None:
        """Refuses a row that could be read, with the rows merged into it."""
        self.add_error(row, field, message)
        for merged_row in self._merged_into.pop(row, ()):
            merged_message = f"it belongs to row {row}, which is refused"
            self.add_error(merged_row, "row", merged_message)

    def has_error(self, row: int, field: str) -> bool:
        return (row, field) in self._fields_with_errors

    def add_merge(self, row: int, into_row: int, title: str = "") -> None:
        """Records that a row was merged into another row of the file."""
        titled = f", “{title}”" if title else ""
        self.merges.append(MergedRow(row=row, into=f"row {into_row}{titled}"))
        self._merged_into.setdefault(into_row, []).append(row)
