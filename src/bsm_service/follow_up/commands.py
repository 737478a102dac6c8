"""Commands about the life of follow-up activities, in the order in which a page offers
them.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up import FollowUpActivity, Percent
from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.values import DuePrecision
from bsm_service.access.scopes import (
    OTHER_DELEGATIONS,
    OWNER,
    OWNER_AND_CHAIR,
    SECRETARIAT_AND_CHAIR,
    SYSTEM,
)
from bsm_service.application.command import Command, Partners


class ProposeActivity(Command):
    """Propose a follow-up activity. It follows from an objective, or from a session or
    a decision (its symbol) of a meeting. `due_on` is the last day of the promise, in
    the meeting's time zone; before the next meeting it may be left open. `person` is a
    participant on record.
    """

    NAME = "activity.propose"
    TITLE = "Propose an activity"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities"
    NEW_ID_FIELD = "activity_id"
    activity_id: UUID
    objective_id: UUID | None = None
    meeting_id: UUID | None = None
    session_id: UUID | None = None
    decision: OneLineText | None = None
    title: OneLineText
    owner: DelegationCode
    agency: OneLineText | None = None
    person: UUID | None = None
    partners: Partners = ()
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY


class AgreeActivity(Command):
    """The network agrees on it: from now on it is a promise."""

    NAME = "activity.agree"
    TITLE = "Agree"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/agreement"
    DECISION = FollowUpActivity.agree
    activity_id: UUID


class AcceptActivity(Command):
    """Its owner accepts it."""

    NAME = "activity.accept"
    TITLE = "Accept"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/acceptance"
    DECISION = FollowUpActivity.accept
    activity_id: UUID


class DeclineActivity(Command):
    """Its owner declines it; it then waits for another owner."""

    NAME = "activity.decline"
    TITLE = "Decline"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/decline"
    DECISION = FollowUpActivity.decline
    activity_id: UUID
    reason: ReasonText


class HandOverActivity(Command):
    """Hand it over to another delegation, agency or person. A focal point hands over
    within the own delegation; the Chair and the secretariat also to others, who then
    accept.
    """

    NAME = "activity.hand-over"
    TITLE = "Hand over"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/hand-over"
    DECIDED_IN_HANDLER = FollowUpActivity.hand_over
    activity_id: UUID
    owner: DelegationCode
    agency: OneLineText | None = None
    person: UUID | None = None
    reason: ReasonText


class ChangePartners(Command):
    """Say who helps. `partners` are all of them from now on."""

    NAME = "activity.change-partners"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/partners"
    DECIDED_IN_HANDLER = FollowUpActivity.change_partners
    activity_id: UUID
    partners: Partners


class ReportProgress(Command):
    """Report how far it is. `reason` is needed where the percentage falls."""

    NAME = "activity.report-progress"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/progress"
    DECISION = FollowUpActivity.report_progress
    activity_id: UUID
    percent: Percent
    note: CommentText | None = None
    reason: ReasonText | None = None


class ReportComplete(Command):
    """Its owner reports that it is done."""

    NAME = "activity.report-complete"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/completion"
    DECISION = FollowUpActivity.report_complete
    activity_id: UUID
    note: CommentText | None = None


class ConfirmActivity(Command):
    """Another party than the owner confirms that it is done."""

    NAME = "activity.confirm"
    TITLE = "Confirm as done"
    ALLOWED = OTHER_DELEGATIONS
    PATH = "/activities/{activity_id}/confirmation"
    DECISION = FollowUpActivity.confirm
    activity_id: UUID


class ReturnActivity(Command):
    """Another party than the owner finds that it is not done yet."""

    NAME = "activity.return"
    TITLE = "Return"
    ALLOWED = OTHER_DELEGATIONS
    PATH = "/activities/{activity_id}/return"
    DECISION = FollowUpActivity.return_to_owner
    activity_id: UUID
    reason: ReasonText


class CorrectReport(Command):
    """Correct a report: what it should have said, or (`occurred_at`) when it truly
    happened. `corrects` is the version of the fact that is corrected.
    """

    NAME = "activity.correct-report"
    TITLE = "Correct a report"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/corrections"
    activity_id: UUID
    corrects: Annotated[int, Field(ge=1, strict=True)]
    percent: Percent | None = None
    reason: ReasonText


class UnblockActivity(Command):
    """Say that it can go on again."""

    NAME = "activity.unblock"
    TITLE = "Unblock"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/unblock"
    DECISION = FollowUpActivity.unblock
    activity_id: UUID


class ChangeDueDate(Command):
    """Give it another due date: a slip, with its reason."""

    NAME = "activity.change-due-date"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/due-date"
    DECIDED_IN_HANDLER = FollowUpActivity.change_due_date
    activity_id: UUID
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY
    reason: ReasonText


class SettleDueDate(Command):
    """Settle what is due before the next meeting. It becomes due on the day before that
    meeting, which was announced. The product does it by itself.
    """

    NAME = "activity.settle-due-date"
    ALLOWED = SYSTEM
    activity_id: UUID
    meeting_id: UUID


class BlockActivity(Command):
    """Say that it cannot go on, and what blocks it."""

    NAME = "activity.block"
    TITLE = "Block"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/block"
    DECISION = FollowUpActivity.block
    activity_id: UUID
    blocked_by: ReasonText


class WithdrawActivity(Command):
    """Give it up."""

    NAME = "activity.withdraw"
    TITLE = "Withdraw"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/withdrawal"
    DECISION = FollowUpActivity.withdraw
    activity_id: UUID
    reason: ReasonText


class ReopenActivity(Command):
    """Open it again after it was confirmed or given up."""

    NAME = "activity.reopen"
    TITLE = "Reopen"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/reopening"
    DECISION = FollowUpActivity.reopen
    activity_id: UUID
    reason: ReasonText
