"""Whose attention comments ask for, until that delegation has said something."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.timestamps import from_micros
from bsm_projections.engine.read_context import ReadContext, sql_in
from bsm_projections.engine.versioned_tables import AS_OF_POSITION


@dataclass(frozen=True, slots=True)
class UnansweredMention:
    """`by` is the delegation or role that asks."""

    activity_id: str
    by: str
    made_at: datetime


def unanswered_mentions(
    context: ReadContext, delegation: str
) -> tuple[UnansweredMention, ...]:
    """The latest for each open activity that the viewer may see, unless the delegation
    has answered it; the oldest first.
    """
    rows = context.snapshot.rows(
        "SELECT c.activity_id, c.made_at, c.by_role, c.by_delegation, c.mentions "
        "FROM {comments} c WHERE (c.mentions LIKE :mentioned "
        "OR c.by_delegation = :delegation) "
        "AND c.from_position <= :p AND c.to_position > :p "
        "AND c.activity_id IN (SELECT activity_id FROM {activities} "
        f"WHERE is_open = 1 AND {AS_OF_POSITION} "
        f"AND {sql_in('audience', context.audience.audiences())}) "
        "ORDER BY c.made_at, c.comment_id",
        delegation=delegation,
        mentioned=f'%"{delegation}"%',
        **context.parameters,
    )
    waiting: dict[str, UnansweredMention] = {}
    for row in rows:
        id = row["activity_id"]
        waiting.pop(id, None)
        if row["by_delegation"] != delegation:
            by = row["by_delegation"] or row["by_role"]
            waiting[id] = UnansweredMention(id, by, from_micros(row["made_at"]))
    return tuple(waiting.values())
