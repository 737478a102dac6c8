"""What people read in the forms that prepare, run and conclude a meeting."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_number,
    format_ordinal,
    pluralize,
)
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.queries import RegistrationCount
from dashboard.meetings.texts import (
    SEATED_STATUSES,
    WAITING_STATUSES,
)

NOBODY_CHOSEN = "choose at least one delegation to invite"


def invalid_organisation(line: str) -> str:
    return (
        f"“{line[:60]}” is not a code in capitals and a name; write, for example, "
        "EUBAM, EU Border Assistance Mission"
    )


def invalid_exception(line: str) -> str:
    return (
        f"“{line[:60]}” is not a delegation and a number of seats; write, for example, "
        "AT 4"
    )


def not_chosen(line: str) -> str:
    return f"“{line[:60]}”: this delegation is not among those you are inviting"


ANNOUNCEMENT = "A meeting of the network, with the details of its invitation"
SERIES_HELP = "The same for all editions, for example Annual Meeting"
INVITE = "Invite delegations"
AIM_FOR_ALL = "List its aim for everybody"
AIM_FOR_ALL_HELP = (
    "If only focal points can see it: everybody can read its code and aim, but nothing "
    "of what becomes of it"
)
ADD_OBJECTIVE = "Add an objective"
ONLY_NAMED = "Only those chosen below"
OTHERS_HELP = "Partners for Co-operation come first in the list"
ORGANISATIONS = "Organisations, one per line: code, name"
ORGANISATIONS_HELP = "For example: EUBAM, EU Border Assistance Mission"
EXCEPTIONS = "Exceptions, one per line: AT 4"
REGISTRATION_CLOSING_EFFECT = (
    "Closes registration. Nominations are no longer possible; registrations can still "
    "be confirmed or refused."
)
CONCLUSION_EFFECT = (
    "Concludes the meeting. Delegations can no longer be invited, nor sessions added. "
    "Follow-up of activities continues."
)
ATTENDANCE_EFFECT = (
    "Records how many people took part, as a source reports it. It is shown beside the "
    "number counted here."
)
SOURCE_HELP = "For example the Chair's summary, or the address of a public page"


def announce_label(last: Meeting | None) -> str:
    return "Announce a meeting" if last is None else "Announce the next meeting"


def as_before(last: Meeting, delegations: Sequence[MeetingDelegation]) -> str:
    """All 60 delegations of the 10th meeting, 2016"""
    meeting = (
        f"the {format_ordinal(last.edition)} meeting" if last.edition else "the meeting"
    )
    seats = sum(delegation.quota for delegation in delegations)
    return (
        f"All {format_count(len(delegations), 'delegation')} of {meeting}, "
        f"{last.starts_on.year}, with {format_count(seats, 'seat')} in total"
    )


def all_states(states: int) -> str:
    return f"All {format_count(states, 'participating State')}"


def seats_help(last: Meeting | None) -> str | None:
    if last is None:
        return None
    return "Delegations of the earlier meeting keep the number they had there"


def registration_opening_effect(seats: int) -> str:
    if not seats:
        return (
            "Opens registration. Focal points can then nominate delegates. No "
            "delegation has a seat yet, so no registration can be confirmed: invite "
            "delegations, or change their quotas."
        )
    return (
        "Opens registration. Focal points can then nominate delegates. The invited "
        f"delegations have {format_count(seats, 'seat')} in total; the meeting can "
        "offer fewer, on a first come, first served basis."
    )


def registered_so_far(rows: Sequence[RegistrationCount]) -> str:
    """24 delegates are confirmed; 3 are waiting for a decision or a seat."""
    seated = sum(row.registrations for row in rows if row.status in SEATED_STATUSES)
    waiting = sum(row.registrations for row in rows if row.status in WAITING_STATUSES)
    if not seated and not waiting:
        return "Nobody is registered for this meeting."
    return (
        f"{format_count(seated, 'delegate')} {pluralize(seated, 'is', 'are')} "
        f"confirmed; {format_number(waiting)} {pluralize(waiting, 'is', 'are')} "
        "waiting for a decision or a seat."
    )


def early_warning(meeting: Meeting, today: date) -> str:
    """Where a meeting is concluded before its last day."""
    days = format_count((meeting.ends_on - today).days, "day")
    return f"The meeting ends on {format_date(meeting.ends_on)}, in {days}."


def early_confirmation(meeting: Meeting) -> str:
    return f"Conclude it now, before {format_date(meeting.ends_on)}"


def confirm_early(meeting: Meeting) -> str:
    day = format_date(meeting.ends_on)
    return f"to conclude the meeting before {day}, confirm it here"


def opening_effect(meeting: Meeting) -> str:
    without = (
        "Registration was not opened: the meeting is held without it. "
        if meeting.capacity is None
        else ""
    )
    return (
        f"Opens the meeting. {without}Seats can no longer be assigned; attendance and "
        "discussions can now be recorded."
    )


def symbol_help(meeting: Meeting) -> str:
    year = f"{meeting.starts_on:%y}"
    return f"Decisions of the meeting are numbered NFP.DEC/1/{year} unless it differs"
