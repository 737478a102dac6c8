"""Seats of a meeting over time, and since when delegations are invited."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, local_day
from bsm_projections.leadership.burn_up import DayBasis

# Whoever is only on a list of a past meeting took no seat of the meeting.
_SITS = "(status = 'confirmed' OR (status = 'attended' AND came_at IS NOT NULL))"
_SEATED = f"""SELECT from_position, to_position FROM {{registrations:every_version}}
    WHERE meeting_id = :id AND {_SITS}"""
_CAPACITIES = """SELECT from_position, capacity FROM {meetings:every_version}
    WHERE meeting_id = :id AND capacity IS NOT NULL ORDER BY from_position"""
_INVITED = """SELECT code, min(from_position) AS position
    FROM {delegations:every_version} WHERE meeting_id = :id GROUP BY code"""


@dataclass(frozen=True, slots=True)
class SeatsDay:
    """How many seats were taken at the end of a day, and how many there were."""

    day: date
    seats: int
    capacity: int


def seats_over_time(
    context: ReadContext,
    meeting_id: Id,
    time_zone: str,
    clock: DayBasis = DayBasis.HAPPENED,
) -> tuple[SeatsDay, ...]:
    """The days in the meeting's zone on which a seat was taken or given back, or the
    number of seats changed.
    """
    changes = Counter[int]()
    for row in context.rows(_SEATED, id=meeting_id):
        changes[row["from_position"]] += 1
        if row["to_position"] <= context.moment.position:
            changes[row["to_position"]] -= 1
    capacities: dict[int, int] = {}
    for row in context.rows(_CAPACITIES, id=meeting_id):
        if row["capacity"] not in [*capacities.values()][-1:]:
            capacities[row["from_position"]] = row["capacity"]
    times = {
        position: time
        for table in ("registrations", "meetings")
        for position, time in _times(context, meeting_id, table, clock).items()
        if changes[position] or position in capacities
    }
    steps, new_capacities = defaultdict[date, int](int), dict[date, int]()
    for position in sorted(times, key=lambda position: (times[position], position)):
        day = local_day(times[position], time_zone)
        steps[day] += changes[position]
        if position in capacities:
            new_capacities[day] = capacities[position]
    days, seats, capacity = list[SeatsDay](), 0, 0
    for day in sorted(steps):
        seats += steps[day]
        capacity = new_capacities.get(day, capacity)
        days.append(SeatsDay(day, seats, capacity))
    return tuple(days)


def invited_since(context: ReadContext, meeting_id: Id) -> dict[str, datetime]:
    """When each delegation to a meeting was invited, by its code."""
    positions = {
        row["code"]: row["position"] for row in context.rows(_INVITED, id=meeting_id)
    }
    times = _times(context, meeting_id, "delegations", DayBasis.HAPPENED)
    return {
        code: times[position]
        for code, position in positions.items()
        if position in times
    }


def _times(
    context: ReadContext, meeting_id: str, table: str, clock: DayBasis
) -> dict[int, datetime]:
    """When the facts happened, or were recorded, that changed rows of a table."""
    column = "recorded_at" if clock is DayBasis.RECORDED else "occurred_at"
    rows = context.rows(
        f"SELECT position, {column} AS at FROM {{facts}} WHERE meeting_id = :id "
        f"AND position IN (SELECT from_position FROM {{{table}:every_version}} "
        "WHERE meeting_id = :id)",
        id=meeting_id,
    )
    return {row["position"]: from_micros(row["at"]) for row in rows}
