"""What came of looking at a file: what can be stored, and what cannot and why.

Every row that was read is in one of five places: stored as a new activity, changed (of
an activity on record, something is taken over), merged into another row of the file,
unchanged (it is on record, and stays as it is), or refused with its reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.values import MatterAudience
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.foundation.validation_messages import validation_message
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.files.file_format import FileFormat

MAX_ERRORS = 50_000

# What the audience means, for the person who imports.
AUDIENCE_TEXTS: Mapping[MatterAudience, str] = {
    MatterAudience.ALL: (
        "Whoever sees follow-up sees what is stored, leadership and auditors as well."
    ),
    MatterAudience.FOCAL_POINTS: (
        "Only focal points, the Chair and the secretariat see what is stored."
    ),
}


class RefusedRow(FrozenModel):
    """Why a row cannot be stored: its number in the file, the field, a sentence."""

    row: int
    field: str
    says: str


class MergedRow(FrozenModel):
    """A row that says more about what another row of the file says."""

    row: int
    into: str


class UnknownValue(FrozenModel):
    """Something written that is no delegation or status that is known: how often, and
    what it might be.
    """

    said: str
    rows: int
    proposals: tuple[str, ...]


class RowDifference(FrozenModel):
    """What a row says otherwise than the record, in one field, before and after.

    `version` is the activity's as it was compared. `moved_on` is set where the field
    was changed on record since the list was exported. `refusal` is why it cannot be
    taken over.
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
    """What somebody said of an earlier file, by which later ones are understood: of a
    "column", a "delegation" or a "status". `means` is empty for what is not imported.
    `by` is that person's name, and `on` the day.
    """

    what: str
    said: str
    means: str
    by: str
    on: date


class ImportReport(FrozenModel):
    """What became of every row: `read` = `stored` + `changed` + `merged` + `unchanged`
    + `refused`.

    A preview says what would become of them. `differences` are all that rows say
    otherwise than the record, taken over or not. `above` counts the rows above the
    headings, which are not read. `unmatched` are the headings of columns that are not
    imported, `calculated` those of the product's own lists that no import changes;
    `remembered` is what earlier files taught, as far as it was used; `notes` say what
    else should be known of the file, `format` how it was read. `retitled`
    counts the rows that are refused because their number is on record under another
    title.
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
        """Raises UnreadableFile where there is no end of it."""
        if len(self.complaints) >= MAX_ERRORS:
            raise UnreadableFile(
                f"more than {MAX_ERRORS:,} values of the file cannot be used; "
                "check that each column is read as the right field"
            )
        self.complaints.append(RefusedRow(row=row, field=field, says=str(message)))
        self.refused.add(row)
        self._fields_with_errors.add((row, field))

    def add_unknown(self, among: dict[str, list[int]], text: str, row: int) -> str:
        """What a row says, to be asked once, however it is spelt there: as it is spelt
        first. `among` is `delegations` or `statuses`.
        """
        first_spelling = self._first_spellings.setdefault(fold_text(text), text)
        among.setdefault(first_spelling, []).append(row)
        return first_spelling

    def add_validation_errors(
        self, row: int, error: ValidationError, fields: Mapping[str, str]
    ) -> None:
        """Complains of all that was found wrong with a row. `fields` are the names of
        fields that are called otherwise where they were checked.
        """
        for problem in error.errors(include_url=False, include_input=False):
            name = str(problem["loc"][0]) if problem["loc"] else "row"
            self.add_error(row, fields.get(name, name), validation_message(problem))

    def refuse_row(self, row: int, field: str, message: object) -> None:
        """Complains of a row that could be read: with it go those merged into it."""
        self.add_error(row, field, message)
        for merged_row in self._merged_into.pop(row, ()):
            merged_message = f"it says more of row {row}, which is refused"
            self.add_error(merged_row, "row", merged_message)

    def has_error(self, row: int, field: str) -> bool:
        return (row, field) in self._fields_with_errors

    def add_merge(self, row: int, into_row: int, title: str) -> None:
        """Another row of the file has the rest of it."""
        self.merges.append(MergedRow(row=row, into=f"row {into_row}, “{title}”"))
        self._merged_into.setdefault(into_row, []).append(row)
