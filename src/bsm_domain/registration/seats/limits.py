"""How many seats there are at a meeting, and how many places at one of its sessions."""

from collections.abc import Mapping
from typing import ClassVar, Self

from bsm_domain.foundation.errors import CapacityFull, InvalidTransition, QuotaFull
from bsm_domain.foundation.formatting import count_of, pluralize
from bsm_domain.foundation.frozen_model import FrozenModel


class SeatLimits(FrozenModel):
    """The limits of a meeting: total seats and seats per delegation."""

    THING: ClassVar[str] = "seat"

    capacity: int
    quotas: Mapping[str, int] = {}

    def quota_of(self, delegation: str) -> int:
        return self.quotas.get(delegation, 0)

    def quota_full(self, delegation: str) -> QuotaFull:
        quota = count_of(self.quota_of(delegation), "seat")
        return QuotaFull(
            f"the quota of {delegation} ({quota}) is used up; put the registration on "
            "the waiting list, or change the quota"
        )

    def capacity_full(self) -> CapacityFull:
        verb = pluralize(self.capacity, "is", "are")
        return CapacityFull(
            f"{self.all_seats} of the meeting {verb} taken; put the registration on "
            "the waiting list"
        )

    def is_free(self, delegation: str) -> InvalidTransition:
        return InvalidTransition(
            f"{delegation} has a free seat; confirm the registration instead"
        )

    @property
    def all_seats(self) -> str:
        if self.capacity == 1:
            return "the only seat"
        return f"all {count_of(self.capacity, 'seat')}"


class PlaceLimits(SeatLimits):
    """The limits of the session with this title: total places, and places for each
    delegation, if these are limited.
    """

    THING: ClassVar[str] = "place"

    session: str
    per_delegation: int | None = None

    @classmethod
    def of(cls, title: str, capacity: int, per_delegation: int | None) -> Self:
        return cls(capacity=capacity, session=title, per_delegation=per_delegation)

    def quota_of(self, delegation: str) -> int:
        # Without a limit, the capacity is reached first.
        return self.capacity + 1 if self.per_delegation is None else self.per_delegation

    def is_free(self, delegation: str) -> InvalidTransition:
        return InvalidTransition(
            f"“{self.session}” has a free place for {delegation}; take it instead"
        )

    def quota_full(self, delegation: str) -> QuotaFull:
        places = count_of(self.quota_of(delegation), "place")
        return QuotaFull(
            f"{delegation} has all the places in “{self.session}” that a delegation "
            f"can have ({places}); join the waiting list instead"
        )

    def capacity_full(self) -> CapacityFull:
        every = f"all {count_of(self.capacity, 'place')}"
        places = pluralize(self.capacity, "the only place", every)
        verb = pluralize(self.capacity, "is", "are")
        return CapacityFull(
            f"{places} {verb} taken in “{self.session}”; join the waiting list instead"
        )
