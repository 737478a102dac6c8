"""Texts of the Meeting page."""

from collections.abc import Sequence
from datetime import date
from itertools import filterfalse

from bsm_domain.foundation import formatting
from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_date_range,
    format_number,
    pluralize,
)
from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.time_zones import TIME_ZONES
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective, ObjectiveDecision
from bsm_projections.meetings.read_model import Meeting, StatedAttendance

AGENDA_MEASURE = "Agenda: what comes next"
NO_SESSIONS = "The agenda is empty. The secretariat schedules sessions."
OBJECTIVES_MEASURE = "What the meeting set out to do, and what was discussed"
NO_OBJECTIVES = "No objectives have been set. The Chair or the secretariat sets them."
NOT_STATED = "not stated"
INVENTED = "invented"
SEATED_STATUSES = ("attended", "confirmed")
WAITING_STATUSES = ("nominated", "waitlisted")
STATUSES = {
    "announced": "Announced; registration is not open yet",
    "registration open": "Registration is open",
    "registration closed": "Registration is closed; the meeting has not begun",
    "in session": "In session",
    "concluded": "Concluded",
}


def time_zone_name(name: str) -> str:
    """Europe/Berlin as "Berlin time"; an unknown zone is named as such."""
    city = formatting.time_zone_city(name)
    return f"{city} time" if name in TIME_ZONES else city


def headline(
    meeting: Meeting,
    delegations: Sequence[MeetingDelegation],
    objectives: Sequence[Objective],
    waiting: int | None,
    today: date,
) -> str:
    """The page's answer. `waiting` is None for viewers who see no registrations;
    `today` is the day at the meeting's place.
    """
    delegation_count = sum(delegation.came for delegation in delegations)
    dates = format_date_range(meeting.starts_on, meeting.ends_on)
    place = f" in {meeting.city}" if meeting.city else f" {meeting.mode}"
    if meeting.status == "concluded":
        on_dates = f"on {dates}" if " to " not in dates else f"from {dates}"
        if today < meeting.ends_on:  # concluded early
            on_dates = f"(planned for {dates})"
        return (
            f"The network met{place} {on_dates}{_discussed_text(objectives)}; "
            f"{_counted_text(meeting, delegation_count)}."
        )
    if meeting.status == "in session":
        attendance_text = (
            f"with seats for {format_count(delegation_count, 'delegation')}"
            if delegation_count
            else "no seats taken"
        )
        return (
            f"The meeting{place} is in session until {format_date(meeting.ends_on)}, "
            f"{attendance_text}{_discussed_text(objectives)}."
        )
    state = {
        "registration open": "registration is open",
        "registration closed": "registration is closed",
    }.get(meeting.status, "registration is not open yet")
    return (
        f"{_planned_text(meeting, dates)}; "
        f"{state}{_seats_text(meeting, delegations, waiting)}."
    )


def _counted_text(meeting: Meeting, delegation_count: int) -> str:
    """Seats are what is counted here; how many came is what a source states."""
    text = "attendance is not on record here"
    if delegation_count:
        text = f"{format_count(delegation_count, 'delegation')} had seats"
    if meeting.stated is not None:
        text += f"; a source states {stated_participants_text(meeting.stated)}"
    return text


def _discussed_text(objectives: Sequence[Objective]) -> str:
    objectives = tuple(filterfalse(is_withdrawn, objectives))
    if not objectives:
        return ""
    if not all(map(was_discussed, objectives)):
        return f"; {objectives_finding(objectives)}"
    if len(objectives) == 1:
        return " and discussed its objective"
    return f" and discussed all {format_count(len(objectives), 'objective')}"


def _planned_text(meeting: Meeting, dates: str) -> str:
    return (
        f"The meeting in {meeting.city} is planned for {dates}"
        if meeting.city
        else (
            f"{meeting_place(meeting)[:1].upper()}{meeting_place(meeting)[1:]} is "
            f"planned for {dates}"
        )
    )


def _seats_text(
    meeting: Meeting, delegations: Sequence[MeetingDelegation], waiting: int | None
) -> str:
    if not delegations:
        return "; no delegation has been invited yet"
    taken_seats = sum(delegation.participants for delegation in delegations)
    seats = format_count(taken_seats, "seat")
    if meeting.capacity is not None:
        seats = (
            f"{format_number(taken_seats)} of {format_count(meeting.capacity, 'seat')}"
        )
    verb = "is" if 1 in (taken_seats, meeting.capacity) else "are"
    text = f", {seats} {verb} taken"
    if waiting:
        verb = pluralize(waiting, "is", "are")
        text += f"; {format_count(waiting, 'registration')} {verb} waiting"
    return text


def stated_participants_text(stated: StatedAttendance) -> str:
    prefix = "more than " if stated.at_least else ""
    text = f"{prefix}{format_count(stated.participants, 'participant')}"
    if stated.states is not None:
        text += f" from {format_count(stated.states, 'State')}"
    return text


def stated_number_or_none(stated: StatedAttendance | None) -> str:
    """102; > 60 where the source says more than 60; "not stated" where it is silent."""
    if stated is None:
        return NOT_STATED
    prefix = ">\u2009" if stated.at_least else ""
    return f"{prefix}{format_number(stated.participants)}"


