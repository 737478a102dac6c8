"""Texts about arrivals and departures."""

HAPPENED_AT = "When it happened"
HAPPENED_AT_HELP = "Leave empty for now; in the meeting's local time"
SESSION = "Session"
SESSION_HELP = (
    "Leave empty for the meeting as a whole. Whoever arrives at a session has also "
    "arrived at the meeting."
)
A_SESSION = "a session"
MOVEMENT = "Arrival or departure"
DELETION_NOTE = (
    "It will count as never recorded. Deleting an arrival also deletes the departure "
    "that follows it. The history still shows what was recorded, with your reason."
)
ARRIVALS = "Record arrivals"
AT_MEETING = "At the meeting"
AT_SESSION = "At a session"
AT_DOOR = "Register at the door"
WHO = "Who has arrived"
DELEGATION = "Delegation"
DELEGATION_HELP = "People are listed once you choose their delegation"
NOT_NAMED = "name to follow"
SESSION_NOTE = "Whoever arrives at a session has also arrived at the meeting."
DOOR_NOTE = (
    "Nominates, confirms and records the arrival in one step, within the quota of the "
    "delegation and the capacity of the meeting."
)
DOOR_REASON_HELP = "Needed only if others have waited longer for a seat"


def movement(*, is_arrival: bool, at: str, session: str | None) -> str:
    """Arrived: 12 Apr 2016, 08:52 Berlin (Plenary)"""
    where = f" ({session})" if session else ""
    return f"{'Arrived' if is_arrival else 'Left'}: {at}{where}"
