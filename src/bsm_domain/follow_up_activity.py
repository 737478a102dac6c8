"""A follow-up activity: one promise, made at a meeting, kept by one delegation.

proposed ──> agreed ──> accepted ──> in progress ──> reported complete ──> confirmed
                            │             ^                  │
                            │             └──── returned ────┘
                            └──> blocked ──> (back to where it was)
withdrawn: from any state but confirmed
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self, assert_never
from uuid import UUID

from pydantic import Field

from bsm_domain.errors import (
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
    SameParty,
)
from bsm_domain.foundation import Aggregate, DomainEvent, Immutable, Stamp
from bsm_domain.free_text import (
    DelegationCode,
    FreeText,
    Title,
)
from bsm_domain.values import DueDate, MatterAudience, Owner

Percent = Annotated[int, Field(ge=0, le=100, strict=True)]


class ObjectiveOrigin(Immutable):
    """The activity follows from an objective of the meeting."""

    kind: Literal["objective"] = "objective"
    objective_id: UUID


class Promise(Immutable):
    """What is promised, by whom, with whom and by when."""

    title: Title
    owner: Owner
    partners: tuple[DelegationCode, ...] = ()
    due: DueDate


class ActivityProposed(DomainEvent):
    """`audience` is that of the origin: focal-points-only matter stays theirs."""

    TOPIC: ClassVar[str] = "bsm.activity.proposed.v1"
    meeting_id: UUID
    origin: ObjectiveOrigin
    audience: MatterAudience
    promise: Promise


class ActivityAgreed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.agreed.v1"


class ActivityAccepted(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.accepted.v1"


class ProgressReported(DomainEvent):
    """`reason` explains a percentage lower than the one before."""

    TOPIC: ClassVar[str] = "bsm.activity.progress_reported.v1"
    percent: int
    note: FreeText | None = None
    reason: FreeText | None = None


class ActivityReportedComplete(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.reported_complete.v1"
    note: FreeText | None = None


class ActivityConfirmed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.confirmed.v1"


class ActivityReturned(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.returned.v1"
    reason: FreeText


class DueDateChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.due_date_changed.v1"
    due: DueDate
    reason: FreeText


class ActivityBlocked(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.blocked.v1"
    blocked_by: FreeText


class ActivityUnblocked(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.unblocked.v1"


class ActivityWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.activity.withdrawn.v1"
    reason: FreeText


ActivityEvent = (
    ActivityProposed
    | ActivityAgreed
    | ActivityAccepted
    | ProgressReported
    | ActivityReportedComplete
    | ActivityConfirmed
    | ActivityReturned
    | DueDateChanged
    | ActivityBlocked
    | ActivityUnblocked
    | ActivityWithdrawn
)


class ActivityStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in progress"
    REPORTED_COMPLETE = "reported complete"
    CONFIRMED = "confirmed"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class FollowUpActivity(Aggregate):
    KIND: ClassVar[str] = "activity"
    BEGINS_WITH: ClassVar[type[DomainEvent]] = ActivityProposed

    meeting_id: UUID
    audience: MatterAudience
    promise: Promise
    status: ActivityStatus = ActivityStatus.PROPOSED
    percent: int = 0
    before_block: ActivityStatus | None = None

    # Decide: may refuse, changes nothing.

    @classmethod
    def propose(
        cls,
        id: UUID,
        stamp: Stamp,
        *,
        meeting_id: UUID,
        origin: ObjectiveOrigin,
        audience: MatterAudience,
        promise: Promise,
    ) -> ActivityProposed:
        if promise.owner.delegation in promise.partners:
            raise InvalidValue(
                f"{promise.owner.delegation} owns the activity and cannot be its "
                "partner as well"
            )
        if promise.due.ends_at <= stamp.occurred_at:
            raise InvalidValue(
                f"the due date {promise.due.on} lies before the day of the proposal"
            )
        return ActivityProposed(
            **stamp.header(id, 1),
            meeting_id=meeting_id,
            origin=origin,
            audience=audience,
            promise=promise,
        )

    def agree(self, stamp: Stamp) -> ActivityAgreed:
        self._must_be("agree on", ActivityStatus.PROPOSED)
        return ActivityAgreed(**self.next(stamp))

    def accept(self, stamp: Stamp) -> ActivityAccepted:
        self._must_be("accept", ActivityStatus.AGREED)
        return ActivityAccepted(**self.next(stamp))

    def report_progress(
        self,
        stamp: Stamp,
        *,
        percent: int,
        note: FreeText | None = None,
        reason: FreeText | None = None,
    ) -> ProgressReported:
        self._must_be(
            "report progress on", ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS
        )
        if percent >= 100:
            raise InvalidValue("an activity at 100 % is reported complete instead")
        if percent < self.percent and reason is None:
            raise ReasonRequired(
                f"progress is {self.percent} %; say why it becomes {percent} %"
            )
        return ProgressReported(
            **self.next(stamp),
            percent=percent,
            note=note,
            reason=reason if percent < self.percent else None,
        )

    def report_complete(
        self, stamp: Stamp, *, note: FreeText | None = None
    ) -> ActivityReportedComplete:
        self._must_be(
            "report as complete", ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS
        )
        return ActivityReportedComplete(**self.next(stamp), note=note)

    def confirm(self, stamp: Stamp) -> ActivityConfirmed:
        self._must_be("confirm", ActivityStatus.REPORTED_COMPLETE)
        self._must_be_another_party(stamp, "confirm")
        return ActivityConfirmed(**self.next(stamp))

    def send_back(self, stamp: Stamp, *, reason: FreeText) -> ActivityReturned:
        self._must_be("return", ActivityStatus.REPORTED_COMPLETE)
        self._must_be_another_party(stamp, "return")
        return ActivityReturned(**self.next(stamp), reason=reason)

    def change_due_date(
        self, stamp: Stamp, *, due: DueDate, reason: FreeText
    ) -> DueDateChanged:
        self._must_be_open("change the due date of")
        if due == self.promise.due:
            raise InvalidValue(f"the activity is due on {due.on} already")
        return DueDateChanged(**self.next(stamp), due=due, reason=reason)

    def block(self, stamp: Stamp, *, blocked_by: FreeText) -> ActivityBlocked:
        self._must_be(
            "block",
            ActivityStatus.AGREED,
            ActivityStatus.ACCEPTED,
            ActivityStatus.IN_PROGRESS,
        )
        return ActivityBlocked(**self.next(stamp), blocked_by=blocked_by)

    def unblock(self, stamp: Stamp) -> ActivityUnblocked:
        self._must_be("unblock", ActivityStatus.BLOCKED)
        return ActivityUnblocked(**self.next(stamp))

    def withdraw(self, stamp: Stamp, *, reason: FreeText) -> ActivityWithdrawn:
        self._must_be_open("withdraw")
        return ActivityWithdrawn(**self.next(stamp), reason=reason)

    def _must_be(self, verb: str, *allowed: ActivityStatus) -> None:
        if self.status not in allowed:
            raise InvalidTransition(
                f"cannot {verb} an activity that is {self.status}; "
                f"it must be {' or '.join(allowed)}"
            )

    def _must_be_open(self, verb: str) -> None:
        if self.status in (ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN):
            raise InvalidTransition(f"cannot {verb} an activity that is {self.status}")

    def _must_be_another_party(self, stamp: Stamp, verb: str) -> None:
        owner = self.promise.owner.delegation
        if stamp.actor.delegation == owner:
            raise SameParty(
                f"{owner} owns this activity; another delegation, the Chair or the "
                f"secretariat must {verb} it"
            )

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: ActivityProposed) -> Self:
        return cls(
            event.originator_id, 1, event.meeting_id, event.audience, event.promise
        )

    def evolve(self, event: ActivityEvent) -> Self:
        version = event.originator_version
        match event:
            case ActivityAgreed():
                return self._now(version, ActivityStatus.AGREED)
            case ActivityAccepted():
                return self._now(version, ActivityStatus.ACCEPTED)
            case ProgressReported(percent=percent):
                progressed = self._now(version, ActivityStatus.IN_PROGRESS)
                return replace(progressed, percent=percent)
            case ActivityReportedComplete():
                complete = self._now(version, ActivityStatus.REPORTED_COMPLETE)
                return replace(complete, percent=100)
            case ActivityConfirmed():
                return self._now(version, ActivityStatus.CONFIRMED)
            case ActivityReturned():
                return self._now(version, ActivityStatus.IN_PROGRESS)
            case DueDateChanged(due=due):
                promise = self.promise.model_copy(update={"due": due})
                return replace(self, version=version, promise=promise)
            case ActivityBlocked():
                blocked = self._now(version, ActivityStatus.BLOCKED)
                return replace(blocked, before_block=self.status)
            case ActivityUnblocked():
                return self._now(version, self.before_block or ActivityStatus.ACCEPTED)
            case ActivityWithdrawn():
                return self._now(version, ActivityStatus.WITHDRAWN)
            case ActivityProposed():
                raise AssertionError("an activity is proposed only once")
            case _:
                assert_never(event)

    def _now(self, version: int, status: ActivityStatus) -> Self:
        return replace(self, version=version, status=status, before_block=None)
