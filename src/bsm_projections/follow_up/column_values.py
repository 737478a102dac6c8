"""Columns of an activity's row: what its origin, its due dates and ids become there."""

import json
from collections.abc import Iterable
from typing import TypedDict
from uuid import UUID

from bsm_domain.follow_up import (
    DecisionOrigin,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
    TrackerOrigin,
)
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.values import DueDate


def objective_id(origin: Origin) -> str | None:
    return id_text(getattr(origin, "objective_id", None))


def origin_reference(origin: Origin) -> str | None:
    """What the activity comes from: an id, a symbol, a number in a list."""
    match origin:
        case ObjectiveOrigin(objective_id=id) | SessionOrigin(session_id=id):
            return str(id)
        case DecisionOrigin(symbol=symbol):
            return symbol
        case TrackerOrigin(reference=reference):
            return reference


def id_text(id: UUID | None) -> str | None:
    return None if id is None else str(id)


def ids_json(ids: Iterable[UUID]) -> str:
    return json.dumps([str(id) for id in ids])


class _DueColumns(TypedDict):
    due_on: str
    due_precision: str
    due_zone: str
    due_ends_at: int


class _FirstDueColumns(TypedDict):
    first_due_on: str
    first_due_ends_at: int


def first_due_columns(due: DueDate) -> _FirstDueColumns:
    return _FirstDueColumns(
        first_due_on=due.on.isoformat(), first_due_ends_at=to_micros(due.ends_at)
    )


def due_columns(due: DueDate) -> _DueColumns:
    return _DueColumns(
        due_on=due.on.isoformat(),
        due_precision=due.precision,
        due_zone=due.time_zone,
        due_ends_at=to_micros(due.ends_at),
    )
