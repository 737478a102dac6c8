"""Read model: the limited places of sessions, as the secretariat set them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bsm_domain.meetings.session_places import SessionPlacesSet, Transport
from bsm_projections.engine.columns import Id, WallClock, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOfSession:
    """The places of a session that is on the agenda, and how many registrations have
    `taken` one or are `waiting`. Times of the transport are in the meeting's local
    time.
    """

    session_id: Id
    meeting_id: Id
    title: str = computed()
    capacity: int
    per_delegation: int | None
    closes_at: datetime | None
    waiting_list: str
    taken: int = computed()
    waiting: int = computed()
    departs_at: WallClock | None = None
    returns_at: WallClock | None = None
    from_place: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOfSessionRow(PlacesOfSession):
    """Its `audience` is that of the session."""

    audience: str


SESSION_PLACES = Table("session_places", PlacesOfSessionRow, ("session_id",))


def session_places_row(fact: SessionPlacesSet, audience: str) -> PlacesOfSessionRow:
    places = fact.places
    return PlacesOfSessionRow(
        session_id=str(fact.session_id),
        meeting_id=str(fact.originator_id),
        capacity=places.capacity,
        per_delegation=places.per_delegation,
        closes_at=places.closes_at,
        waiting_list=places.waiting_list,
        audience=audience,
        **_fields_of(places.transport),
    )


def _fields_of(transport: Transport | None) -> dict[str, Any]:
    if transport is None:
        return {}
    return {
        "departs_at": transport.departs_at.isoformat(timespec="minutes"),
        "returns_at": transport.returns_at.isoformat(timespec="minutes"),
        "from_place": transport.from_place,
        "remark": transport.remark,
    }


def session_places(context: ReadContext, meeting_id: Id) -> tuple[PlacesOfSession, ...]:
    """The sessions of the released agenda that have limited places, in their order.
    Those of a session that was dropped since are not shown.
    """
    rows = context.rows(
        """SELECT s.*, a.title,
            (SELECT count(*) FROM {places} p WHERE p.session_id = s.session_id
                AND p.state = 'taken') AS taken,
            (SELECT count(*) FROM {places} p WHERE p.session_id = s.session_id
                AND p.state = 'waiting') AS waiting
        FROM {session_places} s
        JOIN {meetings} m ON m.meeting_id = s.meeting_id
        JOIN {sessions} a ON a.meeting_id = s.meeting_id
            AND a.number = m.agenda_number AND a.session_id = s.session_id
        WHERE s.meeting_id = :id
        ORDER BY a.held_on, a.starts_at, a.nth""",
        id=meeting_id,
    )
    return tuple(
        context.item(
            PlacesOfSession,
            row,
            title=row["title"],
            taken=row["taken"],
            waiting=row["waiting"],
        )
        for row in rows
    )
