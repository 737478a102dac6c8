"""Which meetings follow an activity: the one that promised it, and later editions."""


def followed_by_meeting(name: str, prefix: str = "") -> str:
    """The condition that a meeting, the value `:name`, follows an activity or once did.

    `prefix` stands before the columns of {activities} where there are other tables.
    """
    return (
        f"{prefix}activity_id IN (SELECT e.activity_id FROM {{activity_editions}} e "
        f"WHERE e.meeting_id = :{name} "
        "AND e.from_position <= :p AND e.to_position > :p)"
    )
