"""Everything that can happen to one delegate's registration."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction


class RegistrationStatus(StrEnum):
    REQUESTED = "requested"
    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUBSTITUTED = "substituted"
    ATTENDED = "attended"
    # On the list of a past meeting, which does not say that they came.
    LISTED = "listed"


class RegistrationNominated(DomainEvent):
    """`participant_id` is None if the State has not named the person yet.

    `place` is that in the delegation's own list, counted from 1. One that is `late`
    came after the deadline, for a `reason`. One that is `in_place_of` another takes
    over its `seat`, which is named after the first registration that had it.
    """

    TOPIC: ClassVar[str] = "bsm.registration.nominated.v2"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.NOMINATED
    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    participant_id: UUID | None = None
    note_id: UUID | None = None
    place: int | None = None
    late: bool = False
    in_place_of: UUID | None = None
    seat: UUID | None = None
    reason: FreeText | None = None


class RegistrationNominatedAgain(DomainEvent):
    """A registration that has ended is nominated again. Without a `function` it has
    that of before; the other fields are those of a nomination.
    """

    TOPIC: ClassVar[str] = "bsm.registration.nominated_again.v2"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.NOMINATED
    function: DelegateFunction | None = None
    note_id: UUID | None = None
    place: int | None = None
    late: bool = False
    in_place_of: UUID | None = None
    seat: UUID | None = None
    reason: FreeText | None = None


class RegistrationRequested(DomainEvent):
    """Somebody asks to take part; their delegation has not nominated them."""

    TOPIC: ClassVar[str] = "bsm.registration.requested.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.REQUESTED
    meeting_id: UUID
    delegation: str
    function: DelegateFunction
    participant_id: UUID
    remark: FreeText | None = None


class RequestEndorsed(DomainEvent):
    """The delegation nominates who asked; `late` and `reason` as in a nomination."""

    TOPIC: ClassVar[str] = "bsm.registration.endorsed.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.NOMINATED
    function: DelegateFunction
    note_id: UUID | None = None
    late: bool = False
    reason: FreeText | None = None


class RequestDeclined(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.request_declined.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.REFUSED
    reason: FreeText


class RegistrationConfirmed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.confirmed.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.CONFIRMED


class PromotionCause(StrEnum):
    SEAT_FREED = "seat freed"
    QUOTA_RAISED = "quota raised"
    CAPACITY_RAISED = "capacity raised"
    # Of who could not be promoted when the seat became free.
    SEAT_FREE = "seat free"


class RegistrationPromoted(DomainEvent):
    """From the waiting list, automatically. `freed_by` is the registration that gave up
    the seat.
    """

    TOPIC: ClassVar[str] = "bsm.registration.promoted.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.CONFIRMED
    because: PromotionCause
    freed_by: UUID | None = None


class RegistrationWaitlisted(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.waitlisted.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.WAITLISTED


class RegistrationRefused(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.refused.v1"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.REFUSED
    reason: FreeText


class RegistrationWithdrawn(DomainEvent):
    """`reason` is needed once the deadline for changes has passed."""

    TOPIC: ClassVar[str] = "bsm.registration.withdrawn.v2"
    LEADS_TO: ClassVar[RegistrationStatus] = RegistrationStatus.WITHDRAWN
    reason: FreeText | None = None


class FunctionChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.function_changed.v1"
    function: DelegateFunction
    before: DelegateFunction
    reason: FreeText | None = None
