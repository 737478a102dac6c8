"""The figures that leadership looks at, each counted in SQL from versioned rows."""

from dataclasses import dataclass
from datetime import date

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationPromoted,
    RequestEndorsed,
)
from bsm_projections.engine.read_context import ReadContext, local_day
from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.follow_up.sql_conditions import (
    NOT_SUPERSEDED,
    OVERDUE,
    followed_by_meeting,
)
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

_NOMINATED = (RegistrationNominated.TOPIC, RequestEndorsed.TOPIC)
_REGISTRATION_FACTS = (
    *_NOMINATED,
    RegistrationConfirmed.TOPIC,
    RegistrationPromoted.TOPIC,
)
# Microseconds in a quarter of an hour: the days of all time zones begin with one.
QUARTER_HOUR_MICROS = 900_000_000


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """What the Overview states of one meeting at one moment.

    `delegations` have a seat: at least one registration is confirmed or attended;
    `participants` are those registrations. Of `delegations_present`, attendance is
    recorded. `overdue` activities are open, not reported complete, and past the last
    day of their promise. The `activities` in all leave out those that others stand in
    for; `activities_carried_over` are those of them that arose from an earlier meeting.
    Of `objectives_for_focal_points` the viewer may know no more than that they are on
    the programme: they are counted among the `objectives`, whatever became of them.
    """

    delegations: int
    delegations_present: int
    states: int
    partners: int
    organisations: int
    invited: int
    registrations: int
    participants: int
    objectives: int
    objectives_discussed: int
    objectives_for_agreement: int
    objectives_for_focal_points: int
    activities: int
    activities_carried_over: int
    activities_open: int
    activities_overdue: int
    activities_confirmed: int
    activities_slipped_twice: int
    activities_by_status: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RegistrationDay:
    """How many were nominated and confirmed up to the end of one day (cumulated)."""

    day: date
    nominated: int
    confirmed: int


def meeting_figures(context: ReadContext, meeting_id: str) -> MeetingFigures:
    """All key figures of a meeting."""
    of_meeting = "meeting_id = :id"
    attending = _attending_by_kind(context, meeting_id)
    by_status = _by_status(context, meeting_id)
    registrations = context.counts(
        "registrations", _REGISTRATION_COUNTS, of_meeting, id=meeting_id
    )
    has_attendance = registrations.pop("attended") > 0
    return MeetingFigures(
        delegations=sum(attending.values()),
        delegations_present=_count_present(context, meeting_id)
        if has_attendance
        else 0,
        states=attending.get("participating State", 0),
        partners=attending.get("Partner for Co-operation", 0),
        organisations=attending.get("organisation", 0),
        activities_confirmed=dict(by_status).get("confirmed", 0),
        activities_by_status=by_status,
        **context.counts(
            "delegations", {"invited": "1 = 1"}, of_meeting, id=meeting_id
        ),
        **registrations,
        **context.counts("objectives", _OBJECTIVE_COUNTS, of_meeting, id=meeting_id),
        **context.counts(
            "activities", _ACTIVITY_COUNTS, followed_by_meeting("id"), id=meeting_id
        ),
    )


_REGISTRATION_COUNTS = {
    "registrations": "1 = 1",
    "participants": HOLDS_SEAT,
    "attended": "status = 'attended'",
}
_STANDS = "(status IS NULL OR status <> 'withdrawn')"
_OBJECTIVE_COUNTS = {
    "objectives": _STANDS,
    "objectives_discussed": "status = 'discussed'",
    "objectives_for_agreement": f"outcome_kind = 'agreement' AND {_STANDS}",
    "objectives_for_focal_points": "status IS NULL",
}
_ACTIVITY_COUNTS = {
    "activities": NOT_SUPERSEDED,
    "activities_carried_over": f"{NOT_SUPERSEDED} AND first_meeting_id <> :id",
    "activities_open": "is_open = 1",
    "activities_overdue": OVERDUE,
    "activities_slipped_twice": "slips >= 2 AND is_open = 1",
}


def _with_registration(condition: str) -> str:
    """Of delegations `d`: a delegation is found sooner than all registrations read."""
    return (
        "AND EXISTS (SELECT 1 FROM {registrations} r WHERE r.meeting_id = :id "
        f"AND r.delegation = d.code AND r.{condition})"
    )


def _count_present(context: ReadContext, meeting_id: str) -> int:
    """The delegations of which attendance is recorded."""
    return context.count(
        "SELECT count(*) FROM {delegations} d WHERE d.meeting_id = :id "
        + _with_registration("status = 'attended'"),
        id=meeting_id,
    )


def _attending_by_kind(context: ReadContext, meeting_id: str) -> dict[str, int]:
    rows = context.rows(
        "SELECT d.kind, count(*) AS delegations FROM {delegations} d "
        f"WHERE d.meeting_id = :id {_with_registration(HOLDS_SEAT)} GROUP BY d.kind",
        id=meeting_id,
    )
    return {row["kind"]: row["delegations"] for row in rows}


def _by_status(context: ReadContext, meeting_id: str) -> tuple[tuple[str, int], ...]:
    rows = context.rows(
        "SELECT status, count(*) AS activities FROM {activities} "
        f"WHERE {followed_by_meeting('id')} "
        "GROUP BY status ORDER BY status",
        id=meeting_id,
    )
    return tuple((row["status"], row["activities"]) for row in rows)


def registrations_over_time(
    context: ReadContext, meeting_id: str, time_zone: str
) -> tuple[RegistrationDay, ...]:
    """Nominations and confirmations, by the day on which they happened in the meeting's
    zone."""
    rows = context.rows(
        "SELECT occurred_at / :quarter AS quarter, stored_name, count(*) AS facts "
        "FROM {facts} WHERE meeting_id = :id AND "
        + sql_in("stored_name", _REGISTRATION_FACTS)
        + " GROUP BY quarter, stored_name ORDER BY quarter",
        id=meeting_id,
        quarter=QUARTER_HOUR_MICROS,
    )
    days: dict[date, RegistrationDay] = {}
    nominated = confirmed = 0
    for row in rows:
        if row["stored_name"] in _NOMINATED:
            nominated += row["facts"]
        else:
            confirmed += row["facts"]
        day = local_day(from_micros(row["quarter"] * QUARTER_HOUR_MICROS), time_zone)
        days[day] = RegistrationDay(day, nominated, confirmed)
    return tuple(days.values())
