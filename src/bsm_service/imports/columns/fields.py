"""The fields of lists of activities: those that trackers have, with their headings in
`words/headings.toml`, and those of the product's own exported lists.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bsm_service.imports.values.statuses import STATUS_WORDS
from bsm_service.imports.words import read_words


class CellType(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    DAY = "day"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class ListField:
    """A field of a list. `headings` are its usual names in the languages of the
    network, the most certain first. Where it `is_repeatable`, any number of columns may
    be it; a second column of another field becomes the `further_field`, if there is
    one. Where no column is the field `instead_of`, the most certain column of this one
    becomes it. `known_words`, folded, are never placeholders; where it
    `accepts_placeholder_words`, no word is. `remedy` says what to do without a column
    that is required.
    """

    name: str
    headings: tuple[str, ...]
    required: bool = False
    remedy: str = ""
    is_repeatable: bool = False
    further_field: str = ""
    instead_of: str = ""
    cell_type: CellType = CellType.TEXT
    known_words: frozenset[str] = frozenset()
    accepts_placeholder_words: bool = False


def _activity_field(name: str, **properties: Any) -> ListField:
    known_words = STATUS_WORDS if name == "status" else frozenset[str]()
    headings = tuple(properties.pop("headings"))
    cell_type = CellType(properties.pop("cell_type", CellType.TEXT))
    return ListField(
        name, headings, cell_type=cell_type, known_words=known_words, **properties
    )


ACTIVITY_FIELDS = tuple(
    _activity_field(name, **properties)
    for name, properties in read_words("headings").items()
)
# What the product's own lists have besides what trackers have.
EXPORTED_FIELDS = tuple(
    ListField(name, ()) for name in ("activity_id", "version", "due_precision")
)
ALL_FIELDS = (*ACTIVITY_FIELDS, *EXPORTED_FIELDS)
