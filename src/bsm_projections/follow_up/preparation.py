"""What the next edition's preparation begins with: what is still open."""

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.versioned_tables import AS_OF_POSITION
from bsm_projections.follow_up.conditions import followed_by_meeting
from bsm_projections.follow_up.queries import Activity, activities_where


def open_from_earlier_meetings(
    context: ReadContext, meeting_id: str
) -> tuple[Activity, ...]:
    """Open activities of earlier meetings that this one does not follow yet, the oldest
    promise first.
    """
    return activities_where(
        context,
        "is_open = 1 AND meeting_id IN (SELECT m.meeting_id FROM {meetings} m "
        "WHERE m.from_position <= :p AND m.to_position > :p AND m.starts_on < "
        f"(SELECT starts_on FROM {{meetings}} WHERE meeting_id = :id AND "
        f"{AS_OF_POSITION})) "
        f"AND NOT ({followed_by_meeting('id')})",
        "first_promised_at, activity_id",
        id=meeting_id,
    )
