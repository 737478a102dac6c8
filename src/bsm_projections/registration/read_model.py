"""Read model: who is registered, by delegation and function."""

from dataclasses import dataclass, replace
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.registration.registration import (
    RegistrationEvent,
    RegistrationNominated,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(slots=True)
class RegistrationRow:
    """`nominated_at` is when it happened, in microseconds since 1970 (UTC)."""

    registration_id: str
    version: int
    meeting_id: str
    delegation: str
    function: str
    status: str
    nominated_at: int
    participant_id: str | None = None


REGISTRATIONS = Table(
    "registrations",
    RegistrationRow,
    ("registration_id",),
    (("meeting_id", "delegation"),),
    index_includes=("status",),
)


class Registrations:
    name = "registrations"
    version = 3
    tables = (REGISTRATIONS,)
    stored_name_prefixes = ("bsm.registration.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        if isinstance(fact, RegistrationNominated):
            batch.add(
                REGISTRATIONS,
                RegistrationRow(
                    registration_id=batch.stream,
                    version=fact.originator_version,
                    meeting_id=str(fact.meeting_id),
                    delegation=fact.delegation,
                    function=fact.function,
                    status=fact.LEADS_TO,
                    nominated_at=to_micros(fact.occurred_at),
                    participant_id=_id_text(fact.participant_id),
                ),
            )
        elif isinstance(fact, RegistrationEvent):
            row = batch.must_get(REGISTRATIONS, batch.stream)
            batch.put(
                REGISTRATIONS,
                replace(
                    row,
                    version=fact.originator_version,
                    status=fact.LEADS_TO,
                ),
            )


def _id_text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
