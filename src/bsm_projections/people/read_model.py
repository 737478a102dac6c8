"""Read model: who takes part. What is personal stays sealed here."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import to_json

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.people.participant import (
    DesignationEnded,
    FocalPointDesignated,
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalDataErased,
    PersonalGroup,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """`name`, `contact`, `post` and `needs` are JSON: the sealed group with the command
    that it is bound to. `erased` lists groups, with commas. Days are ISO dates.
    """

    participant_id: str
    version: int
    delegation: str
    name: str | None
    contact: str | None
    post: str | None
    needs: str | None
    erased: str
    designated_since: str | None
    designated_until: str | None
    entered_at: int
    changed_at: int


PARTICIPANTS = Table(
    "participants",
    ParticipantRow,
    ("participant_id",),
    # The last is for counting: rows are too long to be read for that.
    (("delegation",), ("entered_at", "participant_id"), ()),
)


class Participants:
    name = "participants"
    version = 1
    tables = (PARTICIPANTS,)
    stored_name_prefixes = ("bsm.participant.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        happened = to_micros(fact.occurred_at)
        if isinstance(fact, ParticipantEntered):
            row = ParticipantRow(
                participant_id=batch.stream,
                version=1,
                delegation=fact.delegation,
                **_sealed_groups(fact),
                erased="",
                designated_since=None,
                designated_until=None,
                entered_at=happened,
                changed_at=happened,
            )
            batch.add(PARTICIPANTS, row)
            return
        row = batch.must_get(PARTICIPANTS, batch.stream)
        row = replace(row, version=fact.originator_version, changed_at=happened)
        match fact:
            case ParticipantDetailsChanged(withdrawn=withdrawn):
                sealed: dict[str, Any] = {
                    group: text for group, text in _sealed_groups(fact).items() if text
                }
                row = replace(row, **sealed | dict.fromkeys(map(str, withdrawn)))
                erased = [
                    group
                    for group in row.erased.split(",")
                    if group and group not in sealed
                ]
                row = replace(row, erased=",".join(erased))
            case FocalPointDesignated(designation=designation):
                until = designation.until.isoformat() if designation.until else None
                row = replace(
                    row,
                    designated_since=designation.since.isoformat(),
                    designated_until=until,
                )
            case DesignationEnded(on=on):
                row = replace(row, designated_until=on.isoformat())
            case PersonalDataErased(groups=groups):
                erased = row.erased.split(",") if row.erased else []
                row = replace(row, erased=",".join(sorted({*erased, *groups})))
        batch.put(PARTICIPANTS, row)


def _sealed_groups(
    fact: ParticipantEntered | ParticipantDetailsChanged,
) -> dict[str, str | None]:
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
