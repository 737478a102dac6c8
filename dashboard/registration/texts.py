"""Texts about registrations."""

import re
from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, format_number, join_names
from bsm_service.registration.commands import DelegateRow

NONE_WAITS = "No registrations are waiting for a decision or a seat."
REGISTRATIONS_MEASURE = "Registrations in order of nomination"
REGISTRATIONS_TABLE = "Registrations by function and status"
NO_REGISTRATIONS_YET = (
    "No registrations yet. Focal points nominate delegates once registration is open; "
    "the secretariat confirms them."
)
NO_REGISTRATIONS = (
    "No registrations are on record for this meeting, and registration is over."
)
NOBODY_REGISTERED = "No registrations"
REGISTER_LIST = "Register a list of delegates"
LIST_LINES = "Delegates, one per line"
LINES_EXPLANATION = (
    "Each line holds delegation, name, function and e-mail address, separated by tabs, "
    "semicolons or commas, as you copy them from a spreadsheet. With headings in the "
    "first line, columns may have another order, and there may be more of them."
)
LIST_FILE = "Or a file (CSV or XLSX)"
LIST_EXPLANATION = (
    "All delegates of the list are registered, or none. You see how the list was read "
    "before anything is recorded."
)
LIST_CAPTION = "Delegates of the list"
CONFIRM_AT_ONCE = "Confirm them immediately, so that each has a seat"
LINES_OR_FILE = "paste the delegates or choose a file, not both"
NO_LIST = "paste at least one line, or choose a file"
_ROW = re.compile(r"^Row (\d{1,5})(?=[,:])", re.MULTILINE)


def register(number: int) -> str:
    return f"Register {format_count(number, 'delegate')}"


def registered(number: int) -> str:
    verb = "delegate was", "delegates were"
    return f"{format_count(number, *verb)} registered."


def list_finding(delegates: Sequence[DelegateRow]) -> str:
    delegations = len({row.delegation for row in delegates})
    return (
        f"{format_count(len(delegates), 'delegate')} of "
        f"{format_count(delegations, 'delegation')}"
    )


def with_list_rows(sentence: str, rows: Sequence[int]) -> str:
    """The sentence with rows counted as in the list that somebody has before them."""
    return _ROW.sub(
        lambda match: (
            f"Row {rows[int(match[1]) - 1]}"
            if 0 < int(match[1]) <= len(rows)
            else match[0]
        ),
        sentence,
    )


def total_text(total: int) -> str:
    return f"{format_number(total)} in total"


def without_a_seat(names: Sequence[str]) -> str:
    return f"Without a seat: {join_names(names, limit=20)}."
