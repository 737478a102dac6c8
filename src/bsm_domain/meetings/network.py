"""The standing body whose annual meetings are the editions.

established: the first fact of every log. It says permanently whether the log is a
demonstration. Organisations, unlike States, get their names from the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.participating_states import STATES


class NetworkEstablished(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.network.established.v1"
    name: str
    demonstration: bool


class OrganisationNamed(DomainEvent):
    """What an organisation is called from a day on."""

    TOPIC: ClassVar[str] = "bsm.network.organisation_named.v1"
    code: str
    name: str
    since: date


NetworkEvent = NetworkEstablished | OrganisationNamed


@dataclass(frozen=True, slots=True)
class Network(Aggregate):
    KIND: ClassVar[str] = "network"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (NetworkEstablished,)

    name: str
    demonstration: bool
    organisations: Mapping[tuple[str, date], str] = field(default_factory=dict)

    @classmethod
    def establish(
        cls, id: UUID, metadata: FactMetadata, *, name: str, demonstration: bool
    ) -> NetworkEstablished:
        return NetworkEstablished(
            **metadata.header(id, 1), name=name, demonstration=demonstration
        )

    def name_organisation(
        self, metadata: FactMetadata, *, code: str, name: str, since: date
    ) -> OrganisationNamed:
        if code in STATES:
            raise InvalidValue(
                f"{code} is the code of a State, whose names cannot be changed; enter "
                "the code of an organisation",
                field="code",
            )
        if not 1900 <= since.year <= 2999:
            raise InvalidValue(
                f"{format_date(since)} is not a possible day (1900 to 2999)",
                field="since",
            )
        if self.organisations.get((code, since)) == name:
            raise InvalidValue(
                f"{code} already has this name from {format_date(since)} on; enter "
                "another name or day",
                field="name",
            )
        return OrganisationNamed(
            **self.next_header(metadata), code=code, name=name, since=since
        )

    @classmethod
    def begin(cls, event: NetworkEstablished) -> Self:
        return cls(event.originator_id, 1, event.name, event.demonstration)

    def evolve(self, event: NetworkEvent) -> Self:
        match event:
            case OrganisationNamed(code=code, since=since, name=name):
                names = {**self.organisations, (code, since): name}
                version = event.originator_version
                return replace(self, version=version, organisations=names)
            case NetworkEstablished():
                raise AssertionError("a network is established only once")
            case _:
                assert_never(event)
