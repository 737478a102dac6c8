"""Whether one activity depends on another, directly or indirectly.

A dependency on an activity that was superseded, split or merged becomes one on the
activities that continue it.
"""

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from bsm_domain.follow_up.state import ActivityState

FindActivity = Callable[[UUID], ActivityState | None]


def dependency_path(
    start: UUID, ends: Collection[UUID], find: FindActivity
) -> tuple[UUID, ...]:
    """The activities on the path from `start` to one of `ends`, both included; empty if
    there is no path.
    """
    came_from: dict[UUID, UUID | None] = {start: None}
    pending = [start]
    while pending:
        current = pending.pop()
        if current in ends:
            return _path_from_start(current, came_from)
        activity = find(current)
        if activity is None:
            continue
        for following in sorted(activity.depends_on | {*activity.succeeded_by}):
            if following not in came_from:
                came_from[following] = current
                pending.append(following)
    return ()


def _path_from_start(end: UUID, came_from: dict[UUID, UUID | None]) -> tuple[UUID, ...]:
    path: list[UUID] = []
    step: UUID | None = end
    while step is not None:
        path.append(step)
        step = came_from[step]
    return tuple(reversed(path))


def titles_along(path: Sequence[UUID], find: FindActivity) -> tuple[str, ...]:
    """The titles of the activities on a path, to be named in a refusal."""
    activities = [find(id) for id in path]
    return tuple(
        activity.terms.title for activity in activities if activity is not None
    )
