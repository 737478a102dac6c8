"""Texts about substitutes and requested changes."""

from collections.abc import Sequence
from datetime import datetime

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.registration.substitution.read_model import ChangeRequest

SOMEBODY = "somebody else"
NOBODY_YET = "somebody who is not named yet"
WITHOUT_CHANGE_TO = "Leave empty to keep the function"
REASON_HELP = (
    "Needed after the deadline for changes, and while the meeting is in session"
)
NOTE_LABEL = "Note that names the substitute"
REQUEST_EFFECT = (
    "The registration stays as it is until the secretariat grants or refuses the "
    "request."
)
CHANGE_REQUESTED = "A change is requested"
CHANGE_FUNCTION = "Change the function"
# By whether the secretariat is asked: somebody on record, somebody new, nobody yet.
SUBSTITUTE = {
    False: (
        "Name a substitute on record",
        "Name a new substitute",
        "Leave the name open",
    ),
    True: (
        "Ask the secretariat to accept a substitute on record",
        "Ask the secretariat to accept a new substitute",
        "Ask the secretariat to leave the name open",
    ),
}
# Where nobody is named.
NAME = {
    False: ("Name somebody on record", "Name somebody new"),
    True: (
        "Ask the secretariat to accept somebody on record",
        "Ask the secretariat to accept somebody new",
    ),
}
ASK_FOR_FUNCTION = "Ask the secretariat to change the function"


def requested_change(request: ChangeRequest, substitute: str | None) -> str:
    """What a delegation asks for, and why; `substitute` is the name of who is to come,
    if somebody is.
    """
    who = name_in_sentence(request.delegation_name)
    if request.change == "function":
        what = f"the function {request.new_function} instead of {request.function}"
    else:
        what = f"a substitute: {substitute or NOBODY_YET}"
        if request.new_function:
            what += f", as {request.new_function}"
    sentence = f"{who} requested {what}. Reason: {request.reason}"
    return sentence[0].upper() + sentence[1:]


def seat_history(holders: Sequence[tuple[str, datetime | None]]) -> str:
    """Who held a seat until when, the first one first."""
    parts = [
        name if until is None else f"{name} (until {format_date(until.date())})"
        for name, until in holders
    ]
    return f"Seat: {', then '.join(parts)}"
