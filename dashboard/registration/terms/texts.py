"""Texts about the terms of registration."""

from datetime import datetime, timedelta

from bsm_domain.foundation.formatting import format_days, time_zone_city
from bsm_domain.foundation.time_zones import time_zone_named

SET_TERMS = "Set the terms of registration"
CHANGE_TERMS = "Change the terms of registration"
TERMS_EFFECT = (
    "Deadlines and rules of registration for this meeting. Seats that are already "
    "assigned are kept."
)
REASON = "Reason for the change"
# The terms in the order of the form: their labels, and what they mean.
TERMS: dict[str, tuple[str, str | None]] = {
    "nominations_until": (
        "Deadline for nominations",
        "From this moment on, a nomination is late. For the end of a day, choose 00:00 "
        "of the next day",
    ),
    "changes_until": (
        "Deadline for changes",
        "From this moment on, delegations have to ask the secretariat for changes",
    ),
    "late_nominations": ("Late nominations are", None),
    "note": ("A note is", "Such as the note verbale that names the delegation"),
    "alternates_at_most": ("Alternates per delegation, at most", None),
    "alternates_need_head": ("Alternates only together with a head", None),
    "organisations_send": (
        "Functions of organisations",
        "Leave empty to allow all functions",
    ),
    "waiting_list": (
        "Seats that become free are given from the waiting list",
        "Automatic: the first person who can take a free seat gets it at once",
    ),
    "people_may_ask": ("People may ask to take part themselves", None),
    "list_shown_to": ("The list of participants is for", None),
    "quorum": ("Quorum", "Participating States that must be present"),
    "quorum_is_majority": ("The quorum is the majority of the invited States", None),
}


def zone_note(zone: str) -> str:
    return f"Times are in the time of {time_zone_city(zone)}."


def remaining_text(deadline: datetime, now: datetime, zone: str) -> str:
    """in 9 days; tomorrow; today; 3 days ago"""
    place = time_zone_named(zone)
    last_moment = deadline.astimezone(place) - timedelta(microseconds=1)
    days = (last_moment.date() - now.astimezone(place).date()).days
    if now >= deadline:
        return "today" if days >= 0 else f"{format_days(-days)} ago"
    return {0: "today", 1: "tomorrow"}.get(days) or f"in {format_days(days)}"
