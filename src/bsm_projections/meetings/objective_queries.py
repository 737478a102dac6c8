"""The objectives of meetings."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Row
from bsm_projections.engine.audience import AIM_ONLY
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.engine.readable_texts import readable_column
from bsm_projections.meetings.objectives import (
    Objective,
    ObjectiveDecision,
    ObjectiveWording,
)
from bsm_projections.meetings.sources import read_source

# The status of an objective from which a decision in force comes.
AGREED = "agreed"


def objectives(
    context: ReadContext,
    meeting_id: Id,
    *,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Objective]:
    """A meeting's objectives that the viewer may see, by code: O10 after O2. Of those
    for focal points only others may see the aim, where it is listed.
    """
    return result_page(
        context,
        "objectives",
        _objectives,
        where=["meeting_id = :meeting_id"],
        order=("code_order", "objective_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
    )


def objective(context: ReadContext, id: Id) -> Objective | None:
    rows = context.rows("SELECT * FROM {objectives} WHERE objective_id = :id", id=id)
    return next(_objectives(context, rows), None)


def _objectives(context: ReadContext, rows: Sequence[Row]) -> Iterator[Objective]:
    decisions = _decisions(context, [row["objective_id"] for row in rows])
    sessions = _sessions(context, rows)
    for row in rows:
        is_aim = row["audience"] == AIM_ONLY
        its_decisions = tuple(decisions.get(row["objective_id"], ()))
        is_agreed = any(
            decision.status == DecisionStatus.ADOPTED for decision in its_decisions
        )
        yield context.item(
            Objective,
            row,
            audience=MatterAudience.FOCAL_POINTS if is_aim else row["audience"],
            status=AGREED if is_agreed else row["status"],
            session_id=sessions[row["objective_id"]],
            source=read_source(row["stored_source"]),
            decisions=its_decisions,
        )


def _sessions(context: ReadContext, rows: Sequence[Row]) -> dict[str, str | None]:
    """Where objectives are discussed, by their IDs, as far as the viewer may know: a
    session of the draft is named to others once it is released.
    """
    if context.audience.drafts:
        return {row["objective_id"]: row["session_id"] for row in rows}
    moves = {row["objective_id"]: json.loads(row["session_ids"]) for row in rows}
    released = {
        row["session_id"]
        for row in context.rows_among(
            "SELECT DISTINCT session_id FROM {sessions} WHERE session_id IN (:ids)",
            [*{id for each in moves.values() for id in each}],
        )
    }
    return {
        objective_id: next((id for id in each if not id or id in released), None)
        or None
        for objective_id, each in moves.items()
    }


def _decisions(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, list[ObjectiveDecision]]:
    """What became of objectives, by their ids; without drafts that were withdrawn."""
    found: dict[str, list[ObjectiveDecision]] = {}
    rows = context.rows_among(
        "SELECT decision_id, objective_id, title, status, symbol FROM {decisions} "
        "WHERE objective_id IN (:ids) AND status <> 'withdrawn' "
        "ORDER BY tabled_at, decision_id",
        ids,
    )
    for row in rows:
        decision = context.item(ObjectiveDecision, row)
        found.setdefault(row["objective_id"], []).append(decision)
    return found


def objective_wordings(
    context: ReadContext, objective_id: Id
) -> tuple[ObjectiveWording, ...]:
    """The wordings that an objective had, the first one first."""
    rows = context.rows(
        "SELECT * FROM {objective_wordings} WHERE objective_id = :id ORDER BY number",
        id=objective_id,
    )
    reasons = readable_column(context, objective_id, rows, "sealed_reason", of="reason")
    return tuple(
        context.item(ObjectiveWording, row, reason=reason)
        for row, reason in zip(rows, reasons, strict=True)
    )
