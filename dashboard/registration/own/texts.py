"""Texts of the page My registration."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_date_range,
    format_ordinal,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.engine.read_context import local_day
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.own.queries import OwnRegistration, ReasonGiven
from bsm_projections.registration.roles import role_in_delegation

MEASURE = "Your registration for this meeting"
NOT_REGISTERED = "Your delegation nominates you; its focal point can tell you more."
MEETING_OVER = "The meeting is over. Choose another one at the top of the page."
MAY_ASK = "You can ask to take part. Your delegation then decides."
ASK = "Ask to take part"
ASK_REMARK = "What your delegation should know"
CANNOT_COME = "I cannot come"
WITHHELD = "Your name is left out of lists of participants."
LISTED = "Your name may appear in lists of participants."
LISTING = "Your name"
_NEXT = "What you can do"
# What is open stays so once the meeting is over.
_AFTERWARDS = {
    "requested": "You asked to take part in {name}; {delegation} did not decide.",
    "nominated": "You were nominated for {name} {role}; nothing was decided.",
    "waitlisted": "You were on the waiting list for {name}.",
    "confirmed": "You had a seat at {name} {role}.",
    "substituted": "Somebody else took your seat at {name}.",
}
# The reasons that were given, as terms before them.
_DECISIONS = {
    "refused": "Refused",
    "declined": "Request declined",
    "withdrawn": "Withdrawn",
    "substituted": "Seat passed on",
    "function changed": "Function changed",
    "place given up": "Place in a session given up",
}
_NEXT_STEPS = {
    "requested": "Wait for the decision of your delegation, which appears here.",
    "nominated": "Wait for the decision, which appears here, before you book your "
    "journey.",
    "waitlisted": "Wait for a free seat. If you can no longer come, say so here.",
    "confirmed": "If you cannot come, say so here as early as possible.",
}
_ASK_FOCAL_POINT = "If you have questions, ask the focal point of your delegation."
_NOMINATED_AGAIN = {
    "registration open": "Your delegation can nominate you again: ask its focal point.",
    "registration closed": "Registration is closed: only the secretariat can still "
    "nominate you. Ask the focal point of your delegation.",
    "in session": "Only the secretariat can still register you, at the door.",
}


def not_registered(meeting: Meeting) -> str:
    return MEETING_OVER if _is_over(meeting) else NOT_REGISTERED


def _is_over(meeting: Meeting) -> bool:
    return meeting.status in ("concluded", "cancelled")


def headline(registration: OwnRegistration | None, meeting: Meeting) -> str:
    """The state in a sentence."""
    name = meeting_in_sentence(meeting)
    if registration is None:
        return f"You are not registered for {name}."
    delegation = name_in_sentence(registration.delegation_name)
    role = role_in_delegation(registration.function, registration.delegation_name)
    role = f"as {role}"
    if _is_over(meeting) and registration.status in _AFTERWARDS:
        return _AFTERWARDS[registration.status].format(
            name=name, role=role, delegation=delegation
        )
    match registration.status:
        case "requested":
            return (
                f"You have asked to take part in {name}; {delegation} has not decided "
                "yet."
            )
        case "nominated":
            return (
                f"You are nominated for {name} {role}; the secretariat has not decided "
                "yet."
            )
        case "waitlisted":
            place = ""
            if registration.queue_place is not None:
                place = f", in the {format_ordinal(registration.queue_place)} place"
            return f"You are on the waiting list for {name}{place}."
        case "confirmed":
            return f"You have a seat at {name} {role}."
        case "attended":
            return f"You took part in {name} {role}."
        case "refused":
            return f"Your registration for {name} was refused."
        case "withdrawn":
            return f"Your registration for {name} was withdrawn."
        case "substituted":
            return f"Somebody else has taken your seat at {name}."
        case _:
            return f"You are named in a list of participants of {name}."


def properties(
    meeting: Meeting, registration: OwnRegistration
) -> list[tuple[str, str]]:
    """The meeting, the registration, why it was decided so, and what follows."""
    days = format_date_range(meeting.starts_on, meeting.ends_on)
    rows = [("When", days)]
    if meeting.city:
        rows.append(("Where", meeting.city))
    return [
        *rows,
        ("Delegation", registration.delegation_name),
        ("Function", registration.function),
        *(
            (_decided_on(given, meeting.time_zone), given.reason)
            for given in registration.reasons
        ),
        *((_NEXT, step) for step in [_next_step(meeting, registration.status)] if step),
    ]


def _decided_on(given: ReasonGiven, zone: str) -> str:
    """Refused on 4 Apr 2016"""
    day = format_date(local_day(given.occurred_at, zone))
    return f"{_DECISIONS[given.decision]} on {day}"


def _next_step(meeting: Meeting, status: str) -> str | None:
    """What the person can do; None where nothing is left to do."""
    if _is_over(meeting):
        return None
    if status in ("refused", "withdrawn", "substituted"):
        return _NOMINATED_AGAIN.get(meeting.status, _ASK_FOCAL_POINT)
    return _NEXT_STEPS.get(status)


def sessions_finding(states: Sequence[str]) -> str:
    """You have a place in 2 sessions and are waiting for one in 1 session"""
    taken, waiting = states.count("taken"), states.count("waiting")
    if not waiting:
        held = f"in {format_count(taken, 'session')}" if taken else "in any session"
        return f"You have {'a' if taken else 'no'} place {held}"
    awaited = f"waiting for a place in {format_count(waiting, 'session')}"
    if not taken:
        return f"You are {awaited}"
    return f"You have a place in {format_count(taken, 'session')} and are {awaited}"
