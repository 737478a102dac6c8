"""The facts behind a figure: exactly those of what it counts, neither more nor fewer.

Where a figure counts things (seats, activities), they are all facts of these things;
where it counts facts (dates moved, changes), they are these facts. Each condition is
made of the same words as the figure's own query. A figure that counts facts by their
class needs none: its chart names the classes (`chart.facts_of` of the dashboard).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.follow_up.sql_conditions import NOT_SUPERSEDED, activities_of
from bsm_projections.leadership.activity_changes import CHANGE_OF_FACT
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

_INVITATIONS = ("bsm.meeting.delegations_invited.v1", "bsm.meeting.quota_changed.v1")

_DECIDED_ON = ("objective", "decision")


class CountedFigure(StrEnum):
    """What a figure counts of one meeting; what activities concerns, perhaps of all."""

    # Registrations that hold a seat.
    SEATS = "seats"
    # Who is invited, who holds a seat, and how many activities each has open.
    DELEGATIONS = "delegations"
    # Who is invited with how many seats, and every registration.
    REGISTRATIONS = "registrations"
    # The other editions of the meeting's series.
    EDITIONS = "editions"
    # Agreed activities over time, completed or not.
    ACTIVITIES = "promises"
    # Objectives, decisions, and the activities that are followed up.
    OUTCOMES = "outcomes"
    # Each time that a due date was moved.
    MOVES = "moves"
    # What changed after a position.
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """`meeting_id` is None for the activities of all meetings; `since` is the position
    after which changes count.
    """

    counted: CountedFigure
    meeting_id: str | None = None
    since: int = 0


def figure_condition(behind: FigureFilter) -> tuple[str, dict[str, Any]]:
    """What holds for these facts, as SQL on {facts}, and its values."""
    values = {"behind_meeting": behind.meeting_id, "behind_since": behind.since}
    return _CONDITIONS[behind.counted](behind.meeting_id), values


_SEATS = (
    "stream_id IN (SELECT registration_id FROM {registrations} "
    f"WHERE meeting_id = :behind_meeting AND {HOLDS_SEAT})"
)
_INVITED = f"(stream_id = :behind_meeting AND {sql_in('stored_name', _INVITATIONS)})"
_REGISTRATIONS = (
    f"({_INVITED} OR (meeting_id = :behind_meeting AND kind = 'registration'))"
)
_EDITIONS = (
    "(kind = 'meeting' AND meeting_id IN (SELECT m.meeting_id FROM {meetings} m "
    "JOIN {meetings} o ON o.series = m.series WHERE o.meeting_id = :behind_meeting))"
)


def _delegations(meeting_id: str | None) -> str:
    return f"({_INVITED} OR {_SEATS} OR {_activities(meeting_id, 'is_open = 1')})"


def _outcomes(meeting_id: str | None) -> str:
    return (
        f"((meeting_id = :behind_meeting AND {sql_in('kind', _DECIDED_ON)}) "
        f"OR {_activities(meeting_id, NOT_SUPERSEDED)})"
    )


def _agreed_activities(meeting_id: str | None) -> str:
    return _activities(meeting_id, f"agreed_at IS NOT NULL AND {NOT_SUPERSEDED}")


def _activities(meeting_id: str | None, condition: str) -> str:
    of_meeting = activities_of(meeting_id, "behind_meeting")
    return (
        "stream_id IN (SELECT activity_id FROM {activities} "
        f"WHERE {condition} AND {of_meeting})"
    )


def _due_date_moves(meeting_id: str | None) -> str:
    return _versions(meeting_id, _DUE_DATE_MOVED)


def _changes(meeting_id: str | None) -> str:
    is_change = sql_in("stored_name", CHANGE_OF_FACT)
    moves = _versions(meeting_id, "a.slips > b.slips")
    versions = _versions(meeting_id, "1 = 1")
    return f"(position > :behind_since AND (({is_change} AND {versions}) OR {moves}))"


# A part of what was split may begin with a moved date.
_DUE_DATE_MOVED = "a.slips > coalesce(b.slips, a.inherited_slips)"


def _versions(meeting_id: str | None, condition: str) -> str:
    """Each version of an activity's row is of one fact; the one before it ends where it
    begins.
    """
    of_meeting = activities_of(meeting_id, "behind_meeting", "a.")
    return (
        "position IN (SELECT a.from_position FROM {activities:every_version} a "
        "LEFT JOIN {activities:every_version} b ON b.activity_id = a.activity_id "
        f"AND b.to_position = a.from_position WHERE {condition} AND {of_meeting})"
    )


_CONDITIONS: Mapping[CountedFigure, Callable[[str | None], str]] = {
    CountedFigure.SEATS: lambda _: _SEATS,
    CountedFigure.DELEGATIONS: _delegations,
    CountedFigure.REGISTRATIONS: lambda _: _REGISTRATIONS,
    CountedFigure.EDITIONS: lambda _: _EDITIONS,
    CountedFigure.ACTIVITIES: _agreed_activities,
    CountedFigure.OUTCOMES: _outcomes,
    CountedFigure.MOVES: _due_date_moves,
    CountedFigure.CHANGES: _changes,
}
