"""SQL conditions for rows of {activities}, shared by the queries that count them."""

# What was split, merged or superseded counts as what continues it.
NOT_SUPERSEDED = "status <> 'superseded'"
# Of all that is counted, what should be completed by now, had no date been moved; and
# what was. What is withdrawn was not completed.
ORIGINALLY_DUE = f"{NOT_SUPERSEDED} AND first_due_ends_at <= :now"
COMPLETED_ON_TIME = (
    f"{ORIGINALLY_DUE} AND status IN ('reported complete', 'confirmed') "
    "AND coalesce(completed_at, confirmed_at) < first_due_ends_at"
)
# Overdue is what nobody has yet reported complete after its last day.
OVERDUE = "is_open = 1 AND status <> 'reported complete' AND due_ends_at <= :now"


def followed_by_meeting(name: str, prefix: str = "") -> str:
    """The condition that a meeting, the value `:name`, follows an activity or once did.

    `prefix` stands before the columns of {activities} where there are other tables.
    """
    # Of activities that the viewer may see anyway.
    return (
        f"{prefix}activity_id IN "
        "(SELECT e.activity_id FROM {activity_editions:every_audience} e "
        f"WHERE e.meeting_id = :{name})"
    )


def activities_of(meeting_id: str | None, name: str, prefix: str = "") -> str:
    """The condition for the activities that one meeting follows, or for all of them;
    the others as in `followed_by_meeting`.
    """
    return "1 = 1" if meeting_id is None else followed_by_meeting(name, prefix)
