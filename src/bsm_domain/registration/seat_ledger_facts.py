"""Everything that can happen to the seats of a meeting, or the places of a session."""

from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import MatterAudience


class LedgerOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.opened.v1"
    meeting_id: UUID


class SessionOpened(DomainEvent):
    """The ledger of the places of one session, whose `audience` never changes."""

    TOPIC: ClassVar[str] = "bsm.seat_ledger.session_opened.v1"
    meeting_id: UUID
    session_id: UUID
    audience: MatterAudience


class SeatTaken(DomainEvent):
    """`reason` is given if the registration went ahead of others on the waiting
    list.
    """

    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_taken.v1"
    registration_id: UUID
    delegation: str
    reason: FreeText | None = None


class SeatsOfDelegation(FrozenModel):
    """The registrations of one delegation that took a seat together."""

    delegation: str
    registrations: tuple[UUID, ...]


class SeatsTaken(DomainEvent):
    """Seats taken by many new registrations at once."""

    TOPIC: ClassVar[str] = "bsm.seat_ledger.seats_taken.v1"
    seats: tuple[SeatsOfDelegation, ...]
    reason: FreeText | None = None


class SeatAwaited(DomainEvent):
    """The registration joined the waiting list. One that was nominated `late` is not
    promoted automatically.
    """

    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_awaited.v2"
    registration_id: UUID
    delegation: str
    late: bool = False


class MovedInQueue(DomainEvent):
    """To the place ahead of another, or to the end; `rank` says where that is."""

    TOPIC: ClassVar[str] = "bsm.seat_ledger.moved_in_queue.v1"
    registration_id: UUID
    delegation: str
    ahead_of: UUID | None = None
    rank: int
    reason: FreeText


class PassedOn(DomainEvent):
    """A seat, or a place in the queue with its rank, went to another registration of
    the same delegation.
    """

    TOPIC: ClassVar[str] = "bsm.seat_ledger.passed_on.v1"
    from_registration: UUID
    to_registration: UUID
    delegation: str


class SeatReleased(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.seat_released.v1"
    registration_id: UUID
    delegation: str


class PlaceInQueueGivenUp(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.seat_ledger.place_in_queue_given_up.v1"
    registration_id: UUID
    delegation: str


SeatLedgerEvent = (
    LedgerOpened
    | SessionOpened
    | SeatTaken
    | SeatsTaken
    | SeatAwaited
    | MovedInQueue
    | PassedOn
    | SeatReleased
    | PlaceInQueueGivenUp
)
