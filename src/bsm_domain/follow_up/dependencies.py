"""Whether one activity waits for another, however long the way.

What waits for an activity that was superseded, split or merged waits for those that
continue it.
"""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from bsm_domain.follow_up.state import ActivityState

FindActivity = Callable[[UUID], ActivityState | None]


def dependency_path(
    start: UUID, ends: Collection[UUID], find: FindActivity
) -> tuple[UUID, ...]:
    """The activities on the way from `start` to one of `ends`, both included; nothing
    where there is no way.
    """
    came_from: dict[UUID, UUID | None] = {start: None}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here in ends:
            return _path_from_start(here, came_from)
        activity = find(here)
        if activity is None:
            continue
        for further in sorted(activity.depends_on | {*activity.succeeded_by}):
            if further not in came_from:
                came_from[further] = here
                waiting.append(further)
    return ()


def _path_from_start(end: UUID, came_from: dict[UUID, UUID | None]) -> tuple[UUID, ...]:
    way: list[UUID] = []
    step: UUID | None = end
    while step is not None:
        way.append(step)
        step = came_from[step]
    return tuple(reversed(way))


def titles_along(way: Sequence[UUID], find: FindActivity) -> tuple[str, ...]:
    """The titles of the activities on a way, for those who are told of it."""
    found = [find(id) for id in way]
    return tuple(one.promise.title for one in found if one is not None)
