"""Commands about milestones, dependencies, comments and evidence of activities."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.free_text import (
    CommentText,
    OneLineText,
    ReasonText,
    WebLink,
)
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import Sha256
from bsm_service.access.scopes import (
    OWNER,
    OWNER_AND_CHAIR,
    SECRETARIAT,
    SECRETARIAT_CHAIR_FOCAL_POINTS,
    SYSTEM,
)
from bsm_service.application.command import Command, Partners


class SetMilestone(Command):
    """Set a milestone, or change the title or date of one."""

    NAME = "activity.set-milestone"
    TITLE = "Set a milestone"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/milestones"
    NEW_ID_FIELD = "milestone_id"
    DECISION = FollowUpActivity.set_milestone
    activity_id: UUID
    milestone_id: UUID
    title: OneLineText
    due_on: date


class ReachMilestone(Command):
    """Record that a milestone is reached."""

    NAME = "activity.reach-milestone"
    TITLE = "Mark a milestone as reached"
    ALLOWED = OWNER
    PATH = "/activities/{activity_id}/milestones/{milestone_id}/completion"
    DECISION = FollowUpActivity.reach_milestone
    activity_id: UUID
    milestone_id: UUID


class DropMilestone(Command):
    """Drop a milestone."""

    NAME = "activity.drop-milestone"
    TITLE = "Drop a milestone"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/milestones/{milestone_id}/drop"
    DECISION = FollowUpActivity.drop_milestone
    activity_id: UUID
    milestone_id: UUID
    reason: ReasonText


class AddDependency(Command):
    """Make an activity depend on the activity `on`."""

    NAME = "activity.add-dependency"
    TITLE = "Add a dependency"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/dependencies"
    DECIDED_IN_HANDLER = FollowUpActivity.add_dependency
    activity_id: UUID
    on: UUID


class RemoveDependency(Command):
    """Remove the dependency on the activity `on`."""

    NAME = "activity.remove-dependency"
    TITLE = "Remove a dependency"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/dependencies/{on}/removal"
    DECISION = FollowUpActivity.remove_dependency
    activity_id: UUID
    on: UUID


class CommentOnActivity(Command):
    """Comment on an activity. `mentions` are the delegations to notify."""

    NAME = "activity.comment"
    TITLE = "Comment"
    ALLOWED = SECRETARIAT_CHAIR_FOCAL_POINTS
    PATH = "/activities/{activity_id}/comments"
    NEW_ID_FIELD = "comment_id"
    DECISION = FollowUpActivity.comment
    activity_id: UUID
    comment_id: UUID
    text: CommentText
    mentions: Partners = ()


class UploadedFile(FrozenModel):
    """A file uploaded before: its SHA-256 and its name."""

    sha256: Sha256
    name: OneLineText


class AttachEvidence(Command):
    """Attach evidence: a file or a link. With the ID of existing evidence, it becomes
    its next revision. After `expires_on` it no longer counts.
    """

    NAME = "activity.attach-evidence"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/evidence"
    NEW_ID_FIELD = "evidence_id"
    activity_id: UUID
    evidence_id: UUID
    file: UploadedFile | None = None
    url: WebLink | None = None
    note: CommentText | None = None
    expires_on: date | None = None


class WithdrawEvidence(Command):
    """Withdraw evidence. It stays on record but no longer counts."""

    NAME = "activity.withdraw-evidence"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/evidence/{evidence_id}/withdrawal"
    activity_id: UUID
    evidence_id: UUID
    reason: ReasonText


class EraseEvidence(Command):
    """Erase a file permanently. It is erased at every moment, and from every activity
    to which it is attached as evidence.
    """

    NAME = "activity.erase-evidence"
    TITLE = "Erase a file"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/activities/{activity_id}/evidence/{evidence_id}/erasure"
    ERASES = True
    DECISION = FollowUpActivity.erase_evidence
    activity_id: UUID
    evidence_id: UUID
    revision: Annotated[int, Field(ge=1, strict=True)]
    reason: ReasonText
