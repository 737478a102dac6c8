"""Texts about limited places of sessions."""

from collections.abc import Sequence
from textwrap import shorten

from bsm_domain.foundation.formatting import format_count, format_number, pluralize

TAKE = "Take a place"
JOIN = "Join the waiting list"
GIVE_UP = "Give up the place"
LEAVE = "Leave the waiting list"
SESSION = "Session"
WAIT = "Join the waiting list if no place is free"
AHEAD = "Reason for going ahead of others"
AHEAD_HELP = "Only the secretariat, where others have waited longer"
MEASURE = "Sessions with a limited number of places"
OWN_STATES = {"taken": "You have a place", "waiting": "You are waiting for a place"}
NO_PLACE = "You have no place"
_MAX_TITLE = 40
_STATES = {"taken": "place in", "waiting": "waiting for a place in"}


def place_note(state: str, title: str) -> str:
    """waiting for a place in “Study visit”; long titles are cut"""
    return f"{_STATES[state]} “{shorten(title, _MAX_TITLE, placeholder='…')}”"


def delegation_note(states: Sequence[str]) -> str:
    """2 people from the delegation have a place, 1 is waiting"""
    taken, waiting = states.count("taken"), states.count("waiting")
    if not states:
        return "nobody from the delegation has a place"
    people = format_count(taken, "person", "people")
    text = f"{people} from the delegation {pluralize(taken, 'has', 'have')} a place"
    if not waiting:
        return text
    return f"{text}, {format_number(waiting)} {pluralize(waiting, 'is', 'are')} waiting"
