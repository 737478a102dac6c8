"""Texts about what waits for a delegation, and until when."""

from datetime import datetime

from bsm_domain.agreement.texts import POSITION_PAST
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_date,
    format_number,
    pluralize,
    possessive,
    time_zone_city,
)
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement.awaiting import AwaitedPosition
from bsm_projections.agreement.decision_status import (
    is_silence,
)
from bsm_projections.agreement.tables import Decision
from dashboard.agreement import consequence_texts

AWAITING_MEASURE = "Drafts of all meetings, the next expiry first"


def awaited_line(awaited: int, own_name: str) -> str:
    """2 drafts await Austria's position"""
    position = f"{possessive(own_name)} position"
    if not awaited:
        return f"no draft awaits {position}"
    verb = pluralize(awaited, "awaits", "await")
    return f"{format_count(awaited, 'draft')} {verb} {position}"


def awaiting_finding(own_name: str) -> str:
    return f"Awaiting {possessive(own_name)} position"


def nothing_awaited(own_name: str, *, has_open_drafts: bool) -> str:
    """Where no draft of any meeting waits; whether any of this one is open."""
    if not has_open_drafts:
        return "No action is needed: this meeting has no open draft."
    return (
        f"No action is needed: {own_name} has been heard on every open draft on which "
        "its position counts."
    )


def expiry_text(expires_at: datetime, time_zone: str) -> str:
    """Friday 15 April 2016, 12:00 (Berlin)"""
    local = expires_at.astimezone(time_zone_named(time_zone))
    day = format_date(local.date(), "EEEE d MMMM y")
    return f"{day}, {local:%H:%M} ({time_zone_city(time_zone)})"


def earlier_position(awaited: AwaitedPosition, own_name: str) -> str:
    """Austria objected to version 2, and has not been heard on this version."""
    earlier = awaited.earlier
    if earlier is None:
        return ""
    word = POSITION_PAST[Position(earlier.position)]
    said = f"{own_name} {word} version {format_number(earlier.version)}"
    return f"{capitalize(said)}, and has not been heard on this version."


def expires_text(decision: Decision, own_zone: str | None) -> str:
    """Expires on Fri 15 Apr 2016, 12:00 Berlin (UTC+02:00) · 15 Apr 2016, 10:00 UTC"""
    if decision.expires_at is None:
        return ""
    zone = decision.time_zone or "UTC"
    clock = consequence_texts.moment_on_clock(decision.expires_at, zone)
    others = other_clocks(decision, own_zone)
    return f"Expires on {clock}{' · ' if others else ''}{others}"


def other_clocks(decision: Decision, own_zone: str | None) -> str:
    """The expiry of a silence in UTC, and on the viewer's clock."""
    if not is_silence(decision) or decision.expires_at is None:
        return ""
    zone = decision.time_zone or "UTC"
    return consequence_texts.on_other_clocks(decision.expires_at, zone, own_zone)


def whose_text(decision: Decision, meeting_name: str) -> str:
    """O3 · version 2 · 10th · Berlin 2016"""
    parts = [decision.objective_code, f"version {decision.text_version}", meeting_name]
    return " · ".join(part for part in parts if part)
