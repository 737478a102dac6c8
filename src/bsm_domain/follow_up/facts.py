"""Everything that can happen to a follow-up activity."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from bsm_domain.follow_up.values import (
    ActivityStatus,
    ActivityTerms,
    Lineage,
    Milestone,
    Origin,
    StoredFile,
)
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import DelegationCode, FreeText
from bsm_domain.foundation.values import DueDate, MatterAudience, Owner

# Its lifecycle.


class ActivityProposed(DomainEvent):
    """`audience` is that of the origin: activities from items for focal points only
    have the same audience.

    With a `lineage` it continues other activities, and stays agreed if they were.
    """

    TOPIC: ClassVar[str] = "bsm.activity.proposed.v1"
    meeting_id: UUID
    origin: Origin
    audience: MatterAudience
    promise: ActivityTerms
    lineage: Lineage | None = None


class ActivityAgreed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.agreed.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.AGREED


class ActivityReleased(DomainEvent):
    """For focal points only until then: everybody can see it from now on."""

    TOPIC: ClassVar[str] = "bsm.activity.released.v1"


class ActivityAccepted(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.accepted.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.ACCEPTED


class ActivityDeclined(DomainEvent):
    """The owner declined: another owner must be assigned."""

    TOPIC: ClassVar[str] = "bsm.activity.declined.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.DECLINED
    reason: FreeText


class ActivityHandedOver(DomainEvent):
    """A new owner: another delegation, or another agency or person of the same
    delegation.
    """

    TOPIC: ClassVar[str] = "bsm.activity.handed_over.v1"
    owner: Owner
    reason: FreeText


class PartnersChanged(DomainEvent):
    """`partners` is the complete new list."""

    TOPIC: ClassVar[str] = "bsm.activity.partners_changed.v1"
    partners: tuple[DelegationCode, ...]


class ProgressReported(DomainEvent):
    """`reason` explains a percentage lower than the one before."""

    TOPIC: ClassVar[str] = "bsm.activity.progress_reported.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.IN_PROGRESS
    percent: int
    note: FreeText | None = None
    reason: FreeText | None = None


class ActivityReportedComplete(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.reported_complete.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.REPORTED_COMPLETE
    note: FreeText | None = None


class ActivityConfirmed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.confirmed.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.CONFIRMED


class ActivityReturned(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.returned.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.IN_PROGRESS
    reason: FreeText


class ReportCorrected(DomainEvent):
    """Replaces the report with the version `corrects` of this activity: `occurred_at`
    is when it really happened, `percent` what it should have said.
    """

    TOPIC: ClassVar[str] = "bsm.activity.report_corrected.v1"
    corrects: int
    percent: int | None = None
    reason: FreeText


class DueDateChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.due_date_changed.v1"
    due: DueDate
    reason: FreeText


class DueDateSettled(DomainEvent):
    """The next meeting was announced, moved or cancelled, so "before the next meeting"
    now has a date, or another. This is not a postponement of the activity.
    """

    TOPIC: ClassVar[str] = "bsm.activity.due_date_settled.v1"
    due: DueDate
    meeting_id: UUID


class ActivityBlocked(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.blocked.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.BLOCKED
    blocked_by: FreeText


class ActivityUnblocked(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.unblocked.v1"


class ActivityWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.withdrawn.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.WITHDRAWN
    reason: FreeText


class ActivityReopened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.reopened.v1"
    reason: FreeText


# Milestones, dependencies, comments and evidence.


class MilestoneSet(DomainEvent):
    """A new milestone, or a new title or date of an existing one."""

    TOPIC: ClassVar[str] = "bsm.activity.milestone_set.v1"
    milestone: Milestone


class MilestoneReached(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.milestone_reached.v1"
    milestone_id: UUID


class MilestoneDropped(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.milestone_dropped.v1"
    milestone_id: UUID
    reason: FreeText


class DependencyAdded(DomainEvent):
    """This activity depends on the activity `on`."""

    TOPIC: ClassVar[str] = "bsm.activity.dependency_added.v1"
    on: UUID


class DependencyRemoved(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.dependency_removed.v1"
    on: UUID


class CommentMade(DomainEvent):
    """`mentions` are the delegations to notify."""

    TOPIC: ClassVar[str] = "bsm.activity.comment_made.v1"
    comment_id: UUID
    text: FreeText
    mentions: tuple[DelegationCode, ...] = ()


class EvidenceAttached(DomainEvent):
    """A `file` with its `name`, or a `url`. The first revision is 1; each further one
    replaces the one before, which stays on record.
    """

    TOPIC: ClassVar[str] = "bsm.activity.evidence_attached.v1"
    evidence_id: UUID
    revision: int
    file: StoredFile | None = None
    name: FreeText | None = None
    url: FreeText | None = None
    note: FreeText | None = None
    expires_on: date | None = None


class EvidenceWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.evidence_withdrawn.v1"
    evidence_id: UUID
    reason: FreeText


class EvidenceErased(DomainEvent):
    """The content of one revision is destroyed; the record still shows that it
    existed.
    """

    TOPIC: ClassVar[str] = "bsm.activity.evidence_erased.v1"
    evidence_id: UUID
    revision: int
    sha256: str
    reason: FreeText


# Across meetings.


class ActivityCarriedOver(DomainEvent):
    """A later meeting follows it up from now on. A new `due` date is a postponement
    with a reason.
    """

    TOPIC: ClassVar[str] = "bsm.activity.carried_over.v1"
    meeting_id: UUID
    due: DueDate | None = None
    reason: FreeText | None = None


class ActivitySuperseded(DomainEvent):
    """The activity `by` replaces this one."""

    TOPIC: ClassVar[str] = "bsm.activity.superseded.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.SUPERSEDED
    by: UUID
    reason: FreeText


class ActivitySplit(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.split.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.SUPERSEDED
    into: tuple[UUID, ...]
    reason: FreeText


class ActivityMerged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.merged.v1"
    LEADS_TO: ClassVar[ActivityStatus] = ActivityStatus.SUPERSEDED
    into: UUID
    reason: FreeText


ActivityEvent = (
    ActivityProposed
    | ActivityAgreed
    | ActivityReleased
    | ActivityAccepted
    | ActivityDeclined
    | ActivityHandedOver
    | PartnersChanged
    | ProgressReported
    | ActivityReportedComplete
    | ActivityConfirmed
    | ActivityReturned
    | ReportCorrected
    | DueDateChanged
    | DueDateSettled
    | ActivityBlocked
    | ActivityUnblocked
    | ActivityWithdrawn
    | ActivityReopened
    | MilestoneSet
    | MilestoneReached
    | MilestoneDropped
    | DependencyAdded
    | DependencyRemoved
    | CommentMade
    | EvidenceAttached
    | EvidenceWithdrawn
    | EvidenceErased
    | ActivityCarriedOver
    | ActivitySuperseded
    | ActivitySplit
    | ActivityMerged
)
