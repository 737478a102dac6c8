"""The long lists: registrations and objectives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bsm_domain.foundation.timestamps import from_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import (
    Id,
    ReadContext,
    ResultPage,
    result_page,
    with_items,
)
from bsm_projections.engine.versioned_tables import AS_OF_POSITION


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


@dataclass(frozen=True, slots=True)
class Objective:
    id: Id
    version: int
    meeting_id: Id
    code: str
    text: str
    audience: str
    outcome_kind: str
    status: str
    discussed_at: datetime | None
    summary: str | None


def registrations(
    context: ReadContext,
    meeting_id: str,
    *,
    delegation: str | None = None,
    waiting: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Registration]:
    """A meeting's registrations, in the order of nomination. Those `waiting` are not
    decided upon yet, or wait for a seat.
    """
    where = ["meeting_id = :meeting_id", AS_OF_POSITION]
    if delegation is not None:
        where.append("delegation = :delegation")
    if waiting:
        where.append("status IN ('nominated', 'waitlisted')")
    page = result_page(
        context,
        table="registrations",
        where=where,
        order=("nominated_at", "registration_id"),
        after=after,
        limit=limit,
        values={"meeting_id": meeting_id, "delegation": delegation},
    )
    return with_items(page, (_registration(context, row) for row in page.items))


def registration(context: ReadContext, id: str) -> Registration | None:
    row = context.snapshot.row(
        "SELECT * FROM {registrations} WHERE registration_id = :id AND "
        + AS_OF_POSITION,
        id=id,
        **context.parameters,
    )
    return None if row is None else _registration(context, row)


def registrations_of_participant(
    context: ReadContext, participant_id: str
) -> tuple[Registration, ...]:
    """Everything that a person was ever registered for, in the order of nomination."""
    rows = context.snapshot.rows(
        "SELECT * FROM {registrations} WHERE participant_id = :id AND "
        + AS_OF_POSITION
        + " ORDER BY nominated_at, registration_id",
        id=participant_id,
        **context.parameters,
    )
    return tuple(_registration(context, row) for row in rows)


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


def objectives(
    context: ReadContext,
    meeting_id: str,
    *,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Objective]:
    """A meeting's objectives that the viewer may see, by code: O10 after O2."""
    page = result_page(
        context,
        table="objectives",
        where=["meeting_id = :meeting_id", context.visible],
        order=("code_order", "objective_id"),
        after=after,
        limit=limit,
        values={"meeting_id": meeting_id},
    )
    return with_items(page, map(_objective, page.items))


def objective(context: ReadContext, id: str) -> Objective | None:
    row = context.snapshot.row(
        "SELECT * FROM {objectives} WHERE objective_id = :id AND " + context.visible,
        id=id,
        **context.parameters,
    )
    return None if row is None else _objective(row)


def _objective(row: Row) -> Objective:
    return Objective(
        id=row["objective_id"],
        version=row["version"],
        meeting_id=row["meeting_id"],
        code=row["code"],
        text=row["text"],
        audience=row["audience"],
        outcome_kind=row["outcome_kind"],
        status=row["status"],
        discussed_at=from_micros(row["discussed_at"]) if row["discussed_at"] else None,
        summary=row["summary"],
    )
