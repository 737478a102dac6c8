"""Read model: who has or awaits a place in a session with limited places."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_domain.registration.session_places.facts import (
    PlaceAwaited,
    PlaceGivenUp,
    PlaceTaken,
    SessionPlaceEvent,
)
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.registration.seats.read_model import SEAT_LEDGERS, leave_queue


class PlaceState(StrEnum):
    TAKEN = "taken"
    WAITING = "waiting"
    GIVEN_UP = "given up"


@dataclass(slots=True, kw_only=True)
class SessionPlace:
    """The place of a registration in a session; `promoted` from the waiting list,
    automatically.
    """

    registration_id: Id
    session_id: Id
    delegation: str
    delegation_name: str = computed()
    state: str
    since: datetime
    promoted: bool = False


@dataclass(slots=True, kw_only=True)
class SessionPlaceRow(SessionPlace):
    meeting_id: str
    ledger_id: str


PLACES = Table(
    "places",
    SessionPlaceRow,
    ("registration_id", "session_id"),
    (("session_id", "state"),),
    belongs_to=SEAT_LEDGERS,
)
_STATES = {
    PlaceTaken: PlaceState.TAKEN,
    PlaceAwaited: PlaceState.WAITING,
    PlaceGivenUp: PlaceState.GIVEN_UP,
}


def fold_place(
    fact: SessionPlaceEvent, batch: RowBatch, meeting_id: str, delegation: str
) -> None:
    """`delegation` is that of the registration."""
    session, registration = str(fact.session_id), batch.stream
    before = batch.get(PLACES, registration, session)
    ledger_id = str(seat_ledger_id_of(fact.session_id))
    if before is not None and before.state == PlaceState.WAITING:
        took_seat = isinstance(fact, PlaceTaken)
        leave_queue(batch, ledger_id, registration, fact, took_seat=took_seat)
    row = SessionPlaceRow(
        registration_id=registration,
        session_id=session,
        delegation=delegation,
        state=_STATES[type(fact)],
        since=fact.occurred_at,
        promoted=isinstance(fact, PlaceTaken) and fact.promoted,
        meeting_id=meeting_id,
        ledger_id=ledger_id,
    )
    batch.put(PLACES, row)
