"""Decisions about an activity across meetings. Its age and postponements are always
kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.follow_up.facts import (
    ActivityCarriedOver,
    ActivityMerged,
    ActivityProposed,
    ActivityReleased,
    ActivitySplit,
    ActivitySuperseded,
)
from bsm_domain.follow_up.lifecycle import must_be_valid
from bsm_domain.follow_up.state import ActivityState, possible_while_open
from bsm_domain.follow_up.values import (
    ActivityStatus,
    ActivityTerms,
    Lineage,
    LineageKind,
)
from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, ReasonRequired
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DueDate, MatterAudience

AGREED_AND_OPEN = (
    ActivityStatus.AGREED,
    ActivityStatus.ACCEPTED,
    ActivityStatus.IN_PROGRESS,
    ActivityStatus.BLOCKED,
)


@dataclass(frozen=True, slots=True)
class Successor:
    """An activity that continues others, with its terms."""

    id: UUID
    terms: ActivityTerms


def inherited_lineage(
    kind: LineageKind,
    parents: Sequence[ActivityState],
    due: DueDate,
    meeting_id: UUID,
) -> Lineage:
    """The lineage that an activity inherits from its parents; `due` is its own due
    date, `meeting_id` the meeting that follows it up. It counts as postponed if one of
    them was due at another time.
    """
    oldest = min(parents, key=lambda parent: parent.first_promised_at)
    slips = {slip for parent in parents for slip in parent.slips}
    return Lineage(
        kind=kind,
        parents=tuple(parent.id for parent in parents),
        first_promised_at=oldest.first_promised_at,
        first_meeting_id=oldest.first_meeting_id,
        slips=tuple(sorted(slips, key=lambda slip: (slip.activity_id, slip.version))),
        due_date_moved=any(
            due != parent.due_date_at_meeting(meeting_id) for parent in parents
        ),
        first_due_on=min(parent.first_due_on for parent in parents),
    )


class LineageDecisions(ActivityState):
    __slots__ = ()

    @possible_while_open("an activity can be carried over")
    def carry_over(
        self,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        due: DueDate | None = None,
        reason: FreeText | None = None,
    ) -> ActivityCarriedOver:
        if meeting_id == self.meeting_id:
            raise InvalidValue(
                "the activity already belongs to this meeting", field="meeting_id"
            )
        if due == self.due_date_at_meeting(meeting_id):
            due = None
        if due is not None and reason is None:
            raise ReasonRequired(
                f"the activity is due on {format_date(self.terms.due.on)}; give a "
                f"reason for changing the date to {format_date(due.on)}"
            )
        return ActivityCarriedOver(
            **self.next_header(metadata), meeting_id=meeting_id, due=due, reason=reason
        )

    @possible_while_open("an activity can be superseded")
    def supersede(
        self, metadata: FactMetadata, *, by: ActivityState, reason: FreeText
    ) -> ActivitySuperseded:
        if by.id == self.id:
            raise InvalidValue("an activity cannot supersede itself", field="by")
        if by.status in (ActivityStatus.WITHDRAWN, ActivityStatus.SUPERSEDED):
            raise InvalidTransition(
                f"“{by.terms.title}” is {by.status} and cannot replace this activity"
            )
        return ActivitySuperseded(**self.next_header(metadata), by=by.id, reason=reason)

    @possible_when("an activity can be split", *AGREED_AND_OPEN)
    def split(
        self, metadata: FactMetadata, *, into: Sequence[Successor], reason: FreeText
    ) -> tuple[ActivitySplit, *tuple[ActivityProposed | ActivityReleased, ...]]:
        """The end of this activity, and the first facts of its parts."""
        if len(into) < 2:
            raise InvalidValue(
                "split an activity into at least two parts", field="parts"
            )
        parts = tuple(part.id for part in into)
        end = ActivitySplit(**self.next_header(metadata), into=parts, reason=reason)
        return end, *(
            fact
            for part in into
            for fact in propose_successor(metadata, part, LineageKind.SPLIT, (self,))
        )

    @possible_when("an activity can be merged", *AGREED_AND_OPEN)
    def merge_into(
        self, metadata: FactMetadata, *, into: UUID, reason: FreeText
    ) -> ActivityMerged:
        return ActivityMerged(**self.next_header(metadata), into=into, reason=reason)


def propose_successor(
    metadata: FactMetadata,
    successor: Successor,
    kind: LineageKind,
    parents: Sequence[ActivityState],
) -> tuple[ActivityProposed | ActivityReleased, ...]:
    """Proposes an activity that continues others, at the latest of their meetings; for
    focal points only, if one of them is. If one of them was released, so is this one,
    and only focal points learn where it comes from.
    """
    must_be_valid(successor.terms)
    oldest = min(parents, key=lambda parent: parent.first_promised_at)
    meeting_id = parents[-1].meeting_id
    is_restricted = any(
        parent.audience is MatterAudience.FOCAL_POINTS for parent in parents
    )
    is_released = any(parent.is_released for parent in parents)
    proposed = ActivityProposed(
        **metadata.header(successor.id, 1),
        meeting_id=meeting_id,
        origin=oldest.origin,
        audience=(
            MatterAudience.FOCAL_POINTS
            if is_restricted or is_released
            else MatterAudience.ALL
        ),
        promise=successor.terms,
        lineage=inherited_lineage(kind, parents, successor.terms.due, meeting_id),
    )
    if is_restricted or not is_released:
        return (proposed,)
    return proposed, ActivityReleased(**metadata.header(successor.id, 2))
