"""The standing body whose annual meetings are the editions.

established: the first fact of every log. It says permanently whether the log is a
demonstration.
"""

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata


class NetworkEstablished(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.network.established.v1"
    name: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class Network(Aggregate):
    KIND: ClassVar[str] = "network"
    FIRST_FACT: ClassVar[type[DomainEvent]] = NetworkEstablished

    name: str
    demonstration: bool

    @classmethod
    def establish(
        cls, id: UUID, metadata: FactMetadata, *, name: str, demonstration: bool
    ) -> NetworkEstablished:
        return NetworkEstablished(
            **metadata.header(id, 1), name=name, demonstration=demonstration
        )

    @classmethod
    def begin(cls, event: NetworkEstablished) -> Self:
        return cls(event.originator_id, 1, event.name, event.demonstration)
