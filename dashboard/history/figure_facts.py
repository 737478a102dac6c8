"""The facts behind a figure: as an address of the History that shows exactly these.

The address names what the figure counts, and never lists it: it stays short, and says
the same at any moment.
"""

from dataclasses import dataclass

from bsm_projections.history.facts_behind_figures import Behind, Counted
from bsm_projections.meetings.queries import Meeting
from dashboard.components import formatting
from dashboard.data import queries
from dashboard.data.page_context import Scene
from dashboard.data.queries import Filter
from dashboard.follow_up import selection
from dashboard.follow_up.selection import NARROWING, SCOPE
from dashboard.shell import address
from dashboard.shell.comparison import SINCE, since
from dashboard.shell.fact_links import ACTIVITIES, BEHIND

# What stands in the address beside it.
NAMES = (BEHIND, SCOPE, SINCE, *NARROWING)

_OF_ACTIVITIES = (Counted.PROMISES, Counted.MOVES, Counted.CHANGES)
# What is counted, where its number is the figure's.
_THINGS = {
    Counted.SEATS: ("registration with a seat", "registrations with a seat"),
    Counted.PROMISES: ("agreed activity", "agreed activities"),
}
_SAID = {
    Counted.REGISTERED: "nominations and confirmations",
    Counted.DELEGATIONS: "invitations, seats and open activities",
    Counted.REGISTRATIONS: "invitations, quotas and registrations",
    Counted.EDITIONS: "the editions of the same series",
    Counted.MOVES: "moved due dates",
    Counted.CHANGES: "changes to activities",
}


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """What a figure counts, in words that follow "facts about"; `behind` it, or the
    `streams` of its things.
    """

    said: str
    behind: Behind | None = None
    streams: tuple[str, ...] | None = None


def is_asked() -> bool:
    return address.asked(BEHIND) in (ACTIVITIES, *Counted)


def unknown() -> str | None:
    """What the address names although no figure has this name."""
    return None if is_asked() else address.asked(BEHIND)


def asked(scene: Scene) -> FigureFacts | None:
    """The figure that the address names; None where it names none."""
    name = address.asked(BEHIND)
    if name == ACTIVITIES:
        return _activities(scene)
    if name not in list(Counted):
        return None
    counted, meeting = Counted(name), scene.meeting
    position, details = 0, list[str]()
    if counted in _OF_ACTIVITIES:
        meeting = selection.wanted(scene).meeting
    if counted is Counted.CHANGES:
        on = since(scene, meeting).on
        position = queries.moment(on.isoformat())[0].position
        details.append(f"after {formatting.day(on)}")
    behind = Behind(counted, meeting.id if meeting else None, position)
    if counted in _THINGS:
        things = scene.look.things(Filter(behind=behind))
        said = formatting.count(things, *_THINGS[counted])
    else:
        said = _SAID[counted]
    return FigureFacts(_detailed(said, details, meeting), behind)


def _activities(scene: Scene) -> FigureFacts:
    choice = selection.wanted(scene)
    said = formatting.count(len(choice.rows), "activity", "activities")
    told = _detailed(said, list(choice.narrowed.values()), choice.meeting)
    return FigureFacts(told, streams=tuple(row.id for row in choice.rows))


def _detailed(said: str, details: list[str], meeting: Meeting | None) -> str:
    where = [formatting.edition(meeting)] if meeting else []
    parts = ", ".join((*details, *where))
    return f"{said} ({parts})" if parts else said
