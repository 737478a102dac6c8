"""Texts about registrations, seats and attendance."""

import re
from collections.abc import Mapping, Sequence

from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_number,
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import DelegationKind, name_in_sentence
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_projections.registration.queries import RegistrationCount
from bsm_service.registration.commands import DelegateRow
from dashboard.meetings.texts import (
    SEATED_STATUSES,
    stated_participants_text,
)

NONE_WAITS = "No registrations are waiting for a decision or a seat."
NONE_OF_DELEGATION = "This delegation has no registrations for this meeting."
ALL_DELEGATIONS = "All delegations"
REGISTRATIONS_MEASURE = "Registrations in order of nomination"
REGISTRATIONS_TABLE = "Registrations by function and status"
NO_REGISTRATIONS_YET = (
    "No registrations yet. Focal points nominate delegates once registration is open; "
    "the secretariat confirms them."
)
NO_REGISTRATIONS = (
    "No registrations are on record for this meeting, and registration is over."
)
ATTENDANCE_MEASURE = "Participants, as counted here and as stated by a source"
NOTHING_COUNTED = (
    "No registrations are on record, so there is nothing to count. Focal points "
    "nominate delegates while registration is open; the secretariat confirms them."
)
REGISTRATIONS_COUNTED = "Confirmed registrations and recorded attendances"
OF_THEM_PRESENT = "Recorded as present"
PRESENCE_COUNTED = "Registrations with attendance recorded at the meeting"
STATED_BY_SOURCE = "Stated by a source"
NO_TOTAL_STATED = "No source states a total"
NOBODY_REGISTERED = "No registrations"
DECIDE = "Decide…"
NO_SEAT_LEFT_OF_QUOTA = (
    "Put the registration on the waiting list, or change the quota first."
)
NO_SEAT_LEFT = "Put the registration on the waiting list."
TOO_FEW_SEATS = "Change the quotas, shorten the list, or register it unconfirmed."
REGISTER_LIST = "Register a list of delegates"
LIST_LINES = "Delegates, one per line"
LINES_EXPLANATION = (
    "Each line has delegation, name, function and e-mail address, separated by tabs, "
    "semicolons or commas, as you copy them from a spreadsheet. With headings in the "
    "first line, columns may have another order, and there may be more of them."
)
LIST_FILE = "Or a file (CSV or XLSX)"
LIST_EXPLANATION = (
    "Either all delegates in the list are registered or none. You can check how the "
    "list was read before anything is recorded."
)
LIST_CAPTION = "Delegates in the list"
CONFIRM_AT_ONCE = "Confirm them immediately, so that each has a seat"
LINES_OR_FILE = "paste the delegates or choose a file, not both"
NO_LIST = "paste at least one line, or choose a file"
# In the order of seating within a delegation, and of a registration's life.
FUNCTION_ORDER = ("head", "alternate", "member", "adviser", "observer")
REGISTRATION_STATUS_ORDER = (
    "requested",
    "nominated",
    "waitlisted",
    "confirmed",
    "attended",
    "listed",
    "refused",
    "withdrawn",
    "substituted",
)
OTHER_STATUSES = (
    "requested",
    "nominated",
    "waitlisted",
    "listed",
    "refused",
    "withdrawn",
    "substituted",
)
_ROWS = re.compile(r"^Rows? \d{1,5}(?:(?:, | and )\d{1,5}\b(?! more))*", re.MULTILINE)


def kind_beside_name(kind: str) -> str:
    """Most delegations are of participating States: their kind goes without saying."""
    return "" if kind == DelegationKind.PARTICIPATING_STATE else kind


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


def seats_held(delegation: MeetingDelegation, taken: int, capacity: int) -> str:
    """What there is to know before a seat is assigned; `taken` are all seats."""
    name = capitalize(name_in_sentence(delegation.name))
    text = (
        f"{name} holds {format_number(delegation.participants)} of its "
        f"{format_count(delegation.quota, 'seat')}; {format_number(taken)} of the "
        f"meeting's {format_count(capacity, 'seat')} {pluralize(taken, 'is', 'are')} "
        "taken."
    )
    if delegation.participants >= delegation.quota:
        return f"{text} {NO_SEAT_LEFT_OF_QUOTA}"
    return f"{text} {NO_SEAT_LEFT}" if taken >= capacity else text


