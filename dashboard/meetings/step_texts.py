"""Texts about the steps of a meeting: their names, and what is on record of them."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_date_range,
    format_number,
    pluralize,
)
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_projections.registration.queries import RegistrationCount
from dashboard.meetings import change_texts
from dashboard.meetings.texts import (
    SEATED_STATUSES,
    is_still_to_discuss,
    objectives_finding,
    stated_participants_text,
)


class StepTitle(NamedTuple):
    """What a step is called once it is done, and before."""

    done: str
    to_do: str


ANNOUNCED = StepTitle("Meeting announced", "Announce the meeting")
NEW_DAYS_SET = StepTitle("New days set", "Set the new days")
CHANGE_MEETING = "Change the meeting"
INVITED = StepTitle("Delegations invited", "Invite delegations")
AGENDA = StepTitle("Agenda set", "Set the agenda")
# For whoever sees the draft.
AGENDA_RELEASED = StepTitle("Agenda released", "Release the agenda")
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
    dates = format_date_range(meeting.starts_on, meeting.ends_on)
    if meeting.status_before is not None:
        return meeting.city or ""
    return f"{meeting.city}, {dates}" if meeting.city else dates


def postponed_note(meeting: Meeting) -> str:
    return change_texts.was_to_take_place(meeting)


def invited_note(delegations: Sequence[MeetingDelegation]) -> str:
    if not delegations:
        return ""
    seats = sum(delegation.quota for delegation in delegations)
    return (
        f"{format_count(len(delegations), 'delegation')}, {format_count(seats, 'seat')}"
    )


def agenda_note(released: int, planned: int | None) -> str:
    """8 sessions; draft with 9 sessions to be released"""
    notes = [format_count(released, "session")] if released else []
    if planned is not None:
        notes.append(f"draft with {format_count(planned, 'session')} to be released")
    return "; ".join(notes)


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
    done: int,
    total: int,
    next_title: str | None,
    objectives: Sequence[Objective] = (),
    *,
    is_cancelled: bool = False,
) -> str:
    """4 of 10 steps done; next: open registration. Where all are done, it says how many
    objectives were discussed if some were not.
    """
    if is_cancelled:
        steps = format_count(total, "step")
        return f"Cancelled after {format_number(done)} of {steps}"
    if done == total:
        text = f"All {format_count(total, 'step')} done"
        if any(is_still_to_discuss(objective) for objective in objectives):
            text += f"; {objectives_finding(objectives)}"
        return text
    text = f"{format_number(done)} of {format_count(total, 'step')} done"
    if next_title is None:
        return text
    return f"{text}; next: {next_title[:1].lower()}{next_title[1:]}"


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