def edition_source(edition: Meeting) -> Source | None:
    """The page that states how many took part, or else when the edition was held."""
    if edition.stated is not None and edition.stated.page is not None:
        return edition.stated.page
    sources = {of_field.field: of_field.source for of_field in edition.sources}
    return sources.get("starts_on")


def meeting_place(meeting: Meeting) -> str:
    return meeting.city or f"the meeting of {meeting.starts_on.year}"


def meeting_at_place(meeting: Meeting) -> str:
    """the meeting in Berlin"""
    if meeting.city:
        return f"the meeting in {meeting.city}"
    return f"the meeting of {meeting.starts_on.year}"


def objective_notes(objective: Objective, *, with_date: bool = True) -> list[str]:
    """Whether it was discussed, as far as the viewer may know, and for whom it is."""
    notes = []
    if objective.status == ObjectiveStatus.WITHDRAWN:
        notes.append("withdrawn")
    if objective.discussed_at is not None:
        day = formatting.format_date(objective.discussed_at.date())
        notes.append(f"discussed on {day}" if with_date else "discussed")
    elif is_still_to_discuss(objective):
        notes.append("not discussed yet")
    if objective.audience != "all":
        notes.append("for focal points only")
    return notes


def session_text(session: MeetingSession, *, is_draft: bool = False) -> str:
    """Document security, 12 Apr 2016"""
    text = f"{session.title}, {format_date(session.on)}"
    return f"{text} (draft)" if is_draft else text


def earlier_wordings(number: int) -> str:
    return format_count(number, "earlier wording")


def reworded(on: date, reason: str | None) -> str:
    """Why and when the next wording took its place."""
    because = f": {reason}" if reason else ""
    return f"reworded on {format_date(on)}{because}"


def edition_text(meeting: Meeting) -> str:
    if not meeting.edition:
        return "not numbered"
    return formatting.format_ordinal(meeting.edition)


def taken_seats(delegations: Sequence[MeetingDelegation], capacity: int | None) -> str:
    """57 of 120 taken; before registration is opened, the quotas of the invited."""
    if capacity is not None:
        taken = sum(delegation.participants for delegation in delegations)
        return f"{format_number(taken)} of {format_number(capacity)} taken"
    if not delegations:
        return NOT_STATED
    quotas = sum(delegation.quota for delegation in delegations)
    invited = format_count(len(delegations), "delegation")
    return f"{format_number(quotas)} for the {invited} invited"


def edition_dates(meeting: Meeting) -> str:
    """12 and 13 Apr 2016; with what became of it, if it did not take place then."""
    dates = format_date_range(meeting.starts_on, meeting.ends_on)
    return f"{dates} ({meeting.status})" if is_off(meeting) else dates


def is_off(meeting: Meeting) -> bool:
    """Whether it does not take place on its days: it is postponed or cancelled."""
    return meeting.status in (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


def agenda_finding(
    sessions: Sequence[MeetingSession], *, is_final: bool = False
) -> str:
    """9 sessions, 1 for focal points only; `is_final` is what can no longer change."""
    if not sessions:
        return "No sessions" if is_final else "No sessions yet"
    finding = format_count(len(sessions), "session")
    closed = sum(session.audience != "all" for session in sessions)
    if closed:
        finding += f", {format_number(closed)} for focal points only"
    return finding


def objectives_finding(objectives: Sequence[Objective]) -> str:
    if not objectives:
        return "No objectives yet"
    standing = tuple(filterfalse(is_withdrawn, objectives))
    withdrawn = len(objectives) - len(standing)
    if not standing:
        return f"{format_count(withdrawn, 'objective')} withdrawn"
    discussed = sum(map(was_discussed, standing))
    in_all = format_count(len(standing), "objective")
    finding = f"{format_number(discussed)} of {in_all} discussed"
    agreed = sum(objective.status == "agreed" for objective in objectives)
    if agreed:
        finding += f", {format_number(agreed)} agreed"
    # Of these no more is known than that they are on the programme.
    listed = sum(objective.status is None for objective in objectives)
    if listed:
        finding += f", {format_number(listed)} for focal points only"
    if withdrawn:
        finding += f", {format_number(withdrawn)} withdrawn"
    return finding


def is_withdrawn(objective: Objective) -> bool:
    return objective.status == ObjectiveStatus.WITHDRAWN


def was_discussed(objective: Objective) -> bool:
    """As far as the viewer may know, whatever became of it since."""
    return objective.discussed_at is not None


def is_still_to_discuss(objective: Objective) -> bool:
    is_open = objective.status not in (None, ObjectiveStatus.WITHDRAWN)
    return is_open and not was_discussed(objective)


def decision_text(decision: ObjectiveDecision) -> str:
    """What became of an objective: "agreed: NFP.DEC/3/16"."""
    if decision.symbol is None:
        return f"{decision.status}: {decision.title}"
    if decision.status == "adopted":
        return f"agreed: {decision.symbol}"
    return f"{decision.status}: {decision.symbol}"
