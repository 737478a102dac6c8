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
from bsm_projections.follow_up.sentences import RESTRICTED_ACTIVITY, text_word
from bsm_projections.history.tables import PART_NAMES, STREAM_SUBJECTS


def _other_activity(id: UUID, audience: str, page: RowBatch) -> dict[str, Any]:
    """Another activity's title, for those who may see both."""
    other = page.get(STREAM_SUBJECTS, str(id))
    theirs = other is not None and other.audience == MatterAudience.FOCAL_POINTS
    if other is None or (theirs and audience != MatterAudience.FOCAL_POINTS):
        return {"other": RESTRICTED_ACTIVITY}
    return {"other": f"“{json.loads(other.words)['title']}”"}


def _milestone_name(
    fact: it.MilestoneReached | it.MilestoneDropped, _: str, page: RowBatch
) -> dict[str, Any]:
    row = page.get(PART_NAMES, page.stream, str(fact.milestone_id))
    return {"milestone": row.name if row else "a milestone"}


def _carried_over(
    fact: it.ActivityCarriedOver, _: str, page: RowBatch
) -> dict[str, Any]:
    meeting = page.must_get(STREAM_SUBJECTS, str(fact.meeting_id))
    due = f", due on {format_date(fact.due.on)}" if fact.due else ""
    because = text_word(fact.reason) if fact.reason else ""
    name = json.loads(meeting.words)["meeting"]
    return {"to_meeting": name, "due": due, "because": because}


WORDS_FROM_EARLIER_FACTS: Mapping[
    type[DomainEvent], Callable[[Any, str, RowBatch], dict[str, Any]]
] = {
    it.MilestoneReached: _milestone_name,
    it.MilestoneDropped: _milestone_name,
    it.DependencyAdded: lambda fact, audience, page: _other_activity(
        fact.on, audience, page
    ),
    it.DependencyRemoved: lambda fact, audience, page: _other_activity(
        fact.on, audience, page
    ),
    it.ActivitySuperseded: lambda fact, audience, page: _other_activity(
        fact.by, audience, page
    ),
    it.ActivityMerged: lambda fact, audience, page: _other_activity(
        fact.into, audience, page
    ),
    it.ActivityCarriedOver: _carried_over,
}
