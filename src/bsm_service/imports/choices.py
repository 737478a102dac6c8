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


class ListChoices(FrozenModel):
    """The importer's choices for every kind of list. What the description of a field
    says is the help of its option on the command line.
    """

    sheet: str | None = Field(
        None,
        description="The sheet of a workbook. Default: the first visible sheet with "
        "rows.",
    )
    delimiter: Delimiter | None = Field(
        None, description="The delimiter of a CSV file. Default: detected."
    )
    encoding: Encoding | None = Field(
        None, description="The encoding of a CSV file. Default: detected."
    )
    empty: tuple[str, ...] = Field(
        (),
        max_length=MAX_MAPPINGS,
        description="A text that means an empty cell, in addition to 'n/a', 'NA' and "
        "the like.",
    )
    columns: Mapping[str, str] = Field(
        {},
        max_length=MAX_MAPPINGS,
        description="The heading of a column and the field it is.",
    )
    delegations: Mapping[str, str] = Field(
        {},
        max_length=MAX_MAPPINGS,
        description="A text in the file and the delegation it means.",
    )
    only_valid: bool = Field(
        False, description="Store the valid rows and skip the others."
    )


class ImportChoices(ListChoices):
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

    day_order: DayOrder | None = Field(
        None,
        description="The order of dates such as 03/04/2016. Default: detected in each "
        "column, else 'day first'.",
    )
    statuses: Mapping[str, str] = Field(
        {},
        max_length=MAX_MAPPINGS,
        description="A text in the file and the status it means.",
    )
    owner: str | None = Field(
        None,
        description="The delegation that owns rows without a known owner; the original "
        "words are kept.",
    )
    audience: MatterAudience = Field(
        MatterAudience.ALL,
        description="Who can see the activities: all, or 'focal points'.",
    )
    retitled: bool = Field(
        False,
        description="Treat a row whose number is already recorded under another title "
        "as that activity, and keep the recorded title.",
    )
    changes: WantedChanges = Field(
        (),
        description="Differences to apply to the record: 'all', fields "
        "(due_on,percent), a row (3), or fields of a row (3:due_on).",
    )
