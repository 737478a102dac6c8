"""What happens to a registration at a session with limited places."""

from typing import ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText


class PlaceTaken(DomainEvent):
    """`promoted` from the waiting list of the session, automatically."""

    TOPIC: ClassVar[str] = "bsm.registration.place_taken.v1"
    session_id: UUID
    promoted: bool = False


class PlaceAwaited(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.registration.place_awaited.v1"
    session_id: UUID


class PlaceGivenUp(DomainEvent):
    """A place, or one on the waiting list."""

    TOPIC: ClassVar[str] = "bsm.registration.place_given_up.v1"
    session_id: UUID
    reason: FreeText | None = None


SessionPlaceEvent = PlaceTaken | PlaceAwaited | PlaceGivenUp
