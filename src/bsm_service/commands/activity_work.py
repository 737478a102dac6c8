"""Commands about the work on follow-up activities, and what is shown for it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up_activity import Sha256
from bsm_domain.foundation import Immutable
from bsm_domain.free_text import Comment as CommentText
from bsm_domain.free_text import Link, Reason, Title
from bsm_service.commands.command import Command, Partners


class SetMilestone(Command):
    """A new one, or another title or day for one that is set."""

    NAME = "activity.set-milestone"
    activity_id: UUID
    milestone_id: UUID
    title: Title
    due_on: date


class ReachMilestone(Command):
    NAME = "activity.reach-milestone"
    activity_id: UUID
    milestone_id: UUID


class DropMilestone(Command):
    NAME = "activity.drop-milestone"
    SEALS = True
    activity_id: UUID
    milestone_id: UUID
    reason: Reason


class AddDependency(Command):
    """The activity waits for the one that is `on`."""

    NAME = "activity.add-dependency"
    activity_id: UUID
    on: UUID


class RemoveDependency(Command):
    NAME = "activity.remove-dependency"
    activity_id: UUID
    on: UUID


class CommentOnActivity(Command):
    """`mentions` are delegations whose attention it asks for."""

    NAME = "activity.comment"
    SEALS = True
    activity_id: UUID
    comment_id: UUID
    text: CommentText
    mentions: Partners = ()


class UploadedFile(Immutable):
    """A file that was uploaded before, by its SHA-256, and what it is called."""

    sha256: Sha256
    name: Title


class AttachEvidence(Command):
    """A file or a link. Under the id of evidence on record, it is its next revision.
    After `expires_on` it counts no more.
    """

    NAME = "activity.attach-evidence"
    SEALS = True
    activity_id: UUID
    evidence_id: UUID
    file: UploadedFile | None = None
    url: Link | None = None
    note: CommentText | None = None
    expires_on: date | None = None


class WithdrawEvidence(Command):
    NAME = "activity.withdraw-evidence"
    SEALS = True
    activity_id: UUID
    evidence_id: UUID
    reason: Reason


class EraseEvidence(Command):
    """Destroys the content of one revision, for ever, at every past moment."""

    NAME = "activity.erase-evidence"
    SEALS = True
    activity_id: UUID
    evidence_id: UUID
    revision: Annotated[int, Field(ge=1, strict=True)]
    reason: Reason
