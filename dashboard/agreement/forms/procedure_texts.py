"""Texts of forms about procedures and outcomes of decisions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    join_names,
    pluralize,
    time_zone_city,
)
from bsm_domain.foundation.time_zones import time_zone_named
from dashboard.agreement.consequence_texts import moment_on_clock, on_other_clocks

SILENCE, CONSENSUS, ROOM = "Silence", "Consensus", "In the room"
OPEN_SILENCE = "Open the silence"
OPEN_CONSENSUS = "Put it to consensus"
OPEN_ROOM = "Put it to those present"
EXPIRES_AT = "Expires on"
EXPIRES_AT_HELP = "Between 1 hour and 90 days from now, on the clocks of the time zone"
TIME_ZONE = "Time zone"
WHICH_HOUR = "First or second time"
FIRST_HOUR, SECOND_HOUR = "first", "second"
HOUR_OPTIONS = (
    (FIRST_HOUR, "the first time, before the clocks go back"),
    (SECOND_HOUR, "the second time, after the clocks have gone back"),
)
SESSION = "Proposed at session"
SESSION_HELP = "Leave this empty if the Chair proposed it outside a session"
ROLL_SESSION = "Session of the roll-call"
ROLL_HELP = "Those present at its last roll-call count"
BASIS = "Whose objection counts"
SILENCE_EXPLANATIONS = (
    "All participating States are asked. The text is adopted automatically when the "
    "silence expires, unless one of them objects or proposes an amendment before then.",
)
CONSENSUS_EXPLANATIONS = (
    "The Chair adopts the text once nobody entitled objects. There is no vote.",
)
ROOM_EXPLANATIONS = (
    "Those present at the last roll-call of the session adopt the text. Call the roll "
    "first, on the Room page.",
)
NEW_EXPIRY = "New expiry"
NEVER_SHORTENED = "A silence is never shortened."
READ_OUT = "Read out"
READ_OUT_HELP = "Tick each delegation once you have read its objection out"
NOTHING_TO_READ_OUT = "No earlier objection has to be read out."
OBJECTION_STANDS = (
    "An objection stands, so the text cannot be adopted now. Consensus is the absence "
    "of any objection."
)
CAUSE = "Entry that contests it"
UPHOLD_EXPLANATIONS = ("The decision stays adopted; the entry stays on record.",)
ANNUL_EXPLANATIONS = (
    "The decision is no longer in force. Its number is not used again, and what it "
    "superseded is in force again.",
)
FOLLOW_UP_RELEASED = (
    "Its linked activities become visible to everybody, with the milestones that they "
    "already have. Comments made on them before then stay with focal points."
)
RELEASE_EXPLANATIONS = (
    "Everybody can read the adopted text from now on. This cannot be undone.",
)
LEAVE_OPEN_LABEL = "Summary of the Chair"
LEAVE_OPEN_HELP = "Shown in place of a decision. Part of the official record"
_NIGHT_FROM, _NIGHT_UNTIL = 20, 8
_SATURDAY = 5
_SHORT = timedelta(hours=24)


def shown_twice(wall: datetime, zone: str) -> str:
    return (
        f"the clocks of {time_zone_city(zone)} show {wall:%H:%M} twice on "
        f"{format_date(wall.date())}; choose the first or the second time"
    )


def silence_preview(
    expires_at: datetime, zone: str, now: datetime, entitled: int
) -> str:
    """What is opened, and what is unusual about its expiry."""
    when = moment_on_clock(expires_at, zone)
    others = on_other_clocks(expires_at, zone, None)
    other = f" ({others})" if others else ""
    return " ".join(
        (
            f"Unless one of {count_of(entitled, 'State')} objects or proposes an "
            f"amendment before then, this text will be adopted on {when}{other}.",
            *_warnings(expires_at, zone, now),
        )
    )


def _warnings(expires_at: datetime, zone: str, now: datetime) -> Sequence[str]:
    local = expires_at.astimezone(time_zone_named(zone))
    warnings = []
    if expires_at - now < _SHORT:
        warnings.append("it is less than 24 hours away")
    if local.weekday() >= _SATURDAY:
        warnings.append(f"it is a {local:%A}")
    if not _NIGHT_UNTIL <= local.hour < _NIGHT_FROM:
        warnings.append("it is between 20:00 and 08:00")
    if not warnings:
        return ()
    return (f"Please check the expiry: {join_names(warnings, None)}.",)


def without_accounts(names: Sequence[str]) -> str:
    """The entitled that can only write to the Chair."""
    if not names:
        return "Every entitled State has an account that can act."
    states = count_of(len(names), "entitled State has", "entitled States have")
    return (
        f"{states} no account that can act now and can only write to the Chair: "
        f"{join_names(list(names), None)}."
    )


def to_read_out(names: Sequence[str], version: int) -> str:
    if not names:
        return NOTHING_TO_READ_OUT
    who = capitalize(join_names(list(names), None))
    were = pluralize(len(names), "was", "were")
    return (
        f"{who} opposed an earlier version and {were} not heard on version {version}. "
        "Read that out before the gavel."
    )


def adopt_label(version: int) -> str:
    return f"Adopt version {version}"


def adoption(version: int, how: str) -> str:
    return f"Version {version} is adopted {how} and gets its number."


def extension(expires_at: datetime, zone: str) -> str:
    return (
        f"The silence expires on {moment_on_clock(expires_at, zone)}. {NEVER_SHORTENED}"
    )


def cause_option(entry: int, said: str | None) -> str:
    return f"Entry {entry}" if said is None else f"Entry {entry}: {said}"
