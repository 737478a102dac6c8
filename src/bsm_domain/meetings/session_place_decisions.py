"""Limited places at sessions: how many there are, and who can take one when.

They are of the agenda that everybody sees: a session that is only in the draft has no
places, and one that was dropped keeps them until the agenda is released without it.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    DeadlinePassed,
    InvalidTransition,
    InvalidValue,
    NotFound,
    ReasonRequired,
    errors_within,
)
from bsm_domain.foundation.formatting import count_of, format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import (
    AgendaSession,
    format_wall_time,
    instant_of_wall_time,
)
from bsm_domain.meetings.agenda_decisions import possible_until_it_is_over
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.registration_changes import (
    ASK_THE_SECRETARIAT,
    acts_for_secretariat,
)
from bsm_domain.meetings.registration_decisions import RegistrationDecisions
from bsm_domain.meetings.registration_terms import WaitingListRule
from bsm_domain.meetings.session_places import (
    SessionPlaces,
    SessionPlacesSet,
    Transport,
)

_TAKES_PLACES = (
    MeetingStatus.REGISTRATION_OPEN,
    MeetingStatus.REGISTRATION_CLOSED,
    MeetingStatus.IN_SESSION,
)


class SessionPlaceDecisions(RegistrationDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @possible_until_it_is_over("places can be given up")
    def must_take_places_back(self) -> None:
        """Refuses once the meeting is concluded or cancelled."""

    @possible_until_it_is_over("places can be set")
    def set_session_places(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        places: SessionPlaces,
        reason: FreeText | None = None,
        taken: Mapping[str, int],
    ) -> SessionPlacesSet:
        """`taken` are the places that each delegation has now."""
        session = self.must_have_released_session(session_id)
        before = self.session_places.get(session_id)
        if before == places:
            raise InvalidValue(
                f"“{session.title}” already has these places; change at least one "
                "number",
                field="places",
            )
        if before is not None and reason is None:
            raise ReasonRequired(
                f"the places of “{session.title}” are already set; give a reason for "
                "changing them"
            )
        with errors_within("places"):
            _must_hold(places, taken)
            closes_at = places.closes_at
            if closes_at is not None and not 1900 <= closes_at.year <= 2999:
                raise InvalidValue(
                    f"{format_date(closes_at.date())} is not a possible deadline (1900 "
                    "to 2999)",
                    field="closes_at",
                )
            if places.transport is not None:
                with errors_within("transport"):
                    self._must_run(places.transport)
        return SessionPlacesSet(
            **self.next_header(metadata),
            session_id=session_id,
            places=places,
            reason=reason,
        )

    def _must_run(self, transport: Transport) -> None:
        zone = self.details.time_zone
        departs = instant_of_wall_time("departs_at", transport.departs_at, zone)
        if instant_of_wall_time("returns_at", transport.returns_at, zone) <= departs:
            raise InvalidValue(
                f"the return ({format_wall_time(transport.returns_at)}) must be after "
                f"the departure ({format_wall_time(transport.departs_at)}); enter a "
                "later return",
                field="returns_at",
            )

    def released_session(
        self, session_id: UUID, *, sees_restricted: bool
    ) -> AgendaSession:
        """A session on the agenda that everybody sees; to whoever does not see those
        for focal points only, they do not exist. Raises NotFound.
        """
        session = self.released.sessions.get(session_id)
        is_hidden = session is not None and (
            session.audience is MatterAudience.FOCAL_POINTS and not sees_restricted
        )
        if session is None or is_hidden:
            raise NotFound(f"“{self.details.title}” has no session {session_id}")
        return session

    @possible_when("places in sessions can be taken", *_TAKES_PLACES)
    def must_offer_places(
        self, metadata: FactMetadata, session: AgendaSession
    ) -> SessionPlaces:
        """The places of a session. Raises InvalidTransition, DeadlinePassed."""
        places = self.session_places.get(session.session_id)
        if places is None:
            raise InvalidTransition(
                f"“{session.title}” has no limited places; everybody can take part"
            )
        closes_at = places.closes_at
        is_closed = closes_at is not None and metadata.recorded_at >= closes_at
        if is_closed and closes_at is not None and not acts_for_secretariat(metadata):
            raise DeadlinePassed(
                f"places in “{session.title}” closed on {self._at(closes_at)}; "
                f"{ASK_THE_SECRETARIAT} to assign one"
            )
        return places

    def promotes_in(self, session_id: UUID, now: datetime) -> bool:
        """Whether who waits for a place is promoted without anybody's decision: until
        the places close, otherwise until the day of the session.
        """
        session = self.released.sessions.get(session_id)
        places = self.session_places.get(session_id)
        if session is None or places is None or self.status not in _TAKES_PLACES:
            return False
        if places.waiting_list is not WaitingListRule.AUTOMATIC:
            return False
        if places.closes_at is not None:
            return now < places.closes_at
        return self.day_of(now) < session.on


def _must_hold(places: SessionPlaces, taken: Mapping[str, int]) -> None:
    """Raises InvalidValue where more places are taken than there would be."""
    total = sum(taken.values())
    if places.capacity < total:
        raise InvalidValue(
            f"{count_of(total, 'place is', 'places are')} taken, so there cannot be "
            f"only {places.capacity}; enter {total} or more",
            field="capacity",
        )
    limit = places.per_delegation
    for code, held in sorted(taken.items()):
        if limit is not None and held > limit:
            raise InvalidValue(
                f"{code} holds {count_of(held, 'place')}, so the number for each "
                f"delegation cannot be {limit}; enter {max(taken.values())} or more",
                field="per_delegation",
            )
