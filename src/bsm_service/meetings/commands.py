"""Commands about the network, its meetings and their objectives."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from bsm_domain.foundation.free_text import (
    DelegationCode,
    LongText,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    InvitedDelegation,
    MeetingDetails,
    RollLine,
    SeatCount,
    SessionKind,
    StatedTotal,
    SymbolPrefix,
)
from bsm_domain.meetings.objective import Objective, OutcomeKind
from bsm_service.access.scopes import SECRETARIAT, SECRETARIAT_AND_CHAIR
from bsm_service.application.command import Command

ObjectiveCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$", strict=True)
]


class AnnounceMeeting(Command):
    """Announce a meeting, with the details of its invitation."""

    NAME = "meeting.announce"
    TITLE = "Announce a meeting"
    ALLOWED = SECRETARIAT
    PATH = "/meetings"
    NEW_ID_FIELD = "meeting_id"
    meeting_id: UUID
    details: MeetingDetails


class InviteDelegations(Command):
    """Invite delegations, each with its number of seats."""

    NAME = "meeting.invite"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/delegations"
    DECISION = Meeting.invite
    meeting_id: UUID
    delegations: Annotated[
        tuple[InvitedDelegation, ...], Field(min_length=1, max_length=500)
    ]


class ScheduleSession(Command):
    """Add a session to the agenda."""

    NAME = "meeting.schedule"
    TITLE = "Schedule a session"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/sessions"
    NEW_ID_FIELD = "session_id"
    DECISION = Meeting.schedule
    meeting_id: UUID
    session_id: UUID
    on: date
    title: OneLineText
    kind: SessionKind
    audience: MatterAudience = MatterAudience.ALL


class OpenRegistration(Command):
    """Open registration, with the total number of seats."""

    NAME = "meeting.open-registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-opening"
    DECIDED_IN_HANDLER = Meeting.open_registration
    meeting_id: UUID
    capacity: SeatCount


class CloseRegistration(Command):
    """Close registration."""

    NAME = "meeting.close-registration"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/registration-closing"
    DECISION = Meeting.close_registration
    meeting_id: UUID


class ChangeQuota(Command):
    """Change the number of seats of a delegation."""

    NAME = "meeting.change-quota"
    TITLE = "Change a quota"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/quotas"
    DECIDED_IN_HANDLER = Meeting.change_quota
    meeting_id: UUID
    delegation: DelegationCode
    quota: SeatCount
    reason: ReasonText


class OpenMeeting(Command):
    """Open the meeting."""

    NAME = "meeting.open"
    TITLE = "Open the meeting"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/opening"
    DECISION = Meeting.open
    meeting_id: UUID


class ConcludeMeeting(Command):
    """Conclude the meeting."""

    NAME = "meeting.conclude"
    TITLE = "Conclude the meeting"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/conclusion"
    DECISION = Meeting.conclude
    meeting_id: UUID


class StateAttendance(Command):
    """Record how many people took part according to a source."""

    NAME = "meeting.state-attendance"
    TITLE = "Record the attendance total"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/stated-attendance"
    DECISION = Meeting.state_attendance
    meeting_id: UUID
    total: StatedTotal


class CallRoll(Command):
    """Call the roll of a session, or of the meeting.

    It names every participating State that is invited, and who else is there.
    """

    NAME = "meeting.call-roll"
    TITLE = "Call the roll"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/roll-calls"
    DECISION = Meeting.call_roll
    meeting_id: UUID
    session_id: UUID | None = None
    lines: Annotated[tuple[RollLine, ...], Field(min_length=1, max_length=500)]


class ChooseSymbol(Command):
    """Choose what the symbols of the meeting's decisions begin with."""

    NAME = "meeting.choose-symbol"
    TITLE = "Choose the symbol of decisions"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/symbol"
    DECISION = Meeting.choose_symbol
    meeting_id: UUID
    prefix: SymbolPrefix


class SetObjective(Command):
    """Set an objective of a meeting, with a code such as O1."""

    NAME = "objective.set"
    TITLE = "Set an objective"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/meetings/{meeting_id}/objectives"
    NEW_ID_FIELD = "objective_id"
    meeting_id: UUID
    objective_id: UUID
    code: ObjectiveCode
    text: LongText
    audience: MatterAudience = MatterAudience.ALL
    outcome_kind: OutcomeKind
    aim_for_all: bool = False


class ListAim(Command):
    """Let everybody see the aim of an objective for focal points only."""

    NAME = "objective.list-aim"
    TITLE = "List the aim for everybody"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/aim"
    DECISION = Objective.list_aim
    objective_id: UUID


class RecordDiscussion(Command):
    """Record the outcome of the discussion of an objective."""

    NAME = "objective.record-discussion"
    TITLE = "Record the discussion"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/discussion"
    DECIDED_IN_HANDLER = Objective.record_discussion
    objective_id: UUID
    summary: LongText
