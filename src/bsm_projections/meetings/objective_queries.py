"""The objectives of meetings."""

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


def objectives(
    context: ReadContext,
    meeting_id: Id,
    *,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Objective]:
    """A meeting's objectives that the viewer may see, by code: O10 after O2."""
    return result_page(
        context,
        "objectives",
        lambda _, rows: map(_objective, rows),
        where=["meeting_id = :meeting_id"],
        order=("code_order", "objective_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
    )


def objective(context: ReadContext, id: Id) -> Objective | None:
    row = context.row(
        "SELECT * FROM {objectives} WHERE objective_id = :id",
        id=id,
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
