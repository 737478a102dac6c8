"""The texts of the import of delegates."""

from bsm_domain.foundation.formatting import count_of
from bsm_service.imports.delegates.report import DelegateReport

KIND_LABEL = "What the list is of"
ACTIVITIES, DELEGATES = "follow-up activities", "delegates"
UPLOAD = "A list of delegates"
ONLY_MEETING = "The meeting in the file that this is"
ACCEPT_FUNCTIONS = "Read titles as the functions that are proposed"
INVITE = "First invite the delegations that are not invited"
CONFIRMED = "Confirm the seats, too"
LATE_REASON = "Why they are nominated after the deadline"
NEW_DELEGATION = "a new delegation"
COLUMNS = "Fields of the columns"
NEVER_LISTED = (
    "Columns with passport numbers, dates of birth or photographs are never imported, "
    "and the file is not kept."
)
NOTHING_YET = (
    "Choose a file above. You will see what would become of every row; nothing is "
    "stored until you confirm."
)


def store_label(report: DelegateReport) -> str:
    return f"Store {count_of(report.stored, 'person', 'people')}"


def proposals(report: DelegateReport) -> str:
    """The functions that titles may mean, with their numbers of rows."""
    proposed = [
        f"“{value.said[:60]}” as {value.proposals[0]} ({count_of(value.rows, 'row')})"
        for value in report.functions[:10]
        if value.proposals
    ]
    return "; ".join(proposed)
