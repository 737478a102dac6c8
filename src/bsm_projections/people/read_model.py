"""Read model: who takes part. What is personal stays sealed here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic_core import to_json

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import (
    DesignationEnded,
    FocalPointDesignated,
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalDataErased,
    PersonalGroup,
)
from bsm_domain.people.participant_changes import (
    DelegationChanged,
    ListingWithheld,
    MergedInto,
    Separated,
)
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.sealed_texts import BoundText
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """`sealed` are the groups that were given; `erased` those that are no more.
    `designated_until` is the last day of a designation as focal point, None while it
    lasts until further notice. `merged_into` is the entry that speaks for the person,
    if this one does not, and `duplicates` those for which this one speaks; `withheld`
    says that lists leave the name out.
    """

    id: str = column("participant_id")
    version: int
    delegation: str
    delegation_name: str = computed()
    sealed: Mapping[PersonalGroup, BoundText] = computed()
    erased: frozenset[PersonalGroup] = frozenset()
    designated_since: date | None = None
    designated_until: date | None = None
    merged_into: Id | None = None
    withheld: bool = False
    duplicates: tuple[Id, ...] = computed()
    entered_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRow(Participant):
    """`name`, `contact`, `post` and `needs` are JSON: the sealed group with the command
    that it is bound to.
    """

    name: str | None
    contact: str | None
    post: str | None
    needs: str | None


PARTICIPANTS = Table(
    "participants",
    ParticipantRow,
    ("participant_id",),
    # The last is for counting: rows are too long to be read for that.
    (("delegation",), ("entered_at", "participant_id"), ("merged_into",), ()),
)


class Participants:
    name = "participants"
    version = 3
    tables = (PARTICIPANTS,)
    stored_name_prefixes = ("bsm.participant.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        happened = fact.occurred_at
        if isinstance(fact, ParticipantEntered):
            row = ParticipantRow(
                id=batch.stream,
                version=1,
                delegation=fact.delegation,
                entered_at=happened,
                changed_at=happened,
                **_sealed_groups(fact),
            )
            batch.add(PARTICIPANTS, row)
            return
        row = batch.must_get(PARTICIPANTS, batch.stream)
        row = replace(row, version=fact.originator_version, changed_at=happened)
        match fact:
            case ParticipantDetailsChanged(withdrawn=withdrawn):
                sealed = {
                    group: text for group, text in _sealed_groups(fact).items() if text
                }
                row = replace(row, **sealed | dict.fromkeys(map(str, withdrawn)))
                row = replace(row, erased=row.erased - sealed.keys())
            case FocalPointDesignated(designation=designation):
                row = replace(
                    row,
                    designated_since=designation.since,
                    designated_until=designation.until,
                )
            case DesignationEnded(on=on):
                row = replace(row, designated_until=on)
            case PersonalDataErased(groups=groups):
                row = replace(row, erased=row.erased | {*groups})
            case DelegationChanged(delegation=delegation):
                row = replace(row, delegation=delegation)
            case MergedInto(into=into):
                row = replace(row, merged_into=str(into))
            case Separated():
                row = replace(row, merged_into=None)
            case ListingWithheld(withheld=withheld):
                row = replace(row, withheld=withheld)
        batch.put(PARTICIPANTS, row)


def _sealed_groups(
    fact: ParticipantEntered | ParticipantDetailsChanged,
) -> dict[str, Any]:
    return {
        str(group): _sealed_json(getattr(fact.details, group), fact)
        for group in PersonalGroup
    }


def _sealed_json(sealed: SealedText | None, fact: DomainEvent) -> str | None:
    if sealed is None:
        return None
    return to_json(
        {
            "key": sealed.key,
            "nonce": sealed.nonce,
            "ciphertext": sealed.ciphertext,
            "command_id": fact.command_id,
        }
    ).decode()
