"""Texts about the steps of a meeting: what each is called, and what is on record of
it.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_number,
    format_ordinal,
    pluralize,
)
from bsm_projections.meetings.read_model import (
    Meeting,
    MeetingDelegation,
    Objective,
    StatedAttendance,
)
from bsm_projections.registration.queries import RegistrationCount
from dashboard.meetings.texts import (
    SEATED_STATUSES,
    WAITING_STATUSES,
    date_range,
    is_still_to_discuss,
    objectives_finding,
    stated_participants_text,
)


class StepTitle(NamedTuple):
    """What a step is called once it is done, and before."""

    done: str
    to_do: str


ANNOUNCED = StepTitle("Meeting announced", "Announce the meeting")
INVITED = StepTitle("Delegations invited", "Invite delegations")
AGENDA = StepTitle("Agenda set", "Set the agenda")
OBJECTIVES = StepTitle("Objectives set", "Set objectives")
REGISTRATION_OPENED = StepTitle("Registration opened", "Open registration")
REGISTERED = StepTitle("Delegates registered", "Register delegates")
REGISTRATION_CLOSED = StepTitle("Registration closed", "Close registration")
OPENED = StepTitle("Meeting opened", "Open the meeting")
CONCLUDED = StepTitle("Meeting concluded", "Conclude the meeting")
ATTENDANCE_STATED = StepTitle(
    "Attendance total recorded", "Record the attendance total"
)


# What stands beside a step, for whoever does not see its mark.
STATE_NAMES = {
    "done": "done",
    "next": "next",
    "to do": "to do",
    "skipped": "not done",
}


def announced_note(meeting: Meeting) -> str:
    dates = date_range(meeting.starts_on, meeting.ends_on)
    return f"{meeting.city}, {dates}" if meeting.city else dates


def invited_note(delegations: Sequence[MeetingDelegation]) -> str:
    if not delegations:
        return ""
    seats = sum(delegation.quota for delegation in delegations)
    return (
        f"{format_count(len(delegations), 'delegation')}, {format_count(seats, 'seat')}"
    )


def count_note(number: int | None, noun: str) -> str:
    return format_count(number, noun) if number else ""


def registered_note(
    rows: Sequence[RegistrationCount], delegations: Sequence[MeetingDelegation]
) -> str:
    """12 of 57 delegations have nominated 24 delegates, 20 of them with a seat"""
    if not rows:
        return ""
    total = sum(row.registrations for row in rows)
    seated = sum(row.registrations for row in rows if row.status in SEATED_STATUSES)
    nominating = sum(delegation.registrations > 0 for delegation in delegations)
    invited = format_count(len(delegations), "delegation")
    have = pluralize(nominating, "has", "have")
    return (
        f"{format_number(nominating)} of {invited} {have} nominated "
        f"{format_count(total, 'delegate')}, {format_number(seated)} of them with a "
        "seat"
    )


def open_until_note(meeting: Meeting) -> str:
    return f"open until {format_date(meeting.starts_on)} at the latest"


def planned_note(meeting: Meeting, today: date) -> str:
    """For a meeting whose first day is still to come."""
    if today >= meeting.starts_on:
        return ""
    return f"planned for {format_date(meeting.starts_on)}"


def attendance_note(
    stated: StatedAttendance | None, rows: Sequence[RegistrationCount]
) -> str:
    """102 participants according to a source; 20 of 24 seats: recorded as present"""
    notes = []
    if stated is not None:
        notes.append(f"{stated_participants_text(stated)} according to a source")
    present = sum(row.registrations for row in rows if row.status == "attended")
    if present:
        seated = sum(row.registrations for row in rows if row.status in SEATED_STATUSES)
        notes.append(
            f"{format_number(present)} of {format_count(seated, 'delegate')} with a "
            "seat recorded as present"
        )
    return "; ".join(notes)


def steps_finding(
    done: int, total: int, next_title: str | None, objectives: Sequence[Objective] = ()
) -> str:
    """4 of 10 steps done; next: open registration. Where all are done, it says how many
    objectives were discussed if some were not.
    """
    if done == total:
        text = f"All {format_count(total, 'step')} done"
        if any(is_still_to_discuss(objective) for objective in objectives):
            text += f"; {objectives_finding(objectives)}"
        return text
    text = f"{format_number(done)} of {format_count(total, 'step')} done"
    if next_title is None:
        return text
    return f"{text}; next: {next_title[:1].lower()}{next_title[1:]}"


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


NO_MEETING_YET = "No meeting has been announced yet."
ANNOUNCE_FIRST = (
    "Announce the first meeting: its title, days and place. You then invite "
    "delegations, set the agenda and open registration on the Meeting page."
)
SECRETARIAT_ANNOUNCES = (
    "The secretariat announces meetings. Once one is announced, it is shown here."
)
NO_MEETING_THEN = "No meeting was on record at that moment."
CHOOSE_LATER_DAY = "Choose a later day."
NOT_ON_RECORD_THEN = "This meeting was not on record at that moment."
CHOOSE_ANOTHER = "Choose another meeting above, or a later day."
CHECK_LINK = "Check the link, or choose a meeting above."


def no_such_meeting(id: str) -> str:
    return f"There is no meeting with the ID “{id[:40]}”."


def go_to_meeting(name: str) -> str:
    return f"Go to the meeting {name}"


STEPS_MEASURE = "From the announcement to the attendance total"

ANNOUNCEMENT = "A meeting of the network, with the details of its invitation"
SERIES_HELP = "The same for all editions, for example Annual Meeting"
INVITE = "Invite delegations"
ADD_SESSION = "Add a session"
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


def early_warning(meeting: Meeting, today: date, *, opens: bool) -> str:
    """Where a meeting is opened before its first day, or concluded before its last."""
    day = meeting.starts_on if opens else meeting.ends_on
    verb = "begins" if opens else "ends"
    days = (day - today).days
    return f"The meeting {verb} on {format_date(day)}, in {format_count(days, 'day')}."


def early_confirmation(meeting: Meeting, *, opens: bool) -> str:
    if opens:
        return f"Open it now, before {format_date(meeting.starts_on)}"
    return f"Conclude it now, before {format_date(meeting.ends_on)}"


def confirm_early(meeting: Meeting, *, opens: bool) -> str:
    if opens:
        day = format_date(meeting.starts_on)
        return f"to open the meeting before {day}, confirm it here"
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
