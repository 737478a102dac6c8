"""Texts of the page My registration."""

from bsm_domain.foundation.formatting import (
    format_count,
    format_date_range,
    format_number,
    format_ordinal,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.meetings.display_names import meeting_in_sentence
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.own.queries import OwnRegistration

MEASURE = "Your registration for this meeting"
NOT_REGISTERED = "Your delegation nominates you; its focal point can tell you more."
MAY_ASK = "You can ask to take part. Your delegation then decides."
ASK = "Ask to take part"
ASK_REMARK = "What your delegation should know"
CANNOT_COME = "I cannot come"
SESSIONS_MEASURE = "Sessions with a limited number of places"
WITHHELD = "Your name is left out of lists of participants."
LISTED = "Your name may stand in lists of participants."
LISTING = "Your name"


def headline(registration: OwnRegistration | None, meeting: Meeting) -> str:
    """The state in a sentence."""
    name = meeting_in_sentence(meeting)
    if registration is None:
        return f"You are not registered for {name}."
    delegation = name_in_sentence(registration.delegation_name)
    role = f"as {registration.function} of the delegation of {delegation}"
    match registration.status:
        case "requested":
            return f"You have asked to take part in {name}; {delegation} decides."
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
            return f"Somebody else takes your seat at {name}."
        case _:
            return f"You are named in a list of {name}."


def properties(
    meeting: Meeting, registration: OwnRegistration
) -> list[tuple[str, str]]:
    days = format_date_range(meeting.starts_on, meeting.ends_on)
    rows = [("When", days)]
    if meeting.city:
        rows.append(("Where", meeting.city))
    return [
        *rows,
        ("Delegation", registration.delegation_name),
        ("Function", registration.function),
    ]


def sessions_finding(held: int, sessions: int) -> str:
    of = format_count(sessions, "session")
    return f"You have or await a place in {format_number(held)} of {of}"
