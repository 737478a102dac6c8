"""Sessions with a limited number of places: how many are taken, until when, and how one
gets there.
"""

from datetime import datetime

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_deadline,
    format_number,
)
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
    session_places,
)
from dashboard.data.queries import Viewer


def sessions_with_places(
    viewer: Viewer, meeting: Meeting
) -> tuple[PlacesOfSession, ...]:
    """Those of the released agenda that the viewer may see, in its order."""
    return viewer.fetch("read.session-places", session_places, meeting.id)


def lines_by_session(viewer: Viewer, meeting: Meeting) -> dict[str, list[str]]:
    """What the agenda says of the places of its sessions, by their IDs."""
    return {
        session.session_id: [
            " · ".join(places_notes(session, viewer.moment.at, meeting.time_zone)),
            transport_text(session),
        ]
        for session in sessions_with_places(viewer, meeting)
    }


def places_notes(session: PlacesOfSession, now: datetime, zone: str) -> list[str]:
    """40 of 40 places taken, 2 waiting, closed on 8 Apr 2016, 18:00 Berlin"""
    places = format_count(session.capacity, "place")
    notes = [f"{format_number(session.taken)} of {places} taken"]
    if session.waiting:
        notes.append(f"{format_number(session.waiting)} waiting")
    if (closes := session.closes_at) is not None:
        verb = "closes" if now < closes else "closed"
        notes.append(f"{verb} on {format_deadline(closes, zone)}")
    return notes


def transport_text(session: PlacesOfSession) -> str:
    """Transport from Main entrance: leaves 13 Apr 2027, 14:00, returns 13 Apr 2027,
    18:00, local time. By bus"""
    if session.departs_at is None or session.returns_at is None:
        return ""
    text = (
        f"Transport from {session.from_place}: leaves {_moment(session.departs_at)}, "
        f"returns {_moment(session.returns_at)}, local time"
    )
    return f"{text}. {session.remark}" if session.remark else f"{text}."


def _moment(wall_clock: str) -> str:
    moment = datetime.fromisoformat(wall_clock)
    return f"{format_date(moment.date())}, {moment:%H:%M}"
