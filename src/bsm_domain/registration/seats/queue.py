"""The order of those who wait for a seat: one number for each, its rank.

Who joins the waiting list comes last. Who is moved gets the rank in the middle between
the new neighbours, so that nobody else's changes.
"""

from typing import NamedTuple
from uuid import UUID

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue

# Between two who join one after the other; as a power of 2, forty more fit in between.
_RANK_STEP = 2**40


class QueueEntry(NamedTuple):
    """Who waits. One that was nominated `late` is not promoted automatically."""

    registration_id: UUID
    delegation: str
    rank: int
    late: bool = False


Queue = tuple[QueueEntry, ...]


def last_rank(version: int) -> int:
    """The rank of whoever joins by the fact of this version of the ledger: after all
    others, because these have joined or were moved earlier.
    """
    return version * _RANK_STEP


def place_in(queue: Queue, registration_id: UUID) -> int | None:
    """Counted from 0; None if it does not wait."""
    for place, entry in enumerate(queue):
        if entry.registration_id == registration_id:
            return place
    return None


def rank_ahead_of(
    queue: Queue, registration_id: UUID, ahead_of: UUID | None, version: int
) -> int:
    """The rank of one that is moved ahead of another, or to the end. Raises
    InvalidTransition, InvalidValue.
    """
    place = place_in(queue, registration_id)
    if place is None:
        raise InvalidTransition(
            "this registration is not on the waiting list; only those that wait can be "
            "moved"
        )
    if ahead_of == registration_id:
        raise InvalidValue(
            "a registration cannot be moved ahead of itself; choose another one",
            field="ahead_of",
        )
    others = without(queue, registration_id)
    target = len(others) if ahead_of is None else place_in(others, ahead_of)
    if target is None:
        raise InvalidValue(
            f"the registration {ahead_of} is not on the waiting list; choose one that "
            "is, or none to move this one to the end",
            field="ahead_of",
        )
    if target == place:
        raise InvalidValue(
            "this registration is already there; choose another place", field="ahead_of"
        )
    if ahead_of is None:
        return last_rank(version)
    before = others[target - 1].rank if target else 0
    rank = (before + others[target].rank) // 2
    if rank == before:
        raise InvalidTransition(
            "too many registrations were moved to this place; move it one place further"
        )
    return rank


def without(queue: Queue, registration_id: UUID) -> Queue:
    place = place_in(queue, registration_id)
    return queue if place is None else (*queue[:place], *queue[place + 1 :])


def moved(queue: Queue, registration_id: UUID, rank: int) -> Queue:
    """With one of them at another rank."""
    [entry] = (one for one in queue if one.registration_id == registration_id)
    others = without(queue, registration_id)
    target = sum(other.rank < rank for other in others)
    return (*others[:target], entry._replace(rank=rank), *others[target:])


def passed_on(queue: Queue, registration_id: UUID, successor: UUID) -> Queue:
    """With the successor in the same place."""
    place = place_in(queue, registration_id)
    if place is None:
        return queue
    entry = queue[place]._replace(registration_id=successor)
    return (*queue[:place], entry, *queue[place + 1 :])
