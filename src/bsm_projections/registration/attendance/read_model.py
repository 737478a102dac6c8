"""Read model: when people arrived at meetings and their sessions, and left."""

import json
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda_facts import SessionScheduled
from bsm_domain.registration.attendance.facts import (
    AttendanceRecorded,
    AttendanceStruck,
    DepartureRecorded,
)
from bsm_domain.registration.movements import (
    Movement,
    Movements,
    Presence,
    presence_of,
    with_movement,
    without_movement,
)
from bsm_projections.engine.columns import Id, computed, id_text
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(slots=True, kw_only=True)
class Attendance:
    """When one person arrived at the meeting (without a `session_id`) or at a session.
    `came_at` is the first arrival; `left_at`, when they last left, unless they are
    `present`.
    """

    registration_id: Id
    meeting_id: Id
    delegation: str
    delegation_name: str = computed()
    session_id: Id | None
    came_at: datetime | None
    left_at: datetime | None
    present: bool


@dataclass(slots=True, kw_only=True)
class AttendanceRow(Attendance):
    """Its `audience` is that of the session. `place` is its ID, empty for the meeting.
    `movements` are all that were not struck, as JSON: the version of the fact, whether
    it is an arrival, and when, in microseconds.
    """

    place: str
    audience: str
    movements: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedSessionRow:
    """A session for focal points only."""

    session_id: str
    audience: str


ATTENDANCES = Table(
    "attendances",
    AttendanceRow,
    ("registration_id", "place"),
    (("meeting_id", "place"),),
    index_includes=("present", "came_at", "audience"),
)
RESTRICTED_SESSIONS = Table(
    "restricted_sessions", RestrictedSessionRow, ("session_id",)
)

AttendanceFact = AttendanceRecorded | DepartureRecorded | AttendanceStruck


def note_restriction(fact: SessionScheduled, batch: RowBatch) -> None:
    """The audience of a session never changes."""
    session = fact.session
    if session.audience is not MatterAudience.ALL:
        row = RestrictedSessionRow(
            session_id=str(session.session_id), audience=session.audience
        )
        batch.put(RESTRICTED_SESSIONS, row)


def fold_attendance(
    fact: AttendanceFact, batch: RowBatch, meeting_id: str, delegation: str
) -> Presence:
    """Changes the row of the person at the meeting or session; who is there then."""
    place = id_text(fact.session_id) or ""
    before = batch.get(ATTENDANCES, batch.stream, place)
    movements = movements_of(before.movements) if before else ()
    if isinstance(fact, AttendanceStruck):
        movements = without_movement(movements, fact.corrects)
    else:
        is_arrival = isinstance(fact, AttendanceRecorded)
        movement = Movement(fact.originator_version, is_arrival, fact.occurred_at)
        movements = with_movement(movements, movement)
    restricted = batch.get(RESTRICTED_SESSIONS, place) if place else None
    presence = presence_of(movements)
    batch.put(
        ATTENDANCES,
        AttendanceRow(
            registration_id=batch.stream,
            meeting_id=meeting_id,
            delegation=delegation,
            session_id=id_text(fact.session_id),
            came_at=presence.came_at,
            left_at=presence.left_at,
            present=presence.is_present,
            place=place,
            audience=restricted.audience if restricted else MatterAudience.ALL,
            movements=_stored(movements),
        ),
    )
    return presence


def movements_of(stored: str) -> Movements:
    return tuple(
        Movement(version, is_arrival, from_micros(at))
        for version, is_arrival, at in json.loads(stored)
    )


def _stored(movements: Movements) -> str:
    return json.dumps(
        [(each.version, each.is_arrival, to_micros(each.at)) for each in movements]
    )
