"""Read model: who is registered, by delegation and function."""

from dataclasses import dataclass, replace
from datetime import datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.registration import RegistrationNominated
from bsm_projections.engine.columns import Id, column, computed, id_text
from bsm_projections.engine.temporal_tables import RowBatch, Table


# Rows of which there are many are not frozen: that takes three times as long to make.
@dataclass(slots=True, kw_only=True)
class Registration:
    id: Id = column("registration_id")
    version: int
    meeting_id: Id
    delegation: str
    delegation_name: str = computed()
    function: str
    status: str
    nominated_at: datetime  # when it happened
    participant_id: Id | None = None


REGISTRATIONS = Table(
    "registrations",
    Registration,
    ("registration_id",),
    (("meeting_id", "delegation"),),
    index_includes=("status",),
)


class Registrations:
    name = "registrations"
    version = 3
    tables = (REGISTRATIONS,)
    stored_name_prefixes = ("bsm.registration.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        if isinstance(fact, RegistrationNominated):
            registration = Registration(
                id=batch.stream,
                version=fact.originator_version,
                meeting_id=str(fact.meeting_id),
                delegation=fact.delegation,
                function=fact.function,
                status=fact.LEADS_TO,
                nominated_at=fact.occurred_at,
                participant_id=id_text(fact.participant_id),
            )
            batch.add(REGISTRATIONS, registration)
        else:
            row = batch.must_get(REGISTRATIONS, batch.stream)
            status = fact.LEADS_TO or row.status
            row = replace(row, version=fact.originator_version, status=status)
            batch.put(REGISTRATIONS, row)
