"""A registration gets a seat of the meeting, or waits for one."""

from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.registration.registration_facts import (
    PromotionCause,
    RegistrationConfirmed,
    RegistrationPromoted,
    RegistrationStatus,
    RegistrationWaitlisted,
)
from bsm_domain.registration.registration_state import RegistrationState

_S = RegistrationStatus


class SeatDecisions(RegistrationState):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @possible_when(
        "a registration can be confirmed",
        _S.NOMINATED,
        _S.WAITLISTED,
    )
    def confirm(self, metadata: FactMetadata) -> RegistrationConfirmed:
        return RegistrationConfirmed(**self.next_header(metadata))

    @possible_when("a registration can be promoted", _S.WAITLISTED)
    def promote(
        self, metadata: FactMetadata, *, because: PromotionCause, freed_by: UUID | None
    ) -> RegistrationPromoted:
        """Automatically: `freed_by` is the registration whose seat it takes."""
        return RegistrationPromoted(
            **self.next_header(metadata), because=because, freed_by=freed_by
        )

    @possible_when("a registration can be moved on the waiting list", _S.WAITLISTED)
    def must_wait_for_seat(self) -> None:
        """Refuses one that does not wait for a seat of the meeting."""

    @possible_when("a registration can be put on the waiting list", _S.NOMINATED)
    def waitlist(self, metadata: FactMetadata) -> RegistrationWaitlisted:
        return RegistrationWaitlisted(**self.next_header(metadata))
