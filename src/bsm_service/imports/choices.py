"""Options and mappings that the importer chooses for a file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import MatterAudience
from bsm_service.imports.files.file_format import DayOrder, Delimiter, Encoding


class ChangeableField(StrEnum):
    """A field of an activity on record that a newer list may change."""

    OWNER = "owner"
    AGENCY = "agency"
    PARTNERS = "partners"
    DUE_ON = "due_on"
    STATUS = "status"
    PERCENT = "percent"
    REPLIES = "replies"


# The class keeps its name: refusals of `changes` give it as part of the field's path.
class WantedChange(FrozenModel):
    """Which differences to apply: of one row or every row, in these fields or in all.
    `version` is that of the activity in the preview: if the record has changed since,
    the row is refused.
    """

    row: Annotated[int, Field(ge=1)] | None = None
    fields: tuple[ChangeableField, ...] = ()
    version: Annotated[int, Field(ge=1)] | None = None


ALL_CHANGES: Literal["all"] = "all"
WantedChanges = (
    Literal["all"] | Annotated[tuple[WantedChange, ...], Field(max_length=5_000)]
)


# Saved mappings are read with every later file.
MAX_MAPPINGS = 1_000


class FormatChoices(FrozenModel):
    """The importer's choices for how a file is read. `sheet` is that of a workbook,
    `delimiter` and `encoding` are those of a text file; what is not chosen is detected.
    """

    sheet: str | None = None
    delimiter: Delimiter | None = None
    encoding: Encoding | None = None


class ImportChoices(FormatChoices):
    """The importer's choices for reading a file.

    `columns` maps headings to fields ("" for none), `delegations` maps texts to codes
    ("" for words that name no delegation; they are kept as text), `statuses` texts to
    statuses. `owner` is the delegation that owns rows without a known owner, such as a
    person or an authority; the original words are kept.

    `sheet` is that of a workbook, `delimiter` and `encoding` are those of a text file,
    `day_order` is that of dates such as 03/04/2016; what is not chosen is detected in
    the file. `empty` are texts that mean an empty cell, in addition to the usual ones
    such as "n/a". `audience` is who can see the imported activities. `only_valid`
    stores the valid rows, instead of all or nothing. With `retitled`, rows whose number
    is already recorded under another title are treated as that activity, and the
    recorded title is kept; otherwise they are refused. `changes` are the differences
    from the record to apply; by default none.
    """

    day_order: DayOrder | None = None
    empty: tuple[str, ...] = Field((), max_length=MAX_MAPPINGS)
    columns: Mapping[str, str] = Field({}, max_length=MAX_MAPPINGS)
    delegations: Mapping[str, str] = Field({}, max_length=MAX_MAPPINGS)
    statuses: Mapping[str, str] = Field({}, max_length=MAX_MAPPINGS)
    owner: str | None = None
    audience: MatterAudience = MatterAudience.ALL
    only_valid: bool = False
    retitled: bool = False
    changes: WantedChanges = ()
