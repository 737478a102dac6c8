"""The facts behind a figure: as an address of the History that shows exactly these.

The address names what the figure counts, and never lists it: it stays short, and says
the same at any moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bsm_projections.history.facts_behind_figures import Behind, Counted
from bsm_projections.meetings.queries import Meeting
from dashboard import address, data, promise_choices, wording
from dashboard.comparison import SINCE, since
from dashboard.data import Filter
from dashboard.promise_choices import NARROWING, SCOPE
from dashboard.scene import Scene

BEHIND = "behind"
# All facts of the activities that fit the choices of the Follow-up.
ACTIVITIES = "activities"
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


def of(counted: Counted) -> dict[str, str | None]:
    """What leads to them in the address."""
    return {BEHIND: counted}


def of_activities(
    choices: Mapping[str, str | None] | None = None,
) -> dict[str, str | None]:
    """For a figure that counts activities by choices of the Follow-up."""
    return {BEHIND: ACTIVITIES, **(choices or {})}


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
        meeting = promise_choices.wanted(scene).meeting
    if counted is Counted.CHANGES:
        on = since(scene, meeting).on
        position = data.moment(on.isoformat())[0].position
        details.append(f"after {wording.day(on)}")
    behind = Behind(counted, meeting.id if meeting else None, position)
    if counted in _THINGS:
        things = scene.look.things(Filter(behind=behind))
        said = wording.count(things, *_THINGS[counted])
    else:
        said = _SAID[counted]
    return FigureFacts(_detailed(said, details, meeting), behind)


def _activities(scene: Scene) -> FigureFacts:
    choice = promise_choices.wanted(scene)
    said = wording.count(len(choice.rows), "activity", "activities")
    told = _detailed(said, list(choice.narrowed.values()), choice.meeting)
    return FigureFacts(told, streams=tuple(row.id for row in choice.rows))


def _detailed(said: str, details: list[str], meeting: Meeting | None) -> str:
    where = [wording.edition(meeting)] if meeting else []
    parts = ", ".join((*details, *where))
    return f"{said} ({parts})" if parts else said
