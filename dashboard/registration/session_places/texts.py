"""Texts about limited places of sessions."""

from datetime import datetime

from bsm_domain.foundation.formatting import format_count, format_date, format_number
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
)
from dashboard.registration.terms.texts import deadline_text

TAKE = "Take a place"
JOIN = "Join the waiting list"
GIVE_UP = "Give up the place"
SESSION = "Session"
WAIT = "Join the waiting list if no place is free"
AHEAD = "Reason for going ahead of others"
AHEAD_HELP = "Only the secretariat, where others have waited longer"
STATES = {"taken": "You have a place", "waiting": "You are waiting for a place"}
NO_PLACE = "You have no place"


def own_notes(session: PlacesOfSession, state: str | None, zone: str) -> list[str]:
    """Whether the person has a place, and how many there are; until when."""
    taken = (
        f"{format_number(session.taken)} of {format_count(session.capacity, 'place')}"
    )
    notes = [STATES.get(state or "", NO_PLACE), f"{taken} taken"]
    if session.waiting:
        notes.append(f"{format_number(session.waiting)} waiting")
    if session.closes_at is not None:
        notes.append(f"until {deadline_text(session.closes_at, zone)}")
    return notes


def transport_text(session: PlacesOfSession) -> str:
    """Bus from Main entrance: 13 Apr 2027, 14:00, back 13 Apr 2027, 18:00. Bring …"""
    if session.departs_at is None or session.returns_at is None:
        return ""
    text = (
        f"Transport from {session.from_place}: {_moment(session.departs_at)}, back "
        f"{_moment(session.returns_at)}"
    )
    return f"{text}. {session.remark}" if session.remark else f"{text}."


def _moment(wall_clock: str) -> str:
    moment = datetime.fromisoformat(wall_clock)
    return f"{format_date(moment.date())}, {moment:%H:%M}"
