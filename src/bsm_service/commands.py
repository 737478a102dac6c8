"""The menu: everything that the network may be asked to do.

HTTP bodies, CLI arguments and dashboard forms are all made of these. Who may ask is
in the permission table, under the command's stable name. `occurred_at` tells when it
happened, where that was earlier than now.
"""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from bsm_domain.follow_up_activity import Percent
from bsm_domain.foundation import Immutable
from bsm_domain.free_text import Comment, DelegationCode, Reason, Text, Title
from bsm_domain.meeting import (
    InvitedDelegation,
    MeetingDetails,
    Seats,
    SessionKind,
    StatedTotal,
)
from bsm_domain.objective import OutcomeKind
from bsm_domain.registration import DelegateFunction
from bsm_domain.values import DuePrecision, MatterAudience

ObjectiveCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$", strict=True)
]


class Command(Immutable):
    """Something asked for. Nothing has happened yet."""

    NAME: ClassVar[str]

    occurred_at: AwareDatetime | None = None


class EstablishNetwork(Command):
    NAME = "network.establish"
    network_id: UUID
    name: Title
    demonstration: bool = False


# Meetings


class AnnounceMeeting(Command):
    NAME = "meeting.announce"
    meeting_id: UUID
    details: MeetingDetails


class InviteDelegations(Command):
    NAME = "meeting.invite"
    meeting_id: UUID
    delegations: Annotated[
        tuple[InvitedDelegation, ...], Field(min_length=1, max_length=500)
    ]


class ScheduleSession(Command):
    NAME = "meeting.schedule"
    meeting_id: UUID
    session_id: UUID
    on: date
    title: Title
    kind: SessionKind
    audience: MatterAudience = MatterAudience.ALL


class OpenRegistration(Command):
    NAME = "meeting.open-registration"
    meeting_id: UUID
    capacity: Seats


class CloseRegistration(Command):
    NAME = "meeting.close-registration"
    meeting_id: UUID


class ChangeQuota(Command):
    NAME = "meeting.change-quota"
    meeting_id: UUID
    delegation: DelegationCode
    quota: Seats
    reason: Reason


class OpenMeeting(Command):
    NAME = "meeting.open"
    meeting_id: UUID


class ConcludeMeeting(Command):
    NAME = "meeting.conclude"
    meeting_id: UUID


class StateAttendance(Command):
    NAME = "meeting.state-attendance"
    meeting_id: UUID
    total: StatedTotal


# Registrations


class Delegate(Immutable):
    """One row of a list of delegates. `id` is the registration's; where none is given,
    it follows from the command's.
    """

    id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction


class RegisterDelegates(Command):
    """Many registrations at once, 10,000 rows at most: all of them, or none.

    `confirmed` gives each its seat at once, which only who may confirm can ask;
    `reason` then explains why they go ahead of others that wait. A refusal names the
    rows, counted from 1.
    """

    NAME = "registration.register-delegates"
    meeting_id: UUID
    delegates: Annotated[tuple[Delegate, ...], Field(min_length=1, max_length=10_000)]
    confirmed: bool = False
    reason: Reason | None = None


class NominateDelegate(Command):
    NAME = "registration.nominate"
    meeting_id: UUID
    registration_id: UUID
    delegation: DelegationCode
    function: DelegateFunction


class ConfirmRegistration(Command):
    """`reason` explains why this one goes ahead of others that wait."""

    NAME = "registration.confirm"
    registration_id: UUID
    reason: Reason | None = None


class WaitlistRegistration(Command):
    NAME = "registration.waitlist"
    registration_id: UUID


class RefuseRegistration(Command):
    NAME = "registration.refuse"
    registration_id: UUID
    reason: Reason


class WithdrawRegistration(Command):
    NAME = "registration.withdraw"
    registration_id: UUID


class RecordAttendance(Command):
    NAME = "registration.record-attendance"
    registration_id: UUID


# Objectives


class SetObjective(Command):
    NAME = "objective.set"
    meeting_id: UUID
    objective_id: UUID
    code: ObjectiveCode
    text: Text
    audience: MatterAudience = MatterAudience.ALL
    outcome_kind: OutcomeKind


class RecordDiscussion(Command):
    NAME = "objective.record-discussion"
    objective_id: UUID
    summary: Text


# Follow-up activities


class ProposeActivity(Command):
    """`due_on` is the last day of the promise, in the meeting's time zone."""

    NAME = "activity.propose"
    activity_id: UUID
    objective_id: UUID
    title: Title
    owner: DelegationCode
    agency: Title | None = None
    partners: Annotated[tuple[DelegationCode, ...], Field(max_length=100)] = ()
    due_on: date
    due_precision: DuePrecision = DuePrecision.DAY


class AgreeActivity(Command):
    NAME = "activity.agree"
    activity_id: UUID


class AcceptActivity(Command):
    NAME = "activity.accept"
    activity_id: UUID


class ReportProgress(Command):
    """`reason` is needed where the percentage falls."""

    NAME = "activity.report-progress"
    activity_id: UUID
    percent: Percent
    note: Comment | None = None
    reason: Reason | None = None


class ReportComplete(Command):
    NAME = "activity.report-complete"
    activity_id: UUID
    note: Comment | None = None


class ConfirmActivity(Command):
    NAME = "activity.confirm"
    activity_id: UUID


class ReturnActivity(Command):
    NAME = "activity.return"
    activity_id: UUID
    reason: Reason


class ChangeDueDate(Command):
    NAME = "activity.change-due-date"
    activity_id: UUID
    due_on: date
    due_precision: DuePrecision = DuePrecision.DAY
    reason: Reason


class BlockActivity(Command):
    NAME = "activity.block"
    activity_id: UUID
    blocked_by: Reason


class UnblockActivity(Command):
    NAME = "activity.unblock"
    activity_id: UUID


class WithdrawActivity(Command):
    NAME = "activity.withdraw"
    activity_id: UUID
    reason: Reason


def every_command() -> tuple[type[Command], ...]:
    return tuple(Command.__subclasses__())
