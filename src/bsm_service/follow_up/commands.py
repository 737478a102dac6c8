"""Commands about the status and progress of follow-up activities, in the order in which
a page offers them.
"""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import Percent
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
    """Propose a follow-up activity. It arises from an objective, from a decision on
    record (`decision_id`), or from a session or another decision (`decision`: its
    symbol) of a meeting. `due_on` is the last day to complete it, in the meeting's time
    zone; it may be left out with the precision “next meeting”. `person` is a
    participant on record.
    """

    NAME = "activity.propose"
    TITLE = "Propose an activity"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities"
    NEW_ID_FIELD = "activity_id"
    activity_id: UUID
    objective_id: UUID | None = None
    decision_id: UUID | None = None
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
    """Agree an activity on behalf of the network."""

    NAME = "activity.agree"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/agreement"
    DECISION = FollowUpActivity.agree
    activity_id: UUID


class AcceptActivity(Command):
    """Accept an activity as its owner."""

    NAME = "activity.accept"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/acceptance"
    DECISION = FollowUpActivity.accept
    activity_id: UUID


class DeclineActivity(Command):
    """Decline an activity as its owner. It is then handed over to another owner."""

    NAME = "activity.decline"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/decline"
    DECISION = FollowUpActivity.decline
    activity_id: UUID
    reason: ReasonText


class HandOverActivity(Command):
    """Hand an activity over to another delegation, agency or person. A focal point can
    hand over within their own delegation; the Chair and the secretariat also to other
    delegations, which then accept it.
    """

    NAME = "activity.hand-over"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/hand-over"
    DECIDED_IN_HANDLER = FollowUpActivity.hand_over
    activity_id: UUID
    owner: DelegationCode
    agency: OneLineText | None = None
    person: UUID | None = None
    reason: ReasonText


class ChangePartners(Command):
    """Change the partners of an activity. `partners` replaces the whole list."""

    NAME = "activity.change-partners"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/partners"
    DECIDED_IN_HANDLER = FollowUpActivity.change_partners
    activity_id: UUID
    partners: Partners


class ReportProgress(Command):
    """Report progress as a percentage. `reason` is required if the percentage falls."""

    NAME = "activity.report-progress"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/progress"
    DECISION = FollowUpActivity.report_progress
    activity_id: UUID
    percent: Percent
    note: CommentText | None = None
    reason: ReasonText | None = None


class ReportComplete(Command):
    """Report an activity complete as its owner."""

    NAME = "activity.report-complete"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/completion"
    DECISION = FollowUpActivity.report_complete
    activity_id: UUID
    note: CommentText | None = None


class ConfirmActivity(Command):
    """Confirm that an activity is done, as a party other than its owner."""

    NAME = "activity.confirm"
    TITLE = "Confirm as done"
    ALLOWED = OTHER_DELEGATIONS
    PATH = "/activities/{activity_id}/confirmation"
    DECISION = FollowUpActivity.confirm
    activity_id: UUID


class ReturnActivity(Command):
    """Return an activity that is not done yet, as a party other than its owner."""

    NAME = "activity.return"
    ALLOWED = OTHER_DELEGATIONS
    PATH = "/activities/{activity_id}/return"
    DECISION = FollowUpActivity.return_to_owner
    activity_id: UUID
    reason: ReasonText


class CorrectReport(Command):
    """Correct a report: its content, or when it really happened (`occurred_at`).
    `corrects` is the version of the fact to correct.
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
    """Remove the block from an activity."""

    NAME = "activity.unblock"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/unblock"
    DECISION = FollowUpActivity.unblock
    activity_id: UUID


class ChangeDueDate(Command):
    """Change the due date of an activity and give the reason."""

    NAME = "activity.change-due-date"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/due-date"
    DECIDED_IN_HANDLER = FollowUpActivity.change_due_date
    activity_id: UUID
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY
    reason: ReasonText


class SettleDueDate(Command):
    """Set the due date of an activity that is due before the next meeting: the day
    before that meeting, once it is announced. The product does this itself.
    """

    NAME = "activity.settle-due-date"
    ALLOWED = SYSTEM
    activity_id: UUID
    meeting_id: UUID


class BlockActivity(Command):
    """Report an obstacle that blocks an activity."""

    NAME = "activity.block"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/block"
    DECISION = FollowUpActivity.block
    activity_id: UUID
    blocked_by: ReasonText


class WithdrawActivity(Command):
    """Withdraw an activity."""

    NAME = "activity.withdraw"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/withdrawal"
    DECISION = FollowUpActivity.withdraw
    activity_id: UUID
    reason: ReasonText


class ReopenActivity(Command):
    """Reopen an activity that was confirmed or withdrawn."""

    NAME = "activity.reopen"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/reopening"
    DECISION = FollowUpActivity.reopen
    activity_id: UUID
    reason: ReasonText
