"""Comments that mention delegations, whether answered or not."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.engine.read_context import ReadContext


@dataclass(frozen=True, slots=True)
class MentioningComment:
    """One comment, without its text. `position` is that of its fact."""

    comment_id: str
    position: int
    recorded_at: datetime
    mentioned: tuple[str, ...]
    by_role: str
    by_delegation: str | None
    activity_id: str
    title: str
    audience: str


def comments_that_mention(
    context: ReadContext, *, beyond: int, of: str | None = None
) -> tuple[MentioningComment, ...]:
    """Those recorded after a position whose activity the viewer may see, the first
    first; of one delegation, or of all.
    """
    where = "" if of is None else "AND c.mentions LIKE :mentioned "
    return context.items(
        MentioningComment,
        "SELECT c.*, c.from_position AS position, c.mentions AS mentioned, "
        "a.title, a.audience "
        "FROM {comments} c JOIN {activities} a ON a.activity_id = c.activity_id "
        f"WHERE c.from_position > :beyond AND c.mentions <> '[]' {where}"
        "ORDER BY c.from_position",
        beyond=beyond,
        mentioned=f'%"{of}"%',
    )


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
    rows = context.rows(
        "SELECT c.activity_id, c.made_at, c.by_role, c.by_delegation, c.mentions "
        "FROM {comments} c WHERE (c.mentions LIKE :mentioned "
        "OR c.by_delegation = :delegation) "
        "AND c.activity_id IN (SELECT activity_id FROM {activities} WHERE is_open = 1) "
        "ORDER BY c.made_at, c.comment_id",
        delegation=delegation,
        mentioned=f'%"{delegation}"%',
    )
    unanswered: dict[str, UnansweredMention] = {}
    for row in rows:
        id = row["activity_id"]
        unanswered.pop(id, None)
        if row["by_delegation"] != delegation:
            by = row["by_delegation"] or row["by_role"]
            unanswered[id] = UnansweredMention(id, by, from_micros(row["made_at"]))
    return tuple(unanswered.values())
