"""The texts of the page Import.

Numbers are written as in the texts of imports in the service, which stand beside them:
1,000.
"""

import re

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.meetings.read_model import Meeting
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.list_reading import FileHeadings
from bsm_service.imports.report import ImportReport, RowDifference
from bsm_service.imports.stored_mappings import ListKind
from bsm_service.imports.texts import difference_text
from dashboard.meetings.texts import meeting_at_place

# Of fields whose own names do not say it.
_FIELD_NAMES = {
    "title": "Activity",
    "reference": "Number",
    "promised_on": "Agreed on",
    "due_on": "Due",
    "revised_due_on": "Revised due date",
    "percent": "Percentage",
    "replied_on": "Date of reply",
    "activity_id": "ID",
    "": "not imported",
}
KIND_LABEL = "What the list contains"
KINDS = {
    ListKind.ACTIVITIES: "follow-up activities",
    ListKind.DELEGATES: "delegates",
}
FORGET = "Delete"
SAVED_MAPPINGS_MEASURE = (
    "Later files are read with these meanings. Delete any that are wrong; you will "
    "be asked again with the next file."
)
DIFFERENCES = "Differences from the record"
ADOPT_LABEL = "Apply"
ADOPT_OPTIONS = {
    "nothing": "nothing",
    "all": "all possible",
    "chosen": "the ones I select",
}
ADOPTED_LABEL, ADOPTED_PLACEHOLDER = "Differences to apply", "Select differences"
NO_FILE_YET = (
    "Choose a file above. You will see a preview of every row; nothing is stored "
    "until you confirm."
)
PAST_IS_READ_ONLY = "You are viewing the past. Return to the live view to import."
FILE_FORMAT = "How the file is read"
OTHER_FORMAT = "Change how it is read"
DELIMITER, ENCODING = "Delimiter", "Encoding"
DAY_ORDER = "Dates such as 03/04/2016"
EMPTY = "Texts that mean an empty cell"
EMPTY_HELP = (
    "Texts such as “n/a”, “TBD” and “-” always mean an empty cell. Separate further "
    "texts with semicolons."
)
COLUMNS_HEADING = "Columns"
OWNER_LABEL = "Owner of rows without a known delegation (this file only)"
NO_OWNER = "none (these rows are refused)"
NO_DELEGATION = "not a delegation (keep the text)"
NEW_DELEGATION = "a new delegation"
UPLOADS = {
    ListKind.ACTIVITIES: "A tracker of follow-up activities",
    ListKind.DELEGATES: "A list of delegates",
}
NEVER_LISTED = (
    "Columns with passport numbers, dates of birth or photographs are never imported, "
    "and the file is not kept."
)
ONLY_MEETING = "This meeting, as the file names it"
FURTHER_OPTIONS = "Further options"
# Of the options of a list; their help is that of the command line.
BOX_LABELS = {
    "accept_functions": "Accept the functions proposed for titles",
    "invite": "Invite the missing delegations first",
    "nominate_again": "Nominate again those who withdrew, were refused or substituted",
    "confirmed": "Confirm them immediately, so that each has a seat",
}
TEXT_LABELS = {
    "reason": "Why they go ahead of the waiting list",
    "late_reason": "Why they are nominated after the deadline",
    "source": "System that the references are from",
}
# The list of a past meeting nominates and invites nobody.
PAST_BOX_LABELS = {
    "accept_functions": BOX_LABELS["accept_functions"],
    "invite": "Enter the organisations that are not on record",
}
PAST_TEXT_LABELS = {
    "list_name": "Name of the list",
    "source": TEXT_LABELS["source"],
}
RETITLED_LABEL = "Rows whose number is already recorded under another title"
RETITLED_OPTIONS = ("are refused", "are the same activities (recorded titles are kept)")
UNKNOWN_VALUES = "Unknown values"
UNKNOWN_VALUES_MEASURE = (
    "Choose what each means; your choice is saved for the next file"
)
PREVIEW_HEADING = "Preview"
RESULT_HEADING = "Result"
IMPORT_ANOTHER = "Import another file"
FIX_FILE = (
    "Fix the file and choose it again; or, above, choose the meaning of unknown "
    "values, how the file is read, or which texts mean an empty cell."
)
STORE_VALID_ROWS = "You can store the valid rows without them."

