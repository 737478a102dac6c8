"""The words of the page Import.

Its numbers are written as in the sentences of imports, which stand beside them: 1,000.
"""

import re

from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.meetings.queries import Meeting
from bsm_service.imports import texts
from bsm_service.imports.file_import import FileHeadings
from bsm_service.imports.report import AUDIENCE_TEXTS, ImportReport, RowDifference
from dashboard.components import formatting

FIELDS = {
    "title": "Activity",
    "description": "Text beside the title",
    "owner": "Owner",
    "reference": "Number",
    "agency": "Agency",
    "partners": "Partners",
    "promised_on": "Promised on",
    "due_on": "Due",
    "revised_due_on": "Due, as revised",
    "status": "Status",
    "percent": "Percentage",
    "replies": "Replies",
    "replied_on": "Day of a reply",
    "closed_on": "Closed on",
    "reason": "Reason",
    "activity_id": "Id",
    "version": "Version",
    "due_precision": "Due precision",
    "row": "Row",
    "": "not imported",
}
FORGET = "Forget"
REMEMBERED_MEASURE = (
    "Later files are understood by it. Forget what is wrong: the next file asks again."
)
DIFFERENCES = "What differs from the record"
TAKE_OVER = "Take over"
TAKEN = {
    "nothing": "nothing",
    "all": "all that can be",
    "chosen": "those I choose",
}
CHOSEN, CHOOSE = "Differences to take over", "Choose differences"
NOTHING_YET = (
    "Choose a file above. First you see what would become of each of its rows; nothing "
    "is stored before you say so."
)
NO_MEETING = (
    "No meeting is on record that a tracker could belong to. Announce it first: "
    "activities are promised at meetings."
)
PAST = "This is a view of the past. Go back to the live view to import."
FILE_FORMAT = "How the file is read"
READ_OTHERWISE = "Read it another way"
DELIMITER, ENCODING = "Cells are separated by", "Encoding"
DAY_ORDER = "Dates such as 03/04/2016"
EMPTY = "Texts that mean an empty cell"
EMPTY_HELP = (
    "Texts such as “n/a”, “TBD” and “-” mean an empty cell anyhow. Separate several "
    "others by semicolons."
)
COLUMNS = "Which column is what"
OWNER = "Owner of rows that name no known delegation (this file only)"
NOBODY = "none: such rows are refused"
NO_DELEGATION = "no delegation; keep the words"
RETITLED = "Rows whose number is on record under another title"
RETITLED_ROWS = ("are refused", "are the same activities; titles stay as on record")
UNKNOWN = "What is not understood yet"
UNKNOWN_MEASURE = "Say what it means; it is remembered for the next file"
PREVIEW = "What would become of the rows"
DONE = "What became of the rows"
ANOTHER = "Import another file"
FIX = (
    "Fix the file and choose it again, or say above what is not understood, how the "
    "file is read, or which texts mean an empty cell."
)
OR_VALID = "The valid rows can be stored without them."

AUDIENCE = "Who may see what is stored"
AUDIENCES = {
    MatterAudience.ALL: "whoever sees follow-up",
    MatterAudience.FOCAL_POINTS: "focal points, Chair, secretariat",
}


def format_choice(value: str) -> str:
    """A way to read the file; "" is that which was found in it."""
    return value or "as found in the file"


def field(name: str) -> str:
    return FIELDS.get(name, name)


def audience(name: str) -> str:
    return AUDIENCES[MatterAudience(name)]


def headline(meeting: Meeting, activities: int) -> str:
    """The page's answer."""
    known = count_of(activities, "activity", "activities")
    are = "is" if activities == 1 else "are"
    return (
        f"{known} of {formatting.edition(meeting)} {are} on record; a tracker adds "
        "what "
        "was kept elsewhere."
    )


def remembered(number_of: int) -> str:
    meanings = count_of(number_of, "meaning", "meanings")
    return f"{meanings} remembered from earlier files"


def limits(most_bytes: int, most_rows: int) -> str:
    size = most_bytes // 1_000_000
    return f"CSV or XLSX, up to {size} MB and {most_rows:,} rows"


def matched(headings: FileHeadings) -> str:
    others = [
        written
        for written, name in headings.fields.items()
        if not name and written not in headings.calculated
    ]
    told = f"Row {headings.row} holds the headings"
    if not others:
        rest = " that an import can change" if headings.calculated else ""
        return f"{told}; every column{rest} is imported"
    named = formatting.listed([f"“{one[:60]}”" for one in others])
    return f"{told}; not imported: {named}"


def as_written(text: str) -> str:
    """What stands in a file, as the label of a field: no letter of it is markup."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def missing(fields: list[str]) -> str:
    named = " and ".join(f"“{field(one)}”" for one in fields)
    return f"Say which column is {named}: without it, no row can be stored."


def taken_over(one: RowDifference) -> str:
    """What becomes of a difference, or why nothing can."""
    if one.taken_over:
        return "yes"
    if one.refusal is not None:
        return f"not possible: {one.refusal}"
    return "no: changed on record since the export" if one.moved_on else "no"


def difference(one: RowDifference) -> str:
    """The label of a difference that can be chosen."""
    said = " ".join(texts.difference_text(one).split())
    return f"Row {one.row}, {one.title[:60]}: {said[:120]}"


def retitled(are_the_same: bool) -> str:
    """What rows are whose number is on record under another title."""
    return RETITLED_ROWS[are_the_same]


def seen_by(found: ImportReport) -> tuple[str, ...]:
    return (AUDIENCE_TEXTS[found.audience],) if found.stored else ()


def store(found: ImportReport) -> str:
    """The label of the button that stores what can be."""
    only_changes = found.differences and not found.stored
    return "Take over the chosen differences" if only_changes else "Store all"


def cannot(found: ImportReport) -> str:
    """Why not all can be stored."""
    if found.refused:
        rows = count_of(found.refused, "row is", "rows are")
        return f"{rows} refused. {FIX}" + (f" {OR_VALID}" if found.stored else "")
    if not found.read:
        return "The file has headings and no rows."
    if found.differences:
        return "Nothing in the file is new. Choose above what to take over."
    return "All of it is on record already."


def first(shown: int, of: int, what: str) -> str:
    return f"The first {shown:,} of {of:,} {what}."
