"""What is known of an activity at one version, and what every decision asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from bsm_domain.errors import InvalidTransition, NotFound, SameParty
from bsm_domain.follow_up_activity.facts import ActivityProposed
from bsm_domain.follow_up_activity.promise import Milestone, Origin, Promise, Slip
from bsm_domain.foundation import Aggregate, DomainEvent, Stamp
from bsm_domain.values import MatterAudience


class ActivityStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in progress"
    REPORTED_COMPLETE = "reported complete"
    CONFIRMED = "confirmed"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


CLOSED = frozenset(
    {ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN, ActivityStatus.SUPERSEDED}
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was told of progress. `percent` is None where it says that all is done, and
    `by_other` whether it is a confirmation.
    """

    at: datetime
    percent: int | None
    by_other: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The newest revision, the digests of all files by revision, and what became of
    them.
    """

    revision: int
    files: Mapping[int, str] = field(default_factory=dict)
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ActivityState(Aggregate):
    """`meeting_id` is the edition that follows it now. `reports` are by version.

    `succeeded_by` are those that continue it: another that supersedes it, the parts it
    was split into, or the one it was merged into.
    """

    KIND: ClassVar[str] = "activity"
    BEGINS_WITH: ClassVar[type[DomainEvent]] = ActivityProposed

    meeting_id: UUID
    audience: MatterAudience
    promise: Promise
    origin: Origin
    first_promised_at: datetime
    first_meeting_id: UUID
    slips: frozenset[Slip] = frozenset()
    parents: tuple[UUID, ...] = ()
    status: ActivityStatus = ActivityStatus.PROPOSED
    percent: int = 0
    before_block: ActivityStatus | None = None
    before_end: ActivityStatus | None = None
    reported_by: str | None = None
    reports: Mapping[int, Report] = field(default_factory=dict)
    milestones: Mapping[UUID, Milestone] = field(default_factory=dict)
    reached: frozenset[UUID] = frozenset()
    depends_on: frozenset[UUID] = frozenset()
    comments: frozenset[UUID] = frozenset()
    evidence: Mapping[UUID, Evidence] = field(default_factory=dict)
    succeeded_by: tuple[UUID, ...] = ()
    is_continued: bool = False

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED

    def must_be(self, verb: str, *allowed: ActivityStatus) -> None:
        if self.status not in allowed:
            raise InvalidTransition(
                f"cannot {verb} an activity that is {self.status}; "
                f"it must be {' or '.join(allowed)}"
            )

    def must_be_open(self, verb: str) -> None:
        if not self.is_open:
            raise InvalidTransition(f"cannot {verb} an activity that is {self.status}")

    def must_be_another_party(self, stamp: Stamp, verb: str) -> None:
        """Neither whose it is, nor who reported it complete, may judge of it."""
        owner = self.promise.owner.delegation
        asking = stamp.actor.delegation
        if asking is not None and asking in (owner, self.reported_by):
            whose = "owns" if asking == owner else "reported on"
            raise SameParty(
                f"{asking} {whose} this activity; another delegation, the Chair or the "
                f"secretariat must {verb} it"
            )

    def must_have(self, what: str, id: UUID, among: Mapping[UUID, object]) -> None:
        if id not in among:
            raise NotFound(f"this activity has no {what} {id}")