AUDIENCE_LABEL = "Who can see the stored activities"
AUDIENCE_NAMES = {
    MatterAudience.ALL: "everyone with access to follow-up",
    MatterAudience.FOCAL_POINTS: "focal points, Chair, secretariat",
}


# Of a format that was not chosen.
DETECTED_FORMAT = "detected in the file"


def field_name(name: str) -> str:
    return _FIELD_NAMES.get(name) or name.replace("_", " ").capitalize()


def headline(meeting: Meeting, activities: int) -> str:
    """The headline of the page."""
    number = count_of(activities, "activity", "activities")
    return (
        f"{formatting.capitalize(meeting_at_place(meeting))} has {number}; import a "
        "tracker, or a list of delegates, that was kept elsewhere."
    )


def saved_mappings_label(number: int) -> str:
    meanings = count_of(number, "meaning", "meanings")
    return f"{meanings} saved from earlier files"


def upload_limits(max_bytes: int, max_rows: int) -> str:
    size = max_bytes // 1_000_000
    return f"CSV or XLSX, up to {size} MB and {max_rows:,} rows"


def matched_columns(headings: FileHeadings) -> str:
    not_imported = [
        heading
        for heading, name in headings.fields.items()
        if not name and heading not in headings.calculated
    ]
    sentence = f"Row {headings.row} contains the headings"
    if not not_imported:
        qualifier = " that an import can change" if headings.calculated else ""
        return f"{sentence}; every column{qualifier} is imported"
    names = formatting.join_names([f"“{text[:60]}”" for text in not_imported])
    return f"{sentence}; not imported: {names}"


def escape_markdown(text: str) -> str:
    """A text of the file as a label in which nothing is read as Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def missing_columns(fields: list[str]) -> str:
    names = formatting.join_names(
        [f"“{field_name(field)}”" for field in fields], limit=None
    )
    return f"Choose the column for {names}; without it, no row can be stored."


def adoption_text(difference: RowDifference) -> str:
    """Whether a difference is applied, or why it cannot be."""
    if difference.taken_over:
        return "yes"
    if difference.refusal is not None:
        return f"not possible: {difference.refusal}"
    return (
        "no: the record has changed since the export" if difference.moved_on else "no"
    )


def difference_label(difference: RowDifference) -> str:
    """The label of a difference that can be chosen."""
    text = " ".join(difference_text(difference).split())
    return f"Row {difference.row}, {difference.title[:60]}: {text[:120]}"


def store_label(report: ImportReport | DelegateReport) -> str:
    """The label of the button that stores all rows."""
    only_changes = getattr(report, "differences", ()) and not report.stored
    return "Apply the selected differences" if only_changes else "Store all"


def nothing_to_store(report: ImportReport | DelegateReport) -> str:
    """Why not all rows can be stored."""
    if report.refused:
        rows = count_of(report.refused, "row is", "rows are")
        return f"{rows} refused. {FIX_FILE}" + (
            f" {STORE_VALID_ROWS}" if report.stored else ""
        )
    if not report.read:
        return "The file has headings but no rows."
    if getattr(report, "differences", ()):
        return "Nothing in the file is new. Select the differences to apply above."
    return "All rows have already been imported."


def shown_of_total(shown: int, total: int, noun: str) -> str:
    return f"The first {shown:,} of {total:,} {noun}."


def preview_measure(name: str) -> str:
    return f"{name}; nothing is stored yet"


def chosen_before(name: str) -> str:
    return f"{name}, chosen earlier"