def list_warnings(
    listed: Mapping[str, int],
    delegations: Sequence[MeetingDelegation],
    capacity: int,
) -> str:
    """What a list of delegates that are all to be confirmed would exceed, if anything;
    `listed` counts them by delegation.
    """
    exceeded = [
        f"{name_in_sentence(delegation.name)} would need {format_number(seats)} "
        f"(quota: {format_number(delegation.quota)})"
        for delegation in delegations
        if (number := listed.get(delegation.code))
        and (seats := delegation.participants + number) > delegation.quota
    ]
    taken = sum(delegation.participants for delegation in delegations)
    in_all = taken + sum(listed.values())
    if in_all > capacity:
        exceeded.append(
            f"the meeting {format_number(in_all)} (seats in all: "
            f"{format_number(capacity)})"
        )
    if not exceeded:
        return ""
    return f"There are too few seats: {join_names(exceeded, 5)}. {TOO_FEW_SEATS}"


def with_list_rows(sentence: str, rows: Sequence[int]) -> str:
    """The sentence with rows counted as in the list that somebody has before them."""

    def listed_row(number: re.Match[str]) -> str:
        row = int(number[0])
        return str(rows[row - 1]) if 0 < row <= len(rows) else number[0]

    return _ROWS.sub(lambda match: re.sub(r"\d+", listed_row, match[0]), sentence)


def without_a_seat(names: Sequence[str]) -> str:
    return f"Without a seat: {join_names(names, limit=20)}."


def seats_text(rows: Sequence[RegistrationCount]) -> str:
    """1 head, 2 members; 1 adviser waitlisted"""
    seated = _counts_by_function([row for row in rows if row.status in SEATED_STATUSES])
    others = [
        f"{_counts_by_function(with_status)} {status}"
        for status in OTHER_STATUSES
        if (with_status := [row for row in rows if row.status == status])
    ]
    return "; ".join([seated, *others] if seated else others)


def _counts_by_function(rows: Sequence[RegistrationCount]) -> str:
    counts = {
        function: sum(row.registrations for row in rows if row.function == function)
        for function in FUNCTION_ORDER
    }
    return ", ".join(
        format_count(count, function) for function, count in counts.items() if count
    )


def attendance_finding(
    delegations: Sequence[MeetingDelegation],
    noun: str = "delegation",
) -> str:
    """How many of the invited have seats: "2 of 3 delegations have seats"; and how many
    are recorded from a list.
    """
    invited = [delegation for delegation in delegations if delegation.invited]
    listed = len(delegations) - len(invited)
    if not listed:
        return _invited_finding(invited, noun)
    recorded = f"recorded from a list{'' if invited else ', none invited'}"
    finding = f"{_invited_finding(invited, noun)}; " if invited else ""
    are = pluralize(listed, "is", "are")
    return f"{finding}{format_count(listed, 'delegation')} {are} {recorded}"


def _invited_finding(delegations: Sequence[MeetingDelegation], noun: str) -> str:
    if not delegations:
        return "No delegation has been invited yet"
    invited = format_count(len(delegations), "invited delegation")
    present = sum(delegation.came for delegation in delegations)
    if present == len(delegations) == 1:
        return "The only invited delegation has seats"
    verb = pluralize(present, "has", "have")
    if present == len(delegations):
        return f"All {invited} {verb} seats"
    if len(delegations) == 1:
        return "The only invited delegation has no seat yet"
    if not present:
        return f"None of the {invited} has a seat yet"
    in_all = format_count(len(delegations), noun)
    return f"{format_number(present)} of {in_all} {verb} seats"


RECORDED_FROM_LIST = "not invited; recorded from a list"
QUOTAS_AND_SEATS = "Quotas, registrations and seats"


def delegations_of_source(delegations: int) -> str:
    return format_count(delegations, "delegation")


def stated_source(stated: StatedAttendance) -> str:
    """What states the total, and what else it says of who took part."""
    if stated.remark is None:
        return stated.source
    return f"{stated.source}. {stated.remark}"


def participants_finding(meeting: Meeting, seated: int) -> str:
    """Participants, as counted here and as stated by a source; never added up."""
    stated = meeting.stated
    if meeting.status not in ("in session", "concluded"):
        state = {
            "postponed": "the meeting is postponed",
            "cancelled": "the meeting was cancelled",
        }.get(meeting.status, "the meeting has not begun")
        return f"{format_count(seated, 'seat')} taken; {state}"
    if not seated:
        if stated is None:
            return "The number of participants is not on record"
        return f"A source states {stated_participants_text(stated)}"
    if stated is None:
        return f"{format_count(seated, 'seat')} taken; no total stated"
    return (
        f"{format_count(seated, 'seat')} taken; a source states "
        f"{stated_participants_text(stated)}"
    )
