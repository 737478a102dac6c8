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
from bsm_domain.participant import PersonalGroup
from bsm_domain.registration import DelegateFunction
from bsm_domain.values import DuePrecision, MatterAudience
from bsm_service.personal_details import ChangedDetails, PersonalDetails

ObjectiveCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$", strict=True)
]


class Command(Immutable):
    """Something asked for. Nothing has happened yet.

    What `SEALS` carries texts of people or personal data.
    """

    NAME: ClassVar[str]
    SEALS: ClassVar[bool] = False

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
    SEALS = True
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
    it follows from the person, or from the command. A `person` with the e-mail address
    of somebody whom the delegation has on record is that somebody.
    """

    id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction
    person: PersonalDetails | None = None


class RegisterDelegates(Command):
    """Many registrations at once, 10,000 rows at most: all of them, or none.

    `confirmed` gives each its seat at once, which only who may confirm can ask;
    `reason` then explains why they go ahead of others that wait. A refusal names the
    rows, counted from 1.
    """

    NAME = "registration.register-delegates"
    SEALS = True
    meeting_id: UUID
    delegates: Annotated[tuple[Delegate, ...], Field(min_length=1, max_length=10_000)]
    confirmed: bool = False
    reason: Reason | None = None


class NominateDelegate(Command):
    """Names who will come: a `participant_id` on record, or a `person` in full; or
    nobody yet. Whoever is named has one registration for a meeting, whose id follows
    from both. A `person` with the e-mail address of somebody whom the delegation has
    on record is that somebody.
    """

    NAME = "registration.nominate"
    SEALS = True
    meeting_id: UUID
    registration_id: UUID | None = None
    delegation: DelegationCode
    function: DelegateFunction
    participant_id: UUID | None = None
    person: PersonalDetails | None = None


class ConfirmRegistration(Command):
    """`reason` explains why this one goes ahead of others that wait."""

    NAME = "registration.confirm"
    SEALS = True
    registration_id: UUID
    reason: Reason | None = None


class WaitlistRegistration(Command):
    NAME = "registration.waitlist"
    registration_id: UUID


class RefuseRegistration(Command):
    NAME = "registration.refuse"
    SEALS = True
    registration_id: UUID
    reason: Reason


class WithdrawRegistration(Command):
    NAME = "registration.withdraw"
    registration_id: UUID


class RecordAttendance(Command):
    NAME = "registration.record-attendance"
    registration_id: UUID


# Participants


class EnterParticipant(Command):
    NAME = "participant.enter"
    SEALS = True
    participant_id: UUID
    delegation: DelegationCode
    person: PersonalDetails


class ChangeDetails(Command):
    """Each group of details that is told replaces that group: name; e-mail and phone;
    function, agency and language; needs. `withdrawn` are groups told no more."""

    NAME = "participant.change-details"
    SEALS = True
    participant_id: UUID
    details: ChangedDetails
    withdrawn: Annotated[tuple[PersonalGroup, ...], Field(max_length=4)] = ()


class DesignateFocalPoint(Command):
    """The State names its focal point, to a last day or until further notice."""

    NAME = "participant.designate"
    participant_id: UUID
    since: date
    until: date | None = None


class EndDesignation(Command):
    """`on` is the last day."""

    NAME = "participant.end-designation"
    participant_id: UUID
    on: date


class ErasePersonalData(Command):
    """For ever, at every past moment. Without `groups`, everything about the person."""

    NAME = "participant.erase"
    SEALS = True
    participant_id: UUID
    groups: Annotated[tuple[PersonalGroup, ...], Field(min_length=1, max_length=4)] = (
        tuple(PersonalGroup)
    )
    reason: Reason


class RedactText(Command):
    """Makes a text unreadable for ever: `field` of a version of a stream."""

    NAME = "text.redact"
    SEALS = True
    stream_id: UUID
    version: Annotated[int, Field(ge=1)]
    field: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$", strict=True)]
    reason: Reason


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
    SEALS = True
    activity_id: UUID
    percent: Percent
    note: Comment | None = None
    reason: Reason | None = None


class ReportComplete(Command):
    NAME = "activity.report-complete"
    SEALS = True
    activity_id: UUID
    note: Comment | None = None


class ConfirmActivity(Command):
    NAME = "activity.confirm"
    activity_id: UUID


class ReturnActivity(Command):
    NAME = "activity.return"
    SEALS = True
    activity_id: UUID
    reason: Reason


class ChangeDueDate(Command):
    NAME = "activity.change-due-date"
    SEALS = True
    activity_id: UUID
    due_on: date
    due_precision: DuePrecision = DuePrecision.DAY
    reason: Reason


class BlockActivity(Command):
    NAME = "activity.block"
    SEALS = True
    activity_id: UUID
    blocked_by: Reason


class UnblockActivity(Command):
    NAME = "activity.unblock"
    activity_id: UUID


class WithdrawActivity(Command):
    NAME = "activity.withdraw"
    SEALS = True
    activity_id: UUID
    reason: Reason


def every_command() -> tuple[type[Command], ...]:
    return tuple(Command.__subclasses__())
