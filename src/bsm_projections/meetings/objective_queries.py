"""The objectives of meetings."""

from collections.abc import Iterator
from typing import Any

from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Row
from bsm_projections.engine.audience import AIM_ONLY
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


def _objectives(context: ReadContext, rows: list[Row]) -> Iterator[Objective]:
    for row in rows:
        is_aim = row["audience"] == AIM_ONLY
        audience = MatterAudience.FOCAL_POINTS if is_aim else row["audience"]
        yield context.item(Objective, row, audience=audience)
