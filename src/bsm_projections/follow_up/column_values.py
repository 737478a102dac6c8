"""Columns of an activity's row: what its origin, its due dates and ids become there."""

from typing import Any

from bsm_domain.follow_up.values import (
    DecisionOrigin,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
    TrackerOrigin,
)
from bsm_domain.foundation.values import DueDate
from bsm_projections.engine.columns import id_text


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


def first_due_columns(due: DueDate) -> dict[str, Any]:
    return {"first_due_on": due.on, "first_due_ends_at": due.ends_at}


def due_columns(due: DueDate) -> dict[str, Any]:
    return {
        "due_on": due.on,
        "due_precision": due.precision,
        "due_zone": due.time_zone,
        "due_ends_at": due.ends_at,
    }
