"""The words of the page Import."""

from bsm_projections.queries.meetings import Meeting
from bsm_service.imports import Reconciliation
from dashboard import wording
from dashboard.wording import count, number

FIELDS = {
    "title": "Activity",
    "owner": "Owner",
    "reference": "Number",
    "agency": "Agency",
    "partners": "Partners",
    "promised_on": "Promised on",
    "due_on": "Due",
    "status": "Status",
    "percent": "Percentage",
    "replies": "Replies",
    "closed_on": "Closed on",
    "reason": "Reason",
    "row": "Row",
    "": "not imported",
}
NOTHING_YET = (
    "Choose a file above. First you see what would become of each of its rows; nothing "
    "is stored before you say so."
)
NO_MEETING = (
    "No meeting is on record that a tracker could belong to. Announce it first: "
    "activities are promised at meetings."
)
PAST = "This is a view of the past. Go back to the live view to import."
COLUMNS = "Which column is what"
UNKNOWN = "What is not understood yet"
UNKNOWN_MEASURE = "Say what it means; it is remembered for the next file"
PREVIEW = "What would become of the rows"
DONE = "What became of the rows"
STORE_ALL, STORE_VALID = "Store all", "Store the valid rows"
ANOTHER = "Import another file"
MEND = (
    "Mend these rows in the file and choose it again, say above what is not "
    "understood, or store the valid rows only."
)


def field(name: str) -> str:
    return FIELDS.get(name, name)


def headline(meeting: Meeting, activities: int) -> str:
    """The page's answer."""
    has = count(activities, "activity is", "activities are")
    return (
        f"{has} on record of the {wording.edition(meeting)} meeting; a tracker adds "
        "what was kept elsewhere."
    )


def limits(most_bytes: int, most_rows: int) -> str:
    size = most_bytes // 1_000_000
    return f"CSV or XLSX, up to {size} MB and {number(most_rows)} rows"


def matched(fields: int, headings: int, row: int) -> str:
    return (
        f"Row {row} holds the headings; {fields} of {count(headings, 'column')} "
        "are imported"
    )


def missing(fields: list[str]) -> str:
    named = " and ".join(f"“{field(one)}”" for one in fields)
    return f"Say which column is {named}: without it, no row can be stored."


def reconciled(found: Reconciliation) -> str:
    """What became of all rows, or would become of them."""
    would = "would be " if found.is_preview else ""
    were = "" if found.is_preview else "were "
    return (
        f"{count(found.read, 'row')} read: {number(found.stored)} {would or were}"
        f"stored, {number(found.merged)} merged, {number(found.refused)} refused."
    )


def cannot(found: Reconciliation) -> str:
    """Why not all can be stored."""
    if found.refused:
        rows = count(found.refused, "row is", "rows are")
        return f"{rows} refused. {MEND}"
    return "All of it is on record already."


def first(shown: int, of: int, what: str) -> str:
    return f"The first {number(shown)} of {number(of)} {what}."
