"""The state of an activity at one version, and the checks shared by its decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from bsm_domain.follow_up.facts import ActivityProposed
from bsm_domain.follow_up.values import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    ActivityStatus,
    ActivityTerms,
    Milestone,
    Origin,
    Slip,
)
from bsm_domain.foundation.aggregate import (
    Actor,
    Aggregate,
    Declaration,
    DomainEvent,
    FactMetadata,
    possible_when,
)
from bsm_domain.foundation.errors import NotFound, SameParty
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DueDate, DuePrecision, MatterAudience, Owner


def possible_while_open(action: str) -> Declaration:
    """For decisions about an activity; `action` as of `possible_when`."""
    return possible_when(action, *OPEN_STATUSES, called="open")


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A report of progress, and who made it. `percent` is None for a report of
    completion.
    """

    at: datetime
    percent: int | None
    by: Actor
    is_confirmation: bool = False

    @property
    def is_completion(self) -> bool:
        return self.percent is None and not self.is_confirmation


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """The latest revision, the delegation that attached the first one, and the digests
    and states of all files by revision.
    """

    revision: int
    by: str | None = None
    files: Mapping[int, str] = field(default_factory=dict)
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ActivityState(Aggregate):
    """`meeting_id` is the meeting that follows it up now. `reports` are by version.

    `succeeded_by` are the activities that continue it: the one that supersedes it, its
    parts, or the one it was merged into. `is_released`: it was for focal points only
    before, and so is where it comes from.
    """

    KIND: ClassVar[str] = "activity"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (ActivityProposed,)

    meeting_id: UUID
    audience: MatterAudience
    terms: ActivityTerms
    origin: Origin
    first_promised_at: datetime
    first_meeting_id: UUID
    first_due_on: date
    slips: frozenset[Slip] = frozenset()
    parents: tuple[UUID, ...] = ()
    status: ActivityStatus = ActivityStatus.PROPOSED
    percent: int = 0
    before_block: ActivityStatus | None = None
    before_end: ActivityStatus | None = None
    reports: Mapping[int, StatusReport] = field(default_factory=dict)
    milestones: Mapping[UUID, Milestone] = field(default_factory=dict)
    reached: frozenset[UUID] = frozenset()
    depends_on: frozenset[UUID] = frozenset()
    comments: frozenset[UUID] = frozenset()
    evidence: Mapping[UUID, EvidenceState] = field(default_factory=dict)
    succeeded_by: tuple[UUID, ...] = ()
    is_continued: bool = False
    is_released: bool = False

    @property
    def owning_delegation(self) -> str:
        return self.terms.owner.delegation

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED_STATUSES

    def due_date_at_meeting(self, meeting_id: UUID) -> DueDate:
        """The due date if that meeting follows it up: an activity that was due before
        the next meeting keeps its date, which the meeting after that does not change.
        """
        due = self.terms.due
        elsewhere = meeting_id != self.meeting_id
        if elsewhere and due.precision is DuePrecision.NEXT_MEETING:
            return due.model_copy(update={"precision": DuePrecision.DAY})
        return due

    def day_of(self, moment: datetime) -> date:
        """The date in the time zone of the activity."""
        return moment.astimezone(time_zone_named(self.terms.due.time_zone)).date()

    def completion_before(self, version: int) -> StatusReport | None:
        """The report of completion that the fact with this version confirms or
        returns.
        """
        completions = [
            reported_in
            for reported_in, report in self.reports.items()
            if report.is_completion and reported_in < version
        ]
        return self.reports[max(completions)] if completions else None

    def partners_without(self, owner: Owner) -> tuple[str, ...]:
        """The partners under a new owner, who may have been a partner."""
        return tuple(
            partner for partner in self.terms.partners if partner != owner.delegation
        )

    def must_be_other_party(self, metadata: FactMetadata, verb: str) -> None:
        """Neither the owner nor the person who reported it complete can confirm or
        return it: not as the same delegation, in another role, or through a stand-in.
        """
        owner = self.terms.owner.delegation
        acting = metadata.actor.delegation
        completion = self.completion_before(self.version + 1)
        reported_by = completion.by.delegation if completion else None
        if acting is not None and acting in (owner, reported_by):
            whose = "owns this activity"
            if acting != owner:
                whose = "reported this activity complete"
            raise SameParty(
                f"{acting} {whose}; another delegation, the Chair or the secretariat "
                f"must {verb} it"
            )
        if completion and _accounts_of(completion.by) & _accounts_of(metadata.actor):
            raise SameParty(
                "the account that reported this activity complete, or on whose behalf "
                f"it was reported, cannot {verb} it in any role; another person must"
            )

    def must_contain(self, kind: str, id: UUID, among: Mapping[UUID, object]) -> None:
        if id not in among:
            raise NotFound(f"this activity has no {kind} {id}")


def _accounts_of(actor: Actor) -> frozenset[str]:
    """The accounts that acted, and those for whom they acted."""
    return frozenset(filter(None, (actor.account, actor.on_behalf_of)))
