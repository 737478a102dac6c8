"""Arrivals and departures of one person, at the meeting or at one of its sessions.

They are folded in the order in which they happened, and several of the same kind in
succession count as one: the first.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import dropwhile
from typing import NamedTuple


class Movement(NamedTuple):
    """`version` is that of the fact."""

    version: int
    is_arrival: bool
    at: datetime


Movements = tuple[Movement, ...]


class Presence(NamedTuple):
    """Without `came_at` the person was never there; `left_at` is set unless they are
    there still.
    """

    came_at: datetime | None = None
    left_at: datetime | None = None
    is_present: bool = False


def with_movement(movements: Movements, movement: Movement) -> Movements:
    """In the order in which they happened."""
    return tuple(
        sorted((*movements, movement), key=lambda each: (each.at, each.version))
    )


def last_until(movements: Sequence[Movement], at: datetime) -> Movement | None:
    """The last movement that had happened at that time."""
    return next((each for each in reversed(movements) if each.at <= at), None)


def without_movement(movements: Movements, version: int) -> Movements:
    """Without one that was struck; without an arrival, nor the departures that follow
    it, unless another arrival comes before them.
    """
    number = next(n for n, each in enumerate(movements) if each.version == version)
    before, struck, after = (
        movements[:number],
        movements[number],
        movements[number + 1 :],
    )
    if not struck.is_arrival or (before and before[-1].is_arrival):
        return before + after
    return before + tuple(dropwhile(lambda each: not each.is_arrival, after))


def start_of_last_run(movements: Movements) -> Movement:
    """The first of the last movements that are of the same kind."""
    first = movements[-1]
    for movement in reversed(movements):
        if movement.is_arrival is not first.is_arrival:
            break
        first = movement
    return first


def presence_of(movements: Movements) -> Presence:
    if not movements:
        return Presence()
    last = start_of_last_run(movements)
    return Presence(
        came_at=movements[0].at,
        left_at=None if last.is_arrival else last.at,
        is_present=last.is_arrival,
    )
