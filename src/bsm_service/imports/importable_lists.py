"""The kinds of lists that can be imported. Each declares once how it is read and
stored; its options are the fields of its choices. Its verb, its routes and its steps on
the page Import are made from that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from bsm_service.imports import file_import, list_reading, texts
from bsm_service.imports.choices import ImportChoices, ListChoices
from bsm_service.imports.columns.fields import ACTIVITY_FIELDS, ListField
from bsm_service.imports.commands import MAX_ROWS, ImportActivities
from bsm_service.imports.delegates import texts as delegates_texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.fields import DELEGATE_FIELDS
from bsm_service.imports.delegates.file_check import MAX_ROWS as MAX_DELEGATES
from bsm_service.imports.delegates.file_import import (
    ACTION,
    import_delegates,
    preview_delegates,
    read_delegate_headings,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.report import ImportReport
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    FUNCTION,
    STATUS,
    ListKind,
)

# Mappings are saved under the type of their field.
_MAPPING_TYPES = {
    "columns": COLUMN,
    "delegations": DELEGATION,
    "statuses": STATUS,
    "functions": FUNCTION,
}


@dataclass(frozen=True, kw_only=True)
class ImportableList:
    """A kind of list. `one` and `many` are what files are called in sentences, and
    `item` is what a row is; names of its types in the API begin with `prefix`.
    `summary` and `notes` are the sentences about a report; `explanation` is the help of
    its verb.
    """

    kind: ListKind
    one: str
    many: str
    item: str
    prefix: str
    action: str
    choices: type[ListChoices]
    report: type[ImportReport] | type[DelegateReport]
    fields: tuple[ListField, ...]
    max_rows: int
    read_headings: Callable[..., Any]
    preview: Callable[..., Any]
    store: Callable[..., Any]
    summary: Callable[[Any], str]
    notes: Callable[[Any], Iterator[str]]
    preview_effect: str
    effect: str
    explanation: str

    @property
    def mapping_types(self) -> Mapping[str, str]:
        """The type of saved mappings of each field that has meanings."""
        return {
            name: _MAPPING_TYPES[name]
            for name in self.choices.model_fields
            if name in _MAPPING_TYPES
        }

    def help_of(self, option: str) -> str | None:
        """What an option does, on the page as on the command line."""
        return self.choices.model_fields[option].description

    def meanings_of(self, field: str) -> type[str]:
        """The type of what texts can mean."""
        means: type[str]
        _, means = get_args(self.choices.model_fields[field].annotation)
        return means


ACTIVITIES = ImportableList(
    kind=ListKind.ACTIVITIES,
    one="a tracker",
    many="trackers",
    item="activity",
    prefix="",
    action=ImportActivities.NAME,
    choices=ImportChoices,
    report=ImportReport,
    fields=ACTIVITY_FIELDS,
    max_rows=MAX_ROWS,
    read_headings=list_reading.read_headings,
    preview=file_import.preview_import,
    store=file_import.import_file,
    summary=texts.report_summary,
    notes=texts.report_notes,
    preview_effect="What the import would do with each row, and how rows differ from "
    "the record. Nothing is stored.",
    effect="Stores all rows at once, or the valid ones, and returns the outcome of "
    "each. Importing the same file again adds nothing; for a newer file, the "
    "differences named by `changes` are applied.",
    explanation="""Import a tracker of follow-up activities.

    Columns are recognised by their headings, delegations by their codes and their
    names in many languages. Unknown texts are listed; give their meaning with --column
    "Zuständig=owner", --delegation "Vienna=AT" or --status "nearly=in progress". It is
    saved for the next file.

    Past dates are recorded as the dates when things happened; several replies in one
    cell are separated by their dates. What the file does not show (encoding, order of
    day and month) is assumed and reported; options set it.

    --dry-run lists every row that cannot be stored, and stores nothing. Otherwise
    either all rows are stored or none, or with --only-valid the valid ones.

    Importing the same file again adds nothing. For a newer file, or a list exported
    from this product, the differences from the record are listed row by row;
    --take-over applies those that you choose.
    """,
)

DELEGATES = ImportableList(
    kind=ListKind.DELEGATES,
    one="a list of delegates",
    many="lists of delegates",
    item="delegate",
    prefix="Delegate",
    action=ACTION,
    choices=DelegateChoices,
    report=DelegateReport,
    fields=DELEGATE_FIELDS,
    max_rows=MAX_DELEGATES,
    read_headings=read_delegate_headings,
    preview=preview_delegates,
    store=import_delegates,
    summary=delegates_texts.report_summary,
    notes=delegates_texts.report_notes,
    preview_effect="What the import would do with each row. Nothing is stored.",
    effect="Registers all people of the list at once, or the valid rows, and returns "
    "the outcome of each. For a past meeting, they are recorded as its participants. "
    "Importing the same file again adds nothing, and never brings back anybody who was "
    "erased.",
    explanation="""Import a list of delegates.

    Columns are recognised by their headings, delegations by their codes and names.
    Give the meaning of other texts with --column "Wer=name", --delegation "Vienna=AT"
    or --function "Chef=head". It is saved for the next file. Passport numbers, dates of
    birth and photographs are never imported.

    People are registered for an upcoming meeting, and recorded as participants of a
    past one. --dry-run lists every row that cannot be stored, and stores nothing.
    Otherwise either all rows are stored or none, or with --only-valid the valid ones.

    Importing the same file again adds nothing, and never brings back anybody whose data
    were erased.
    """,
)

IMPORTABLE_LISTS = (ACTIVITIES, DELEGATES)
