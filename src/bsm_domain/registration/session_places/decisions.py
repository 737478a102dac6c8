"""A registration takes a place at a session, waits for one, or gives it up."""

from dataclasses import replace
from typing import Self
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_domain.registration.seats.registration_decisions import SeatDecisions
from bsm_domain.registration.session_places.facts import (
    PlaceAwaited,
    PlaceGivenUp,
    PlaceTaken,
    SessionPlaceEvent,
)

_S = RegistrationStatus


class SessionPlaceDecisions(SeatDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @possible_when("a place in a session can be taken", _S.CONFIRMED, _S.ATTENDED)
    def take_place(
        self, metadata: FactMetadata, *, session_id: UUID, promoted: bool = False
    ) -> PlaceTaken:
        self.must_not_be_from_list()
        if self.has_place(session_id):
            raise AlreadyExists("this registration already has a place in the session")
        return PlaceTaken(
            **self.next_header(metadata), session_id=session_id, promoted=promoted
        )

    @possible_when("a place in a session can be awaited", _S.CONFIRMED, _S.ATTENDED)
    def await_place(self, metadata: FactMetadata, *, session_id: UUID) -> PlaceAwaited:
        if session_id in self.places:
            what = "has" if self.has_place(session_id) else "waits for"
            raise AlreadyExists(
                f"this registration already {what} a place in the session"
            )
        return PlaceAwaited(**self.next_header(metadata), session_id=session_id)

    def give_up_place(
        self, metadata: FactMetadata, *, session_id: UUID, reason: FreeText | None
    ) -> PlaceGivenUp:
        self.must_be_at(session_id)
        return PlaceGivenUp(
            **self.next_header(metadata), session_id=session_id, reason=reason
        )

    def must_be_at(self, session_id: UUID, *, is_hidden: bool = False) -> None:
        """Refuses a session in which it neither has a place nor waits for one, and one
        that `is_hidden` from the sender.
        """
        if is_hidden or session_id not in self.places:
            raise InvalidTransition(
                "this registration neither has a place in the session nor waits for one"
            )

    def has_place(self, session_id: UUID) -> bool:
        return self.places.get(session_id, False)

    # Evolve: never refuses, because the fact has happened.

    def _evolve_places(self, event: SessionPlaceEvent) -> Self:
        others = {id: has for id, has in self.places.items() if id != event.session_id}
        if not isinstance(event, PlaceGivenUp):
            others[event.session_id] = isinstance(event, PlaceTaken)
        return replace(self, places=others)
