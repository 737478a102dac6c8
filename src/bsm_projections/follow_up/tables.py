"""The rows of follow-up activities: terms and dates, milestones, comments, evidence.

Moments are microseconds since 1970 (UTC). What people typed is JSON, sealed. Each thing
that counts on a time line has both clocks: when it happened, and when it was recorded.
"""

from dataclasses import dataclass

from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """`due_ends_at` is the first moment at which the activity is overdue; `partners`,
    `parents` and `succeeded_by` are JSON lists. `meeting_id` is the edition that
    follows it now. `told_version`, `completed_version` and `confirmed_version` are the
    facts that a correction may stand in for; `inherited_slips` are those of the `slips`
    that happened to what it continues; `due_set_at` is when it was recorded by
    when, and by whom, it is to be done. `first_due_on` is the original due date, which
    no move changes, and `first_due_ends_at` the first moment past it.
    """

    activity_id: str
    version: int
    meeting_id: str
    first_meeting_id: str
    objective_id: str | None
    origin_kind: str
    origin: str | None
    audience: str
    title: str
    owner: str
    agency: str | None
    person: str | None
    partners: str
    due_on: str
    due_precision: str
    due_zone: str
    due_ends_at: int
    due_set_at: int
    first_due_on: str
    first_due_ends_at: int
    slips: int
    inherited_slips: int
    status: str
    before_block: str | None
    before_end: str | None
    is_open: bool
    is_continued: bool
    parents: str
    succeeded_by: str
    percent: int
    reported_by: str | None
    first_promised_at: int
    proposed_at: int
    proposed_recorded_at: int
    agreed_at: int | None
    agreed_recorded_at: int | None
    completed_at: int | None
    completed_recorded_at: int | None
    confirmed_at: int | None
    confirmed_recorded_at: int | None
    given_up_at: int | None
    given_up_recorded_at: int | None
    told_version: int | None
    completed_version: int | None
    confirmed_version: int | None
    changed_at: int


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A meeting that follows an activity, or did."""

    activity_id: str
    meeting_id: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """`state` is set, reached or dropped."""

    activity_id: str
    milestone_id: str
    title: str
    due_on: str
    state: str
    reached_at: int | None


@dataclass(frozen=True, slots=True)
class DependencyRow:
    activity_id: str
    awaited_id: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class CommentRow:
    """`mentions` is a JSON list of codes."""

    activity_id: str
    comment_id: str
    text: str
    mentions: str
    made_at: int
    recorded_at: int
    by_role: str
    by_delegation: str | None
    command_id: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One revision of a piece of evidence. `size` is in bytes."""

    activity_id: str
    evidence_id: str
    revision: int
    sha256: str | None
    size: int | None
    media_type: str | None
    name: str | None
    url: str | None
    note: str | None
    expires_on: str | None
    attached_at: int
    recorded_at: int
    by_role: str
    by_delegation: str | None
    command_id: str
    is_latest: bool
    is_withdrawn: bool
    is_erased: bool


ACTIVITIES = Table(
    "activities",
    ActivityRow,
    ("activity_id",),
    (("meeting_id", "status"), ("owner",)),
)
EDITIONS = Table(
    "activity_editions",
    EditionRow,
    ("activity_id", "meeting_id"),
    (("meeting_id",),),
    belongs_to=ACTIVITIES,
)
MILESTONES = Table(
    "milestones", MilestoneRow, ("activity_id", "milestone_id"), belongs_to=ACTIVITIES
)
DEPENDENCIES = Table(
    "dependencies",
    DependencyRow,
    ("activity_id", "awaited_id"),
    (("awaited_id",),),
    belongs_to=ACTIVITIES,
)
COMMENTS = Table(
    "comments", CommentRow, ("activity_id", "comment_id"), belongs_to=ACTIVITIES
)
EVIDENCE = Table(
    "evidence",
    EvidenceRow,
    ("activity_id", "evidence_id", "revision"),
    (("sha256",), ("expires_on",)),
    belongs_to=ACTIVITIES,
)
