"""Words of sentences about follow-up activities that only earlier facts know."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from bsm_domain import follow_up as it
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.formatting import format_date
from bsm_projections.engine.versioned_tables import RowBatch
from bsm_projections.follow_up.sentences import SOMETHING_ELSE, text
from bsm_projections.history.tables import NAMES, SUBJECTS


def _other(id: UUID, audience: str, page: RowBatch) -> dict[str, Any]:
    """Another activity's title, for those who may see both."""
    other = page.get(SUBJECTS, str(id))
    theirs = other is not None and other.audience == MatterAudience.FOCAL_POINTS
    if other is None or (theirs and audience != MatterAudience.FOCAL_POINTS):
        return {"other": SOMETHING_ELSE}
    return {"other": f"“{json.loads(other.words)['title']}”"}


def _named_milestone(
    fact: it.MilestoneReached | it.MilestoneDropped, _: str, page: RowBatch
) -> dict[str, Any]:
    row = page.get(NAMES, page.stream, str(fact.milestone_id))
    return {"milestone": row.name if row else "a milestone"}


def _carried_over(
    fact: it.ActivityCarriedOver, _: str, page: RowBatch
) -> dict[str, Any]:
    meeting = page.must_get(SUBJECTS, str(fact.meeting_id))
    due = f", due on {format_date(fact.due.on)}" if fact.due else ""
    because = text(fact.reason) if fact.reason else ""
    name = json.loads(meeting.words)["meeting"]
    return {"to_meeting": name, "due": due, "because": because}


LOOKED_UP: Mapping[
    type[DomainEvent], Callable[[Any, str, RowBatch], dict[str, Any]]
] = {
    it.MilestoneReached: _named_milestone,
    it.MilestoneDropped: _named_milestone,
    it.DependencyAdded: lambda fact, audience, page: _other(fact.on, audience, page),
    it.DependencyRemoved: lambda fact, audience, page: _other(fact.on, audience, page),
    it.ActivitySuperseded: lambda fact, audience, page: _other(fact.by, audience, page),
    it.ActivityMerged: lambda fact, audience, page: _other(fact.into, audience, page),
    it.ActivityCarriedOver: _carried_over,
}
