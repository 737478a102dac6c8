"""Meetings in each of their statuses, to ask anything of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from examples import (
    ANNOUNCED,
    DETAILS,
    INVITED,
    MEETING,
    METADATA,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    SESSION,
    header,
    session,
)
from scenario import Scenario

from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.agenda_facts import AgendaReleased, SessionScheduled
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    MeetingCancelled,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    MeetingPostponed,
    MeetingStatus,
)


def at(moment: datetime) -> FactMetadata:
    """Recorded when it happened."""
    return replace(METADATA, recorded_at=moment, occurred_at=moment)


FIRST_MORNING = at(datetime(2016, 4, 12, 7, tzinfo=UTC))
LAST_EVENING = at(datetime(2016, 4, 13, 18, tzinfo=UTC))
REASON = plain_text("the venue is closed")
ANOTHER = UUID(int=2)
SCHEDULED = SessionScheduled(**header(2, MEETING), session=session())
RELEASED = AgendaReleased(**header(3, MEETING), number=1)
POSTPONED = MeetingPostponed(**header(1, MEETING), sessions_moved_by=0, reason=REASON)
CANCELLED = MeetingCancelled(**header(1, MEETING), reason=REASON)
OPENED = MeetingOpened(**header(1, MEETING, FIRST_MORNING))
CONCLUDED = MeetingConcluded(**header(1, MEETING, LAST_EVENING))

_REGISTERED = (REGISTRATION_OPENED, REGISTRATION_CLOSED)
WAY_TO: dict[MeetingStatus, Sequence[DomainEvent]] = {
    MeetingStatus.ANNOUNCED: (),
    MeetingStatus.REGISTRATION_OPEN: (REGISTRATION_OPENED,),
    MeetingStatus.REGISTRATION_CLOSED: _REGISTERED,
    MeetingStatus.POSTPONED: (REGISTRATION_OPENED, POSTPONED),
    MeetingStatus.IN_SESSION: (*_REGISTERED, OPENED),
    MeetingStatus.CONCLUDED: (*_REGISTERED, OPENED, CONCLUDED),
    MeetingStatus.CANCELLED: (REGISTRATION_OPENED, CANCELLED),
}


def history(*facts: DomainEvent) -> list[DomainEvent]:
    """These facts of a meeting to which two are invited, numbered."""
    return [
        fact.model_copy(update={"originator_version": number})
        for number, fact in enumerate((ANNOUNCED, INVITED, *facts), start=1)
    ]


def meeting(*facts: DomainEvent) -> Scenario[Meeting]:
    return Scenario(Meeting).given(*history(*facts))


def meeting_after(*facts: DomainEvent) -> Meeting:
    state = Meeting.replay(None, history(*facts))
    assert state is not None
    return state


def details_with(**changes: Any) -> MeetingDetails:
    return MeetingDetails.model_validate(DETAILS.model_dump() | changes)


def days(first: int, last: int, month: int = 4) -> dict[str, date]:
    return {"starts_on": date(2016, month, first), "ends_on": date(2016, month, last)}


def planned(**changes: Any) -> dict[str, Any]:
    """A session as it is asked for; the plenary of the first day."""
    return dict(session()) | {"session_id": SESSION} | changes


def clock(day: int, hour: int, minute: int = 0, month: int = 4) -> datetime:
    """A time at the meeting's place."""
    return datetime.combine(date(2016, month, day), time(hour, minute))


def changing(**changes: Any) -> Callable[[Meeting], DomainEvent]:
    """Asks for other details."""
    return lambda it: it.change_details(
        METADATA, details=details_with(**changes), reason=REASON
    )


def postponing(**to: Any) -> Callable[[Meeting], DomainEvent]:
    """Asks for other days, or for none."""
    return lambda it: it.postpone(METADATA, **to, reason=REASON)


def scheduled(**changes: Any) -> SessionScheduled:
    """That plenary, or another session, in the draft."""
    return SessionScheduled(
        **header(2, MEETING), session=AgendaSession(**planned(**changes))
    )
