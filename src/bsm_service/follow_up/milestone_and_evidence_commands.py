"""Commands about the work on follow-up activities, and what is shown for it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up import FollowUpActivity, Sha256
from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.free_text import (
    CommentText,
    OneLineText,
    ReasonText,
    WebLink,
)
from bsm_service.access.scopes import (
    OWNER,
    OWNER_AND_CHAIR,
    SECRETARIAT,
    SECRETARIAT_CHAIR_FOCAL_POINTS,
    SYSTEM,
)
from bsm_service.application.command import Command, Partners


class SetMilestone(Command):
    """Set a milestone: a new one, or another title or day for one that is set."""

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
    """Say that a milestone is reached."""

    NAME = "activity.reach-milestone"
    TITLE = "Milestone reached"
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
    """Let it wait for another: for the one that is `on`."""

    NAME = "activity.add-dependency"
    TITLE = "Add a dependency"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/dependencies"
    DECIDED_IN_HANDLER = FollowUpActivity.add_dependency
    activity_id: UUID
    on: UUID


class RemoveDependency(Command):
    """Let it wait for another no more: for the one that is `on`."""

    NAME = "activity.remove-dependency"
    TITLE = "Remove a dependency"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/dependencies/{on}/removal"
    DECISION = FollowUpActivity.remove_dependency
    activity_id: UUID
    on: UUID


class CommentOnActivity(Command):
    """Comment on it. `mentions` are delegations whose attention it asks for."""

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
    """A file that was uploaded before, by its SHA-256, and what it is called."""

    sha256: Sha256
    name: OneLineText


class AttachEvidence(Command):
    """Attach evidence: a file or a link. Under the id of evidence on record, it is its
    next revision. After `expires_on` it counts no more.
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
    """Withdraw evidence; it stays on record, and counts no more."""

    NAME = "activity.withdraw-evidence"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/activities/{activity_id}/evidence/{evidence_id}/withdrawal"
    activity_id: UUID
    evidence_id: UUID
    reason: ReasonText


class EraseEvidence(Command):
    """Erase a file that is evidence for ever: at every moment, wherever it is shown."""

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
