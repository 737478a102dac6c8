"""What is stored of follow-up activities, and what of it is shown: terms and dates,
milestones, comments, evidence.

Each thing that counts on a time line has both clocks: when it happened, and when it was
recorded. What people typed is stored as JSON, sealed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.follow_up import facts
from bsm_projections.engine.columns import (
    Id,
    column,
    computed,
    happened,
    recorded,
    set_by,
)
from bsm_projections.engine.temporal_tables import Table

# That of the read model: raise it with every change of a column, or of what sets it.
VERSION = 7

Ids = tuple[Id, ...]


def _status_before(row: "ActivityRow", _: facts.ActivityBlocked) -> str:
    return row.status


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """`days_late` counts whole days past the due date at the viewed moment, in the
    meeting's zone; 0 where the activity is not overdue. `age_days` counts from the
    first promise, which this one may continue, to the viewed moment or to its end.
    `meeting_id` is the edition that follows it now. `inherited_slips` are those of
    the `slips` that happened to what it continues; `given_up_at` is when it was
    withdrawn, or when others came to stand in for it. Of the two moments of one thing,
    `…_at` is when it happened, `…_recorded_at` when it was recorded.

    `origin` is what it arises from, in words or as an ID: the symbol of a decision, if
    `origin_kind` says so, and `decision_id` its ID, if it is on record. Both are None
    for those who may not see the decision, and so is `objective_id`.

    `first_due_on` is the original due date, that of the earliest of what it continues;
    `completed_on_time` says whether its owner had reported it complete by the end of
    that day, whatever date it was moved to. It is None before that day has passed, and
    for what was replaced: its replacement says it.
    """

    id: Id = column("activity_id")
    version: int
    meeting_id: Id
    objective_id: Id | None
    audience: str
    title: str
    owner: str
    owner_name: str = computed()
    agency: str | None
    partners: tuple[str, ...]
    due_on: date
    due_precision: str
    first_due_on: date
    slips: int
    inherited_slips: int
    status: str
    percent: int = 0
    overdue: bool = computed()
    days_late: int = computed()
    proposed_at: datetime
    agreed_at: datetime | None = set_by(facts.ActivityAgreed, happened)
    confirmed_at: datetime | None = None
    changed_at: datetime
    first_meeting_id: Id
    origin_kind: str
    origin: str | None
    decision_id: Id | None = None
    person: Id | None
    parents: Ids
    succeeded_by: Ids = ()
    is_open: bool = True
    age_days: int = computed()
    first_promised_at: datetime
    proposed_recorded_at: datetime
    agreed_recorded_at: datetime | None = set_by(facts.ActivityAgreed, recorded)
    completed_at: datetime | None = None
    completed_recorded_at: datetime | None = None
    confirmed_recorded_at: datetime | None = None
    given_up_at: datetime | None = None
    given_up_recorded_at: datetime | None = None
    completed_on_time: bool | None = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow(Activity):
    """`due_ends_at` is the first moment at which the activity is overdue, and
    `first_due_ends_at` the first past the original due date, which no move changes;
    `due_set_at` is when it was recorded by when, and by whom, it is to be done.
    `told_version`, `completed_version` and `confirmed_version` are the facts that a
    correction may stand in for. `is_released`: it was for focal points only before, and
    where it comes from still is. The symbol of a decision on record is not stored, but
    looked up among the decisions that the viewer may see.
    """

    due_zone: str
    due_ends_at: datetime
    due_set_at: datetime
    first_due_ends_at: datetime
    before_block: str | None = set_by(facts.ActivityBlocked, _status_before)
    before_end: str | None = None
    is_released: bool = False
    told_version: int | None = None
    completed_version: int | None = None
    confirmed_version: int | None = None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A meeting that follows an activity, or did."""

    activity_id: str
    meeting_id: str


@dataclass(frozen=True, slots=True)
class DependencyRow:
    activity_id: str
    awaited_id: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """`state` is set, reached or dropped."""

    id: Id = column("milestone_id")
    title: str
    due_on: date
    state: str = "set"
    reached_at: datetime | None = None
    overdue: bool = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow(Milestone):
    activity_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedDecision:
    """A decision with which an activity is agreed, or from which it comes. `symbol` is
    None for a draft.
    """

    id: Id = column("decision_id")
    symbol: str | None
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity, as far as the viewer may see it."""

    id: Id
    title: str
    owner: str
    owner_name: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    id: Id = column("comment_id")
    text: str
    mentions: tuple[str, ...]
    by_role: str
    by_delegation: str | None
    made_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow(Comment):
    """`mentions` are codes. `audience` is that of the activity when it was made: what
    was said among focal points stays theirs when the activity is released.
    """

    activity_id: str
    audience: str
    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One revision. A file has `sha256`, `size` (bytes), `media_type` and `name`, a
    link has `url`. `expired` is whether it no longer counts at the viewed moment. The
    same file is erased wherever it is shown: `shown_too_by` are other activities that
    show it, as far as the viewer may see them.
    """

    id: Id = column("evidence_id")
    revision: int
    sha256: str | None
    size: int | None
    media_type: str | None
    name: str | None
    url: str | None
    note: str | None
    expires_on: date | None
    expired: bool = computed()
    by_role: str
    by_delegation: str | None
    attached_at: datetime
    recorded_at: datetime
    is_latest: bool = True
    is_withdrawn: bool = False
    is_erased: bool = False
    shown_too_by: tuple[RelatedActivity, ...] = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow(Evidence):
    """`audience` as of comments."""

    activity_id: str
    audience: str
    command_id: str


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
