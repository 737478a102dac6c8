"""When a silence expires: an instant, told on the clocks of a named zone."""

from datetime import UTC, datetime, timedelta

from bsm_domain.agreement.errors import ExpiryUnclear
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date, format_datetime
from bsm_domain.foundation.time_zones import time_zone_named

SHORTEST_SILENCE = timedelta(hours=1)
LONGEST_SILENCE = timedelta(days=90)
# Longer than any wait for the writer's turn: what came in time is decided first.
SETTLES_AFTER = timedelta(seconds=10)


def must_be_wall_time(moment: datetime, time_zone: str | None) -> None:
    """Raises ExpiryUnclear for a moment whose offset is not the zone's then: a wall
    time that does not exist, or an offset of another zone or season.
    """
    zone = time_zone_named(time_zone or "UTC")
    wall = moment.replace(tzinfo=None)
    offsets = {
        wall.replace(tzinfo=zone, fold=fold).utcoffset()
        for fold in (0, 1)
        # A wall time that the clocks skip does not come back from UTC.
        if wall.replace(tzinfo=zone, fold=fold)
        .astimezone(UTC)
        .astimezone(zone)
        .replace(tzinfo=None)
        == wall
    }
    if moment.utcoffset() in offsets:
        return
    said = f"{format_date(wall.date())}, {wall:%H:%M}"
    if not offsets:
        raise ExpiryUnclear(
            f"{said} does not exist in {zone.key}: the clocks skip it; enter another "
            "time"
        )
    raise ExpiryUnclear(
        f"at {said} the clocks of {zone.key} are at "
        f"{_offset(wall.replace(tzinfo=zone))}; this says {_offset(moment)}"
    )


def _offset(moment: datetime) -> str:
    """UTC+02:00"""
    return f"UTC{moment.isoformat()[-len('+02:00') :]}"


def wall_clock(moment: datetime, time_zone: str | None) -> str:
    """A moment on the clocks of a zone."""
    return format_datetime(moment, time_zone or "UTC")


def must_be_clear_expiry(
    recorded_at: datetime,
    occurred_at: datetime,
    expires_at: datetime | None,
    time_zone: str | None,
) -> None:
    """Raises ExpiryUnclear or InvalidValue for an expiry that no silence may have."""
    if expires_at is None:
        raise InvalidValue("enter when the silence expires", field="expires_at")
    if time_zone is None:
        raise InvalidValue("enter the time zone of the expiry", field="time_zone")
    must_be_wall_time(expires_at, time_zone)
    # From when it is recorded: nobody can object to a silence not yet on record.
    if expires_at - recorded_at < SHORTEST_SILENCE:
        raise InvalidValue(
            "a silence runs for at least 1 hour; enter a later time",
            field="expires_at",
        )
    must_be_near_enough(occurred_at, expires_at, time_zone)


def must_be_near_enough(
    opened_at: datetime, expires_at: datetime, time_zone: str | None
) -> None:
    if expires_at - opened_at > LONGEST_SILENCE:
        last = wall_clock(opened_at + LONGEST_SILENCE, time_zone)
        raise InvalidValue(
            f"a silence runs for at most {LONGEST_SILENCE.days} days; enter a time no "
            f"later than {last}",
            field="expires_at",
        )
