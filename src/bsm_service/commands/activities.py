"""Commands about the life of follow-up activities."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up_activity import Percent
from bsm_domain.free_text import Comment as CommentText
from bsm_domain.free_text import DelegationCode, Reason, Title
from bsm_domain.values import DuePrecision
from bsm_service.commands.command import Command, Partners


class ProposeActivity(Command):
    """It follows from an objective, or from a session or a decision (its symbol) of a
    meeting. `due_on` is the last day of the promise, in the meeting's time zone; before
    the next meeting it may be left open. `person` is a participant on record.
    """

    NAME = "activity.propose"
    activity_id: UUID
    objective_id: UUID | None = None
    meeting_id: UUID | None = None
    session_id: UUID | None = None
    decision: Title | None = None
    title: Title
    owner: DelegationCode
    agency: Title | None = None
    person: UUID | None = None
    partners: Partners = ()
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY


class AgreeActivity(Command):
    NAME = "activity.agree"
    activity_id: UUID


class AcceptActivity(Command):
    NAME = "activity.accept"
    activity_id: UUID


class DeclineActivity(Command):
    NAME = "activity.decline"
    SEALS = True
    activity_id: UUID
    reason: Reason


class HandOverActivity(Command):
    """To another delegation, agency or person. A focal point hands over within the own
    delegation; the Chair and the secretariat also to others, who then accept.
    """

    NAME = "activity.hand-over"
    SEALS = True
    activity_id: UUID
    owner: DelegationCode
    agency: Title | None = None
    person: UUID | None = None
    reason: Reason


class ChangePartners(Command):
    """`partners` are all of them from now on."""

    NAME = "activity.change-partners"
    activity_id: UUID
    partners: Partners


class ReportProgress(Command):
    """`reason` is needed where the percentage falls."""

    NAME = "activity.report-progress"
    SEALS = True
    activity_id: UUID
    percent: Percent
    note: CommentText | None = None
    reason: Reason | None = None


class ReportComplete(Command):
    NAME = "activity.report-complete"
    SEALS = True
    activity_id: UUID
    note: CommentText | None = None


class ConfirmActivity(Command):
    NAME = "activity.confirm"
    activity_id: UUID


class ReturnActivity(Command):
    NAME = "activity.return"
    SEALS = True
    activity_id: UUID
    reason: Reason


class CorrectReport(Command):
    """What a report should have said, or (`occurred_at`) when it truly happened.
    `corrects` is the version of the fact that is corrected.
    """

    NAME = "activity.correct-report"
    SEALS = True
    activity_id: UUID
    corrects: Annotated[int, Field(ge=1, strict=True)]
    percent: Percent | None = None
    reason: Reason


class ChangeDueDate(Command):
    NAME = "activity.change-due-date"
    SEALS = True
    activity_id: UUID
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY
    reason: Reason


class SettleDueDate(Command):
    """What is due before the next meeting becomes due on the day before that meeting,
    which was announced. The product does it by itself.
    """

    NAME = "activity.settle-due-date"
    activity_id: UUID
    meeting_id: UUID


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


class ReopenActivity(Command):
    NAME = "activity.reopen"
    SEALS = True
    activity_id: UUID
    reason: Reason
