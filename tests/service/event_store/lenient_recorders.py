"""The log's recorders as the library's own test cases need them.

The cases store made-up names, versions from 0 and bytes that are no facts, which the
product refuses. So a mapper and an admission that take everything are put in here; all
else is the product's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    InfrastructureFactory,
    Mapper,
    StoredEvent,
    Transcoder,
)

from bsm_projections.databases import Place, open_database
from bsm_service.assembly.persistence import RecordFactory
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


class LenientFactory(RecordFactory):
    """Our factory, with the library's own mapper."""

    admit = staticmethod(admit_anything)
    opened: ClassVar[list[EventStore]] = []  # the cases do not close all of theirs

    @cached_property
    def store(self) -> EventStore:
        store = lenient_store(self.place())
        self.opened.append(store)
        return store

    def mapper(
        self,
        transcoder: Transcoder | None = None,
        mapper_class: type[Mapper[Any]] | None = None,
    ) -> Mapper[Any]:
        return InfrastructureFactory.mapper(self, transcoder, mapper_class)


def environment_of(place: Place, factory: str) -> dict[str, str]:
    """What a program of the library is told, so that it opens the place."""
    environment = {"PERSISTENCE_MODULE": factory, "BSM_DATA": str(place.folder)}
    if place.url is not None:
        environment |= {
            "BSM_DATABASE": place.url,
            "BSM_SCHEMA_PREFIX": place.schema,
            "BSM_CONNECTIONS": str(place.connections),
        }
    return environment
