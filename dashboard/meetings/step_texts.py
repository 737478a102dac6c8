"""Texts about the steps of a meeting: what each is called, and what is on record of
it.
"""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, format_number
from bsm_projections.meetings.objective_queries import Objective
from bsm_projections.meetings.queries import (
    Meeting,
    MeetingDelegation,
    MeetingSession,
    StatedAttendance,
)
from bsm_projections.registration.queries import RegistrationCount
from dashboard.meetings.texts import (
    SEATED_STATUSES,
    date_range,
    stated_participants_text,
)

ANNOUNCED = "Meeting announced"
INVITED = "Delegations invited"
AGENDA = "Agenda set"
OBJECTIVES = "Objectives set"
REGISTRATION_OPENED = "Registration opened"
REGISTERED = "Delegates registered"
REGISTRATION_CLOSED = "Registration closed"
OPENED = "Meeting opened"
CONCLUDED = "Meeting concluded"
ATTENDANCE_STATED = "Attendance stated"

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


def agenda_note(sessions: Sequence[MeetingSession]) -> str:
    return format_count(len(sessions), "session") if sessions else ""


def objectives_note(objectives: Sequence[Objective]) -> str:
    return format_count(len(objectives), "objective") if objectives else ""


def capacity_note(capacity: int | None) -> str:
    return "" if capacity is None else format_count(capacity, "seat")


def registered_note(rows: Sequence[RegistrationCount]) -> str:
    """24 delegates, 20 of them confirmed"""
    if not rows:
        return ""
    total = sum(row.registrations for row in rows)
    seated = sum(row.registrations for row in rows if row.status in SEATED_STATUSES)
    return f"{format_count(total, 'delegate')}, {format_number(seated)} with a seat"


def discussed_note(objectives: Sequence[Objective]) -> str:
    if not objectives:
        return ""
    discussed = sum(objective.status == "discussed" for objective in objectives)
    return (
        f"{format_number(discussed)} of {format_count(len(objectives), 'objective')} "
        "discussed"
    )


def stated_note(stated: StatedAttendance | None) -> str:
    return "" if stated is None else stated_participants_text(stated)


def steps_finding(done: int, total: int, next_title: str | None) -> str:
    """4 of 10 steps done; next: registration opened"""
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
    return f"“{line[:60]}”: this delegation is not among those you invite"
