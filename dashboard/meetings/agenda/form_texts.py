"""What people read in the forms about an agenda."""

from collections.abc import Sequence

from bsm_domain.foundation.formatting import format_count, join_names
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
TIME_HELP = "On the clocks of the meeting's place"
ORDER = "Place in the order"
ORDER_HELP = "For sessions that begin at the same time, or that have no time"
REASON_HELP = "Everybody who sees the session can read it"
SPEAKERS = "Speakers"
SPEAKERS_HELP = "One per line; if you leave it empty, nobody is named any more"
DROP_RELEASED = (
    "Drops the session from the draft. It stays on the agenda that everybody sees "
    "until the next release; its own address then says when it was dropped, and why."
)
DROP_PLANNED = "Drops the session from the draft. Nobody else has seen it."
NOTE = "What has changed"
NOTE_HELP = "Everybody can read it beside the version"


def release_effects(
    meeting: Meeting,
    sessions: Sequence[MeetingSession],
    differences: Sequence[SessionDifference],
) -> tuple[str, ...]:
    """What becomes visible with the release, and for whom."""
    closed = sum(session.audience != MatterAudience.ALL for session in sessions)
    effects = [
        f"Everybody will see this draft as version {meeting.agenda_number + 1}, with "
        f"{format_count(len(sessions), 'session')}."
    ]
    if closed:
        effects.append(
            f"Only focal points, the Chair and the secretariat will see "
            f"{format_count(closed, 'session')} of these."
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
