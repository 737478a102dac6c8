"""The objectives of meetings."""

from typing import Any

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.meetings.read_model import Objective


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
        Objective,
        where=["meeting_id = :meeting_id"],
        order=("code_order", "objective_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
    )


def objective(context: ReadContext, id: Id) -> Objective | None:
    sql = "SELECT * FROM {objectives} WHERE objective_id = :id"
    return context.find(Objective, sql, id=id)
