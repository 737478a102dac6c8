"""Registrations: who is registered for a meeting, how many, and who heads a
delegation.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import (
    Id,
    ReadContext,
    ResultPage,
    result_page,
)

# A registration that counts as a participant: a confirmed seat, or attendance.
HOLDS_SEAT = "status IN ('confirmed', 'attended')"
_IS_HEAD = "function = 'head' AND status NOT IN ('refused', 'withdrawn')"


@dataclass(frozen=True, slots=True)
class Registration:
    id: Id
    version: int
    meeting_id: Id
    delegation: str
    delegation_name: str
    function: str
    status: str
    nominated_at: datetime
    participant_id: Id | None = None


def registrations(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    waiting: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Registration]:
    """A meeting's registrations, in the order of nomination. Those `waiting` are not
    decided upon yet, or wait for a seat.
    """
    where = ["meeting_id = :meeting_id"]
    if delegation is not None:
        where.append("delegation = :delegation")
    if waiting:
        where.append("status IN ('nominated', 'waitlisted')")
    return result_page(
        context,
        "registrations",
        _registrations,
        where=where,
        order=("nominated_at", "registration_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        delegation=delegation,
    )


def registration(context: ReadContext, id: Id) -> Registration | None:
    row = context.row(
        "SELECT * FROM {registrations} WHERE registration_id = :id",
        id=id,
    )
    return None if row is None else _registration(context, row)


def registrations_of_participant(
    context: ReadContext, participant_id: str
) -> tuple[Registration, ...]:
    """Everything that a person was ever registered for, in the order of nomination."""
    rows = context.rows(
        "SELECT * FROM {registrations} WHERE participant_id = :id"
        + " ORDER BY nominated_at, registration_id",
        id=participant_id,
    )
    return tuple(_registrations(context, rows))


def _registrations(context: ReadContext, rows: Iterable[Row]) -> Iterator[Registration]:
    return (_registration(context, row) for row in rows)


def _registration(context: ReadContext, row: Row) -> Registration:
    return Registration(
        id=row["registration_id"],
        version=row["version"],
        meeting_id=row["meeting_id"],
        delegation=row["delegation"],
        delegation_name=context.delegation_name(row["delegation"]),
        function=row["function"],
        status=row["status"],
        nominated_at=from_micros(row["nominated_at"]),
        participant_id=row["participant_id"],
    )


def heads_of_delegation(
    context: ReadContext, meetings: Collection[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who is registered as head of each delegation at each of these meetings:
    participants' ids, by meeting and delegation.
    """
    heads: dict[tuple[str, str], tuple[str, ...]] = {}
    for meeting in sorted(meetings):
        rows = context.rows(
            "SELECT delegation, participant_id FROM {registrations} "
            "WHERE meeting_id = :meeting AND participant_id IS NOT NULL "
            f"AND {_IS_HEAD} ORDER BY registration_id",
            meeting=meeting,
        )
        for row in rows:
            key = meeting, row["delegation"]
            heads[key] = (*heads.get(key, ()), row["participant_id"])
    return heads


def is_head_of_delegation(context: ReadContext, participant: str) -> bool:
    """Of any delegation at any meeting."""
    heads = context.count(
        "SELECT count(*) FROM {registrations} WHERE participant_id = :participant "
        f"AND {_IS_HEAD}",
        participant=participant,
    )
    return heads > 0


@dataclass(frozen=True, slots=True)
class RegistrationCount:
    """How many registrations of a delegation have the same function and status."""

    delegation: str
    function: str
    status: str
    registrations: int


def count_registrations(
    context: ReadContext, meeting_id: str
) -> tuple[RegistrationCount, ...]:
    """A meeting's registrations, counted: as many rows as there are differences."""
    rows = context.rows(
        "SELECT delegation, function, status, count(*) AS registrations "
        "FROM {registrations} WHERE meeting_id = :id"
        + " GROUP BY delegation, function, status "
        "ORDER BY delegation, function, status",
        id=meeting_id,
    )
    return tuple(
        RegistrationCount(
            row["delegation"], row["function"], row["status"], row["registrations"]
        )
        for row in rows
    )
