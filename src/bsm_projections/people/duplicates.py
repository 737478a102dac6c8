"""Entries that may be one person, as far as they are on record and still apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.people.queries import participants_by_id
from bsm_projections.people.read_model import Participant

# Two IDs and why they may be one person. A pair may be named twice; the first reason is
# shown.
PossiblePair = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two entries that may be one person. `into` was entered first."""

    participant: Participant
    into: Participant
    because: str


def duplicate_pairs(
    context: ReadContext, possible: Sequence[PossiblePair]
) -> tuple[DuplicatePair, ...]:
    """By delegation; who is erased, and entries that were merged, are left out."""
    ids = {id for *pair, _ in possible for id in pair}
    people = participants_by_id(context, sorted(ids))
    pairs = dict[tuple[str, str], DuplicatePair]()
    for one, other, because in possible:
        entries = {
            person.id: person
            for id in (one, other)
            if (person := people.get(id)) and PersonalGroup.NAME not in person.erased
        }
        if len(entries) == 2:
            into, participant = sorted(
                entries.values(), key=lambda person: (person.entered_at, person.id)
            )
            pairs.setdefault(
                (into.id, participant.id), DuplicatePair(participant, into, because)
            )
    return tuple(
        sorted(
            pairs.values(),
            key=lambda pair: (pair.into.delegation, pair.into.id, pair.participant.id),
        )
    )
