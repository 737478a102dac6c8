"""What a countdown says in words."""

from datetime import timedelta

BEING_CLOSED = "Expired; the silence is being closed."


def time_left(left: timedelta) -> str:
    """For a past moment, such as “1 d 4 h 12 min were left then.”"""
    minutes = int(left.total_seconds() // 60)
    if left <= timedelta(0):
        return BEING_CLOSED
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    day = f"{days} d " if days else ""
    return f"{day}{hours} h {minutes} min were left then."
