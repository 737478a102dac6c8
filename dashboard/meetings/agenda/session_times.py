"""Sessions in the meeting's local time: what overlaps, what is now and next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.read_model import Meeting

_NOT_TO_TAKE_PLACE = (
    MeetingStatus.POSTPONED,
    MeetingStatus.CANCELLED,
    MeetingStatus.CONCLUDED,
)


def starts(session: MeetingSession) -> datetime | None:
    """In the meeting's local time."""
    return _wall_time(session.starts_at)


def ends(session: MeetingSession) -> datetime | None:
    return _wall_time(session.ends_at)


def _wall_time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def overlapping(
    session: MeetingSession, sessions: Sequence[MeetingSession]
) -> tuple[MeetingSession, ...]:
    """The sessions of the agenda that take place at the same time, at least partly."""
    return tuple(
        other
        for other in sessions
        if other.id != session.id and _overlap(session, other)
    )


def _overlap(one: MeetingSession, other: MeetingSession) -> bool:
    # Wall times of one form are in the order of their texts.
    return (
        one.starts_at is not None
        and one.ends_at is not None
        and other.starts_at is not None
        and other.ends_at is not None
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
    )


@dataclass(frozen=True, slots=True)
class NowAndNext:
    """The sessions that go on at a moment, and those that begin after it, the first
    ones only.
    """

    now: tuple[MeetingSession, ...]
    next: tuple[MeetingSession, ...]
    today: date


def now_and_next(
    meeting: Meeting, sessions: Sequence[MeetingSession], now: datetime
) -> NowAndNext | None:
    """None on days on which the meeting does not take place, and where no session has
    times.
    """
    if (
        meeting.status in _NOT_TO_TAKE_PLACE
        or not meeting.starts_on <= now.date() <= meeting.ends_on
    ):
        return None
    at = now.isoformat(timespec="minutes")
    timed = [session for session in sessions if session.starts_at]
    if not timed:
        return None
    going_on = tuple(
        session
        for session in timed
        if (session.starts_at or "") <= at < (session.ends_at or "")
    )
    later = [session for session in timed if (session.starts_at or "") > at]
    first = min((session.starts_at or "" for session in later), default=None)
    return NowAndNext(
        going_on,
        tuple(session for session in later if session.starts_at == first),
        now.date(),
    )


def next_sessions(
    meeting: Meeting, sessions: Sequence[MeetingSession], now: datetime, limit: int
) -> tuple[MeetingSession, ...]:
    """The first sessions that have not ended at a moment; none of a meeting that is
    not going to take place on its days. Those without times end with their day.
    """
    if meeting.status in _NOT_TO_TAKE_PLACE:
        return ()
    at, today = now.isoformat(timespec="minutes"), now.date()
    following = (
        session
        for session in sessions
        if (session.ends_at > at if session.ends_at else session.on >= today)
    )
    return tuple(islice(following, limit))
