"""Which meetings there are, what is on their agendas, and who is invited."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsm_domain.foundation.participating_states import (
    DelegationKind,
    protocol_order_key,
)
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import (
    Id,
    ReadContext,
    ResultPage,
    result_page,
)
from bsm_projections.follow_up.sql_conditions import followed_by_meeting
from bsm_projections.registration.queries import HOLDS_SEAT


@dataclass(frozen=True, slots=True)
class StatedAttendance:
    """What a source reports, kept apart from what is counted here."""

    participants: int
    at_least: bool
    source: str


@dataclass(frozen=True, slots=True)
class MeetingSession:
    id: Id
    on: date
    title: str
    kind: str
    audience: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """`host_name` is the State's name on the viewed day."""

    id: Id
    version: int
    series: str
    title: str
    edition: int | None
    city: str | None
    host: str | None
    host_name: str | None
    chair: str | None
    organiser: str | None
    starts_on: date
    ends_on: date
    time_zone: str
    mode: str
    themes: tuple[str, ...]
    status: str
    capacity: int | None
    stated: StatedAttendance | None
    agenda: tuple[MeetingSession, ...]


@dataclass(frozen=True, slots=True)
class MeetingDelegation:
    """`participants` holds seats (confirmed or attended); `registrations` counts all.

    `came` says that at least one of its registrations holds a seat.
    """

    code: str
    name: str
    kind: str
    agency_of: str | None
    quota: int
    registrations: int
    participants: int
    open_activities: int
    came: bool


def meetings(
    context: ReadContext, *, after: tuple[Any, ...] | None = None, limit: int = 100
) -> ResultPage[Meeting]:
    """The network's meetings, the earliest first."""
    return result_page(
        context,
        "meetings",
        lambda _, rows: (_meeting(context, row) for row in rows),
        order=("starts_on", "meeting_id"),
        after=after,
        limit=limit,
    )


def meeting(context: ReadContext, meeting_id: Id) -> Meeting | None:
    """One meeting as it was known, or None where it was not yet on record."""
    row = context.row(
        "SELECT * FROM {meetings} WHERE meeting_id = :id",
        id=meeting_id,
    )
    return None if row is None else _meeting(context, row)


def _meeting(context: ReadContext, row: Row) -> Meeting:
    stated = None
    if row["stated_participants"] is not None:
        stated = StatedAttendance(
            row["stated_participants"],
            bool(row["stated_at_least"]),
            row["stated_source"],
        )
    return Meeting(
        id=row["meeting_id"],
        version=row["version"],
        series=row["series"],
        title=row["title"],
        edition=row["edition"],
        city=row["city"],
        host=row["host"],
        host_name=context.delegation_name(row["host"]) if row["host"] else None,
        chair=row["chair"],
        organiser=row["organiser"],
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        time_zone=row["time_zone"],
        mode=row["mode"],
        themes=tuple(json.loads(row["themes"])),
        status=row["status"],
        capacity=row["capacity"],
        stated=stated,
        agenda=_agenda(context, row["meeting_id"]),
    )


def _agenda(context: ReadContext, meeting_id: str) -> tuple[MeetingSession, ...]:
    rows = context.rows(
        "SELECT * FROM {sessions} WHERE meeting_id = :id"
        + " ORDER BY held_on, from_position",
        id=meeting_id,
    )
    return tuple(
        MeetingSession(
            id=row["session_id"],
            on=date.fromisoformat(row["held_on"]),
            title=row["title"],
            kind=row["kind"],
            audience=row["audience"],
        )
        for row in rows
    )


def meeting_delegations(
    context: ReadContext, meeting_id: Id
) -> tuple[MeetingDelegation, ...]:
    """Who is invited to a meeting, in the protocol order of the viewed day."""
    rows = context.rows(
        "SELECT * FROM {delegations} WHERE meeting_id = :id",
        id=meeting_id,
    )
    registered = _registered(context, meeting_id)
    open_activities = _open_activities(context, meeting_id)
    return tuple(
        MeetingDelegation(
            code=row["code"],
            name=context.delegation_name(row["code"]),
            kind=row["kind"],
            agency_of=row["agency_of"],
            quota=row["quota"],
            registrations=registered.get(row["code"], (0, 0))[0],
            participants=registered.get(row["code"], (0, 0))[1],
            open_activities=open_activities.get(row["code"], 0),
            came=registered.get(row["code"], (0, 0))[1] > 0,
        )
        for row in _in_protocol_order(context, rows)
    )


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation as the network knows it: how many meetings invited it."""

    code: str
    name: str
    kind: str
    agency_of: str | None
    meetings: int
    open_activities: int


def delegations(context: ReadContext) -> tuple[Delegation, ...]:
    """Every delegation that was ever invited, in protocol order of the viewed day."""
    rows = context.rows(
        "SELECT code, kind, max(name) AS name, max(agency_of) AS agency_of, "
        "count(*) AS meetings FROM {delegations} GROUP BY code, kind"
    )
    open_activities = _open_activities(context)
    return tuple(
        Delegation(
            code=row["code"],
            name=context.delegation_name(row["code"]),
            kind=row["kind"],
            agency_of=row["agency_of"],
            meetings=row["meetings"],
            open_activities=open_activities.get(row["code"], 0),
        )
        for row in _in_protocol_order(context, rows)
    )


def _in_protocol_order(context: ReadContext, rows: list[Row]) -> list[Row]:
    day = context.moment.at.date()
    return sorted(
        rows,
        key=lambda row: protocol_order_key(
            DelegationKind(row["kind"]), row["code"], row["name"], row["agency_of"], day
        ),
    )


def _registered(context: ReadContext, meeting_id: str) -> dict[str, tuple[int, int]]:
    rows = context.rows(
        "SELECT delegation, count(*) AS registrations, "
        f"sum(CASE WHEN {HOLDS_SEAT} THEN 1 ELSE 0 END) AS seated "
        "FROM {registrations} WHERE meeting_id = :id" + " GROUP BY delegation",
        id=meeting_id,
    )
    return {row["delegation"]: (row["registrations"], row["seated"]) for row in rows}


def _open_activities(
    context: ReadContext, meeting_id: str | None = None
) -> dict[str, int]:
    of_meeting = "" if meeting_id is None else f"{followed_by_meeting('id')} AND "
    rows = context.rows(
        "SELECT owner, count(*) AS activities FROM {activities} WHERE "
        + of_meeting
        + "is_open = 1"
        + " GROUP BY owner",
        id=meeting_id,
    )
    return {row["owner"]: row["activities"] for row in rows}


def last_meeting_before(
    meetings: Iterable[Meeting], series: str | None, before: date
) -> Meeting | None:
    """The last meeting of a series (None: of any) that had ended before a day."""
    past = (
        meeting
        for meeting in meetings
        if series in (None, meeting.series) and meeting.ends_on < before
    )
    return max(past, key=lambda meeting: meeting.ends_on, default=None)
