"""Options and mappings that the importer chooses for a file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bsm_domain.foundation.aggregate import FrozenModel
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
    """Which differences are to be taken over: of one row, or of every row; in these
    fields, or in all. `version` is that of the activity in the preview: where the
    record has moved on since, the row is refused.
    """

    row: Annotated[int, Field(ge=1)] | None = None
    fields: tuple[ChangeableField, ...] = ()
    version: Annotated[int, Field(ge=1)] | None = None


ALL_CHANGES: Literal["all"] = "all"
WantedChanges = (
    Literal["all"] | Annotated[tuple[WantedChange, ...], Field(max_length=5_000)]
)


# What is said of one file is read with every later one.
_MAX_MAPPINGS = 1_000


class ImportChoices(FrozenModel):
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
    empty: tuple[str, ...] = Field((), max_length=_MAX_MAPPINGS)
    columns: Mapping[str, str] = Field({}, max_length=_MAX_MAPPINGS)
    delegations: Mapping[str, str] = Field({}, max_length=_MAX_MAPPINGS)
    statuses: Mapping[str, str] = Field({}, max_length=_MAX_MAPPINGS)
    owner: str | None = None
    audience: MatterAudience = MatterAudience.ALL
    only_valid: bool = False
    retitled: bool = False
    changes: WantedChanges = ()
