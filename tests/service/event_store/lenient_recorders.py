"""The log's recorders as the library's own test cases need them.

The cases store made-up names, versions from 0 and bytes that are no facts, which the
product refuses. So a mapper and an admission that take everything are put in here; all
else is the product's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import StoredEvent

from bsm_projections.databases import Place, open_database
from bsm_service.event_store.serialization import FactMapper
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.transaction import Transaction


@dataclass(frozen=True)
class AnyFact:
    """Bytes of which nothing is known."""

    stored: StoredEvent
    recorded_at: datetime = datetime(2016, 1, 1, tzinfo=UTC)

    @property
    def originator_id(self) -> UUID:
        assert isinstance(self.stored.originator_id, UUID)
        return self.stored.originator_id

    @property
    def originator_version(self) -> int:
        return self.stored.originator_version


class LenientMapper(FactMapper):
    """Takes everything for a fact."""

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        assert isinstance(domain_event, AnyFact)
        return domain_event.stored

    def to_domain_event(self, stored_event: StoredEvent) -> AnyFact:
        return AnyFact(stored_event)


def admit_anything(
    transaction: Transaction, stored_events: Sequence[StoredEvent]
) -> list[AnyFact]:
    return [AnyFact(stored) for stored in stored_events]


def lenient_store(place: Place) -> EventStore:
    return EventStore(
        open_database(place, "log"), origin="example.org/bsm", mapper=LenientMapper()
    )
