"""Everything that can happen to the agenda of a meeting.

The secretariat works on a draft; a release makes it the agenda that everybody sees.
"""

from typing import Any, ClassVar
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText, LongText
from bsm_domain.meetings.agenda import AgendaSession


class SessionScheduled(DomainEvent):
    """A session was added to the draft; or, if it is `released`, to the agenda that
    everybody sees, as in releases up to 0.6, which had no draft.
    """

    TOPIC: ClassVar[str] = "bsm.meeting.session_scheduled.v2"
    session: AgendaSession
    released: bool = False


def upcast_session_scheduled(fields: dict[str, Any]) -> dict[str, Any]:
    """From v1: sessions had a day and no times, and everybody saw them at once."""
    return fields | {"released": True}


class SessionChanged(DomainEvent):
    """The session as it is now; `changed` names the fields that differ."""

    TOPIC: ClassVar[str] = "bsm.meeting.session_changed.v1"
    session: AgendaSession
    changed: tuple[str, ...]
    reason: FreeText | None = None


class SpeakersNamed(DomainEvent):
    """Who speaks at a session: one line for each. None: nobody is named any more."""

    TOPIC: ClassVar[str] = "bsm.meeting.speakers_named.v1"
    session_id: UUID
    speakers: FreeText | None = None


class SessionDropped(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.session_dropped.v1"
    session_id: UUID
    reason: FreeText | None = None


class AgendaReleased(DomainEvent):
    """The draft became the agenda that everybody sees. `note` says what changed."""

    TOPIC: ClassVar[str] = "bsm.meeting.agenda_released.v1"
    number: int
    note: LongText | None = None


def is_about_draft(fact: object) -> bool:
    """Whether it says what is not for everybody until the agenda is released."""
    if isinstance(fact, SessionScheduled):
        return not fact.released
    return isinstance(fact, SessionChanged | SpeakersNamed | SessionDropped)


AgendaEvent = (
    SessionScheduled | SessionChanged | SpeakersNamed | SessionDropped | AgendaReleased
)
