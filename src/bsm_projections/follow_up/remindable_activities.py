"""Open activities that somebody may have to be reminded of."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext

# What nobody has agreed, or nobody owns, or is done as far as its owner can tell.
_REMINDABLE = "status IN ('agreed', 'accepted', 'in progress', 'blocked')"


@dataclass(frozen=True, slots=True)
class DueActivity:
    """`set_at` is since when the due date and its owner have stood (as recorded).
    `meetings` are those that follow it, the present one first, then the latest.
    """

    activity_id: str
    title: str
    audience: str
    owner: str
    meetings: tuple[str, ...]
    due_on: date
    due_precision: str
    due_zone: str
    set_at: datetime
    status: str
    percent: int


def due_activities(
    context: ReadContext, *, owner: str | None = None, activity_id: str | None = None
) -> tuple[DueActivity, ...]:
    """Those that are open and the viewer may see; of one owner, or just one."""
    where = [_REMINDABLE]
    if owner is not None:
        where.append("owner = :owner")
    if activity_id is not None:
        where.append("activity_id = :activity_id")
    rows = context.rows(
        "SELECT activity_id, title, audience, owner, meeting_id, due_on, "
        "due_precision, due_zone, due_set_at AS set_at, status, percent "
        f"FROM {{activities}} WHERE {' AND '.join(where)} ORDER BY activity_id",
        owner=owner,
        activity_id=activity_id,
    )
    followed_by = _meetings_of_activities(context)

    def meetings(row: Row) -> tuple[str, ...]:
        others = followed_by.get(row["activity_id"], ())
        return tuple(dict.fromkeys((row["meeting_id"], *others)))

    return tuple(context.item(DueActivity, row, meetings=meetings(row)) for row in rows)


def _meetings_of_activities(context: ReadContext) -> dict[str, list[str]]:
    """The meetings that follow what was carried over, or did; the latest first."""
    rows = context.rows(
        "SELECT e.activity_id, e.meeting_id FROM {activity_editions} e "
        "JOIN {meetings} m ON m.meeting_id = e.meeting_id "
        "JOIN {activities} a ON a.activity_id = e.activity_id "
        "WHERE a.meeting_id <> e.meeting_id AND a.is_open = 1 "
        "ORDER BY m.starts_on DESC, m.meeting_id",
    )
    meetings: dict[str, list[str]] = {}
    for row in rows:
        meetings.setdefault(row["activity_id"], []).append(row["meeting_id"])
    return meetings
