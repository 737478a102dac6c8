"""What came of looking at a file: what can be stored, and what cannot and why.

Every row that was read is in one of five places: stored as a new activity, changed (of
an activity on record, something is taken over), merged into another row of the file,
unchanged (it is on record, and stays as it is), or refused with its reasons.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, ValidationError

from bsm_domain.foundation.aggregate import Immutable
from bsm_domain.foundation.values import MatterAudience
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files.cells import folded
from bsm_service.imports.files.file_format import (
    DayOrder,
    Delimiter,
    Encoding,
    FileFormat,
)

MOST_COMPLAINTS = 50_000

# What the audience means, for the person who imports.
SEEN_BY: Mapping[MatterAudience, str] = {
    MatterAudience.ALL: (
        "Whoever sees follow-up sees what is stored, leadership and auditors as well."
    ),
    MatterAudience.FOCAL_POINTS: (
        "Only focal points, the Chair and the secretariat see what is stored."
    ),
}


class Changeable(StrEnum):
    """A field of an activity on record that a newer list may change."""

    OWNER = "owner"
    AGENCY = "agency"
    PARTNERS = "partners"
    DUE_ON = "due_on"
    STATUS = "status"
    PERCENT = "percent"
    REPLIES = "replies"


class WantedChange(Immutable):
    """Which differences are to be taken over: of one row, or of every row; in these
    fields, or in all. `version` is that of the activity in the preview: where the
    record has moved on since, the row is refused.
    """

    row: Annotated[int, Field(ge=1)] | None = None
    fields: tuple[Changeable, ...] = ()
    version: Annotated[int, Field(ge=1)] | None = None


ALL_CHANGES: Literal["all"] = "all"
WantedChanges = (
    Literal["all"] | Annotated[tuple[WantedChange, ...], Field(max_length=5_000)]
)


# What is said of one file is read with every later one.
_MOST_SAID = 1_000


class Choices(Immutable):
    """What the person who imports says about the file.

    `columns` maps headings to fields ("" for none), `delegations` what is written to
    codes ("" for words that are no delegation; they are kept as text), `statuses` what
    is written to statuses. `owner` is the delegation that owns what names no known one:
    a person, an authority, nobody at all; the words are kept.

    `sheet` is that of a workbook, `delimiter` and `encoding` are those of a text file,
    `day_order` is that of dates such as 03/04/2016; what is not chosen is found in the
    file. `empty` are texts of cells that mean nothing, besides the usual ones such as
    "n/a". `audience` is for whom its rows are on record. `only_valid` stores what can
    be, instead of all or nothing. Where they are `retitled`, rows whose number is on
    record under another title are that activity, and its title stays; otherwise they
    are refused. `changes` says which differences from what is on
    record are to be taken over: none, unless it says so.
    """

    sheet: str | None = None
    delimiter: Delimiter | None = None
    encoding: Encoding | None = None
    day_order: DayOrder | None = None
    empty: tuple[str, ...] = Field((), max_length=_MOST_SAID)
    columns: Mapping[str, str] = Field({}, max_length=_MOST_SAID)
    delegations: Mapping[str, str] = Field({}, max_length=_MOST_SAID)
    statuses: Mapping[str, str] = Field({}, max_length=_MOST_SAID)
    owner: str | None = None
    audience: MatterAudience = MatterAudience.ALL
    only_valid: bool = False
    retitled: bool = False
    changes: WantedChanges = ()


class Complaint(Immutable):
    """Why a row cannot be stored: its number in the file, the field, a sentence."""

    row: int
    field: str
    says: str


class Merged(Immutable):
    """A row that says more about what another row of the file says."""

    row: int
    into: str


class Unknown(Immutable):
    """Something written that is no delegation or status that is known: how often, and
    what it might be.
    """

    said: str
    rows: int
    proposals: tuple[str, ...]


class Difference(Immutable):
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


class MovedOn(Immutable):
    """A row of an exported list whose activity has changed on record since: its version
    then and now.
    """

    row: int
    exported_version: int
    version: int


class RememberedMapping(Immutable):
    """What somebody said of an earlier file, by which later ones are understood: of a
    "column", a "delegation" or a "status". `means` is empty for what is not imported.
    `by` is that person's name, and `on` the day.
    """

    what: str
    said: str
    means: str
    by: str
    on: date


class Reconciliation(Immutable):
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
    merges: tuple[Merged, ...]
    complaints: tuple[Complaint, ...]
    differences: tuple[Difference, ...] = ()
    moved_on: tuple[MovedOn, ...] = ()
    above: int = 0
    unmatched: tuple[str, ...]
    calculated: tuple[str, ...] = ()
    columns: Mapping[str, str]
    remembered: tuple[RememberedMapping, ...] = ()
    delegations: tuple[Unknown, ...]
    statuses: tuple[Unknown, ...]
    notes: tuple[str, ...] = ()
    format: FileFormat
    audience: MatterAudience
    retitled: int = 0
    is_preview: bool
    position: int | None = None


@dataclass
class Checking:
    """Collects what is found while rows are looked at."""

    complaints: list[Complaint] = field(default_factory=list)
    merges: list[Merged] = field(default_factory=list)
    delegations: dict[str, list[int]] = field(default_factory=dict)
    statuses: dict[str, list[int]] = field(default_factory=dict)
    # What a status may be that is asked.
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    # Rows whose number is on record under another title.
    retitled: list[int] = field(default_factory=list)
    _spelt: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    moved_on: list[MovedOn] = field(default_factory=list)
    # What statuses were understood by what people said: as written, by its folded form.
    mapped_statuses: dict[str, str] = field(default_factory=dict)
    _complained: set[tuple[int, str]] = field(default_factory=set)
    _within: dict[int, list[int]] = field(default_factory=dict)

    def complain(self, row: int, name: str, says: object) -> None:
        """Raises UnreadableFile where there is no end of it."""
        if len(self.complaints) >= MOST_COMPLAINTS:
            raise UnreadableFile(
                f"more than {MOST_COMPLAINTS:,} values of the file cannot be used; "
                "check that each column is read as the right field"
            )
        self.complaints.append(Complaint(row=row, field=name, says=str(says)))
        self.refused.add(row)
        self._complained.add((row, name))

    def ask(self, among: dict[str, list[int]], said: str, row: int) -> str:
        """What a row says, to be asked once, however it is spelt there: as it is spelt
        first. `among` is `delegations` or `statuses`.
        """
        spelt = self._spelt.setdefault(folded(said), said)
        among.setdefault(spelt, []).append(row)
        return spelt

    def complain_of(
        self, row: int, error: ValidationError, fields: Mapping[str, str]
    ) -> None:
        """Complains of all that was found wrong with a row. `fields` are the names of
        fields that are called otherwise where they were checked.
        """
        for one in error.errors(include_url=False, include_input=False):
            name = str(one["loc"][0]) if one["loc"] else "row"
            says = one["msg"].removeprefix("Value error, ")
            if one["type"] == "string_too_long":
                most = one["ctx"]["max_length"]
                says = f"the text has more than {most:,} characters; shorten it"
            self.complain(row, fields.get(name, name), says)

    def refuse(self, row: int, name: str, says: object) -> None:
        """Complains of a row that could be read: with it go those merged into it."""
        self.complain(row, name, says)
        for other in self._within.pop(row, ()):
            more = f"it says more of row {row}, which is refused"
            self.complain(other, "row", more)

    def has_complained(self, row: int, name: str) -> bool:
        return (row, name) in self._complained

    def merge(self, row: int, other: int, title: str) -> None:
        """Another row of the file has the rest of it."""
        self.merges.append(Merged(row=row, into=f"row {other}, “{title}”"))
        self._within.setdefault(other, []).append(row)
