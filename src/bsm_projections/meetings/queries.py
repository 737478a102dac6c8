"""Which meetings there are, what is on their agendas, and who is invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsm_domain.foundation.participating_states import (
    DelegationKind,
    ProtocolOrderKey,
    protocol_order_key,
)
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.engine.readable_texts import readable_text
from bsm_projections.follow_up.sql_conditions import activities_of
from bsm_projections.meetings.agenda_queries import released_sessions
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_projections.meetings.sources import field_sources, read_source
from bsm_projections.registration.sql_conditions import HOLDS_SEAT


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
    row = context.row("SELECT * FROM {meetings} WHERE meeting_id = :id", id=meeting_id)
    return None if row is None else _meeting(context, row)


def _meeting(context: ReadContext, row: Row) -> Meeting:
    stated = None
    if row["stated_participants"] is not None:
        stated = StatedAttendance(
            row["stated_participants"],
            bool(row["stated_at_least"]),
            row["stated_source"],
            row["stated_states"],
            row["stated_remark"],
            read_source(row["stated_page"]),
        )
    id = row["meeting_id"]
    return context.item(
        Meeting,
        row,
        stated=stated,
        agenda=released_sessions(context, id, row["agenda_number"]),
        sources=field_sources(row["stored_sources"]),
        status_reason=readable_text(context, id, row, "sealed_reason", of="reason"),
    )


def meeting_delegations(
    context: ReadContext, meeting_id: Id
) -> tuple[MeetingDelegation, ...]:
    """Who is invited to a meeting, or recorded from a list of it once it was over, in
    the protocol order of the viewed day.
    """
    rows = context.rows(
        "SELECT * FROM {delegations} WHERE meeting_id = :id "
        "AND (is_invited = 1 OR is_on_list = 1)",
        id=meeting_id,
    )
    counts = _count_registered(context, meeting_id)
    open_activities = _open_activities(context, meeting_id)

    def delegation(row: Row) -> MeetingDelegation:
        code = row["code"]
        registrations, participants = counts.get(code, (0, 0))
        return context.item(
            MeetingDelegation,
            row,
            name=context.delegation_name(code),
            invited=bool(row["is_invited"]),
            registrations=registrations,
            participants=participants,
            open_activities=open_activities.get(code, 0),
            came=participants > 0,
            source=read_source(row["stored_source"]),
        )

    return tuple(map(delegation, in_protocol_order(rows, context)))


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
    """Every delegation that was ever invited, or recorded from a list of a past
    meeting, in protocol order of the viewed day.
    """
    rows = context.rows(
        "SELECT code, kind, max(name) AS name, max(agency_of) AS agency_of, "
        "sum(is_invited) AS meetings FROM {delegations} GROUP BY code, kind"
    )
    open_activities = _open_activities(context)
    return tuple(
        context.item(
            Delegation,
            row,
            name=context.delegation_name(row["code"]),
            open_activities=open_activities.get(row["code"], 0),
        )
        for row in in_protocol_order(rows, context)
    )


def invited_organisations(context: ReadContext) -> frozenset[str]:
    """The codes of organisations that are invited to any meeting."""
    rows = context.rows(
        "SELECT DISTINCT code FROM {delegations} WHERE kind = :kind AND is_invited = 1",
        kind=DelegationKind.ORGANISATION,
    )
    return frozenset(row["code"] for row in rows)


def in_protocol_order(rows: list[Row], context: ReadContext) -> list[Row]:
    """Of the viewed day; organisations by the name with which they were invited."""

    def key(row: Row) -> ProtocolOrderKey:
        kind, code, name = DelegationKind(row["kind"]), row["code"], row["name"]
        if name == code:
            name = context.delegation_name(code)
        day = context.moment.at.date()
        return protocol_order_key(kind, code, name, row["agency_of"], day)

    return sorted(rows, key=key)


def _count_registered(
    context: ReadContext, meeting_id: str
) -> dict[str, tuple[int, int]]:
    """By delegation: how many are registered, and how many of them hold a seat."""
    rows = context.rows(
        "SELECT delegation, count(*) AS registrations, "
        f"sum(CASE WHEN {HOLDS_SEAT} THEN 1 ELSE 0 END) AS seated "
        "FROM {registrations} WHERE meeting_id = :id GROUP BY delegation",
        id=meeting_id,
    )
    return {row["delegation"]: (row["registrations"], row["seated"]) for row in rows}


def _open_activities(
    context: ReadContext, meeting_id: str | None = None
) -> dict[str, int]:
    rows = context.rows(
        "SELECT owner, count(*) AS activities FROM {activities} "
        f"WHERE {activities_of(meeting_id, 'id')} AND is_open = 1 GROUP BY owner",
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
        if series in (None, meeting.series)
        and meeting.ends_on < before
        and meeting.status not in (MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
    )
    return max(past, key=lambda meeting: meeting.ends_on, default=None)
