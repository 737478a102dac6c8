"""Numbers of decisions: 1, 2, 3 … of a kind and a year, each given only once.

A number is given in the transaction of the adoption, so that none is missing and none
is used twice. An annulled decision keeps its own.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Self
from uuid import UUID, uuid5

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.values import MatterAudience

_NAMESPACE = UUID("6f0e8f0c-2f5e-5d0b-9a54-3b1f0f6a7c11")


class NumberGiven(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.number_series.number_given.v1"
    series: str
    number: int
    to: UUID


def decision_series(prefix: str, audience: MatterAudience, year: int) -> str:
    """The name of the series: "NFP.DEC/16". Decisions for focal points only have one of
    their own, so that no hole in the other tells of them.
    """
    is_restricted = audience is MatterAudience.FOCAL_POINTS
    kind = "FP.DEC" if is_restricted else "DEC"
    return f"{prefix}.{kind}/{year % 100:02}"


def symbol_in(series: str, number: int) -> str:
    """ "NFP.DEC/2/16" for number 2 of "NFP.DEC/16"."""
    kind, year = series.rsplit("/", 1)
    return f"{kind}/{number}/{year}"


def number_series_id(series: str) -> UUID:
    """One stream for each series, so its identity follows from the name."""
    return uuid5(_NAMESPACE, series)


@dataclass(frozen=True, slots=True)
class NumberSeries(Aggregate):
    KIND: ClassVar[str] = "number series"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (NumberGiven,)

    last: int

    @classmethod
    def give_first(
        cls, metadata: FactMetadata, *, series: str, to: UUID
    ) -> NumberGiven:
        header = metadata.header(number_series_id(series), 1)
        return NumberGiven(**header, series=series, number=1, to=to)

    def give(self, metadata: FactMetadata, *, series: str, to: UUID) -> NumberGiven:
        return NumberGiven(
            **self.next_header(metadata), series=series, number=self.last + 1, to=to
        )

    @classmethod
    def begin(cls, event: NumberGiven) -> Self:
        return cls(event.originator_id, 1, event.number)

    def evolve(self, event: NumberGiven) -> Self:
        return replace(self, version=event.originator_version, last=event.number)
