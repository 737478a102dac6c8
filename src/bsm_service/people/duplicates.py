"""Entries that may be one person: with the same e-mail address, in one delegation or
two; or of one delegation with the same name, unless their addresses differ.
"""

from itertools import combinations
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.people.duplicates import PossiblePair, duplicate_pairs
from bsm_service.application.record_list import QueryRequest
from bsm_service.people.visible_participants import open_participants
from bsm_service.vault import HandleKind, Vault

_REASONS = {HandleKind.EMAIL: "same e-mail address", HandleKind.NAME: "same name"}


class DuplicateProposal(BaseModel):
    """Two entries that may be one person. Merging `participant_id` into `into` keeps
    the one that was entered first.
    """

    participant_id: UUID
    into: UUID
    because: str
    delegation: str
    into_delegation: str
    name: str | None
    into_name: str | None


def duplicate_proposals(request: QueryRequest) -> tuple[DuplicateProposal, ...]:
    """By delegation. The names are opened for the caller, which is logged. Raises
    VaultUnavailable.
    """
    pairs = duplicate_pairs(request.context, possible_pairs(request.system.vault))
    shown = {
        person.id: person for pair in pairs for person in (pair.participant, pair.into)
    }
    opened = open_participants(
        request.system.personal_data,
        request.caller,
        [*shown.values()],
        (PersonalGroup.NAME,),
        purpose=request.purpose,
        place=request.place,
    )
    names = {str(person.id): person.name for person in opened}
    return tuple(
        DuplicateProposal(
            participant_id=UUID(pair.participant.id),
            into=UUID(pair.into.id),
            because=pair.because,
            delegation=pair.participant.delegation,
            into_delegation=pair.into.delegation,
            name=names[pair.participant.id],
            into_name=names[pair.into.id],
        )
        for pair in pairs
    )


def possible_pairs(vault: Vault) -> tuple[PossiblePair, ...]:
    """The pairs that share an e-mail address first. Raises VaultUnavailable."""
    shared = sorted(vault.people.shared_handles(), key=lambda group: group[0])
    namesakes = {
        person.id
        for kind, people in shared
        if kind is HandleKind.NAME
        for person in people
    }
    emails = vault.people.email_hashes_of(namesakes)
    return tuple(
        (str(one.id), str(other.id), _REASONS[kind])
        for kind, people in shared
        for one, other in combinations(people, 2)
        if kind is HandleKind.EMAIL
        or (
            one.delegation == other.delegation
            and len({emails.get(one.id), emails.get(other.id)} - {None}) < 2
        )
    )
