"""Limited places at a session, such as a study visit; and the fact that says so."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText, OneLineText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.meetings.agenda import WallTime
from bsm_domain.meetings.registration_terms import WaitingListRule

PlaceCount = Annotated[int, Field(ge=1, le=100_000, strict=True)]


class Transport(FrozenModel):
    """How people get to a session and back, in the meeting's local time."""

    departs_at: WallTime
    returns_at: WallTime
    from_place: OneLineText
    remark: OneLineText | None = None


class SessionPlaces(FrozenModel):
    """How many people can take part in a session, in all and of each delegation. From
    `closes_at` on, only the secretariat assigns places.
    """

    capacity: PlaceCount
    per_delegation: PlaceCount | None = None
    closes_at: AwareDatetime | None = None
    waiting_list: WaitingListRule = WaitingListRule.BY_HAND
    transport: Transport | None = None


class SessionPlacesSet(DomainEvent):
    """The places as they are now; `reason` is why they changed."""

    TOPIC: ClassVar[str] = "bsm.meeting.session_places_set.v1"
    session_id: UUID
    places: SessionPlaces
    reason: FreeText | None = None
