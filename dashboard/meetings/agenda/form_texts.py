"""What people read in the forms about an agenda."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, join_names, pluralize
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.agenda_queries import SessionDifference
from bsm_projections.meetings.read_model import Meeting
from dashboard.meetings.agenda.difference_texts import change_text

SESSION = "Session"
ADD_SESSION = "Add a session"
CHANGE = "Change"
NAME_SPEAKERS = "Name the speakers"
DROP = "Drop"
RELEASE = "Release the agenda"
DAY = "Day"
DAY_HELP = "Taken from the start, if you enter one"
START, END = "Start", "End"
TIME_HELP = "In the meeting's local time"
ORDER = "Position"
ORDER_HELP = "Orders sessions that begin at the same time, or that have no time"
REASON_HELP = "Everybody who sees the session can read it"
SPEAKERS = "Speakers"
SPEAKERS_HELP = "One per line; leave empty to remove all speakers"
DROP_RELEASED = (
    "Drops the session from the draft. Until the next release, it stays on the agenda "
    "that everybody sees; after that, links to the session say when it was dropped, "
    "and why."
)
DROP_PLANNED = "Drops the session from the draft. Nobody else has seen it."
NOTE = "What has changed"
NOTE_HELP = "Everybody can read this note beside the version"


def release_effects(
    meeting: Meeting,
    sessions: Sequence[MeetingSession],
    differences: Sequence[SessionDifference],
) -> tuple[str, ...]:
    """What the release makes visible, and to whom."""
    closed = sum(session.audience != MatterAudience.ALL for session in sessions)
    effects = [
        f"Everybody will see this draft as version {meeting.agenda_number + 1}, with "
        f"{format_count(len(sessions), 'session')}."
    ]
    if closed:
        effects.append(
            f"{format_count(closed, 'session')} {pluralize(closed, 'is', 'are')} "
            "visible only to focal points, the Chair and the secretariat."
        )
    if meeting.agenda:
        for change in ("added", "changed", "dropped"):
            names = [
                _name(each, change) for each in differences if each.change == change
            ]
            if names:
                effects.append(f"{change.capitalize()}: {join_names(names, None)}.")
    return tuple(effects)


def _name(difference: SessionDifference, change: str) -> str:
    session = difference.after or difference.before
    title = "" if session is None else session.title
    if change != "changed":
        return f"“{title}”"
    fields = change_text(difference).removeprefix("changed: ")
    return f"“{title}” ({fields})"


SET_PLACES = "Set the places"
CHANGE_PLACES = "Change the places"
# The fields of the form: their labels, and what they mean.
PLACES_FIELDS: dict[str, tuple[str, str | None]] = {
    "capacity": ("Places", None),
    "per_delegation": ("Places per delegation", None),
    "closes_at": ("Closes at", "From then on, only the secretariat assigns places"),
    "waiting_list": ("Places that become free are given from the waiting list", None),
    "transport.departs_at": ("Transport departs at", None),
    "transport.returns_at": ("Transport is back at", None),
    "transport.from_place": ("Transport departs from", None),
    "transport.remark": ("Remark about the transport", None),
}
