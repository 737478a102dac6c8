"""Commands about the agenda of a meeting: its draft, and its releases."""

from datetime import date
from uuid import UUID

from bsm_domain.foundation.free_text import (
    LongText,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import OrderNumber, SessionKind, WallTime
from bsm_domain.meetings.meeting import Meeting
from bsm_service.access.scopes import SECRETARIAT
from bsm_service.application.command import Command


class ScheduleSession(Command):
    """Add a session to the draft of the agenda.

    Times are in the meeting's local time, without an offset.
    """

    NAME = "meeting.schedule"
    TITLE = "Schedule a session"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/sessions"
    NEW_ID_FIELD = "session_id"
    DECISION = Meeting.schedule
    meeting_id: UUID
    session_id: UUID
    on: date | None = None
    title: OneLineText
    kind: SessionKind
    audience: MatterAudience = MatterAudience.ALL
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    room: OneLineText | None = None
    order: OrderNumber | None = None
    description: LongText | None = None


class ChangeSession(Command):
    """Change the details of a session. Its audience never changes."""

    NAME = "meeting.change-session"
    TITLE = "Change the session"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/sessions/{session_id}/changes"
    DECISION = Meeting.change_session
    meeting_id: UUID
    session_id: UUID
    on: date | None = None
    title: OneLineText
    kind: SessionKind
    starts_at: WallTime | None = None
    ends_at: WallTime | None = None
    room: OneLineText | None = None
    order: OrderNumber | None = None
    description: LongText | None = None
    reason: ReasonText | None = None


class NameSpeakers(Command):
    """Name the speakers of a session, one per line. Without names, all are removed."""

    NAME = "meeting.name-speakers"
    TITLE = "Name the speakers"
    ALLOWED = SECRETARIAT
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/sessions/{session_id}/speakers"
    DECISION = Meeting.name_speakers
    meeting_id: UUID
    session_id: UUID
    speakers: ReasonText | None = None


class DropSession(Command):
    """Drop a session from the draft of the agenda."""

    NAME = "meeting.drop-session"
    TITLE = "Drop the session"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/sessions/{session_id}/removal"
    DECISION = Meeting.drop_session
    meeting_id: UUID
    session_id: UUID
    reason: ReasonText | None = None


class ReleaseAgenda(Command):
    """Show the draft of the agenda to everybody, as its next version."""

    NAME = "meeting.release-agenda"
    TITLE = "Release the agenda"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/agenda-releases"
    DECISION = Meeting.release_agenda
    meeting_id: UUID
    note: LongText | None = None
