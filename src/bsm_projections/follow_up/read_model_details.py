"""The rows of an activity's milestones, dependencies, comments and evidence."""

from dataclasses import replace
from typing import Any

from bsm_domain.follow_up import facts
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_projections.engine.temporal_tables import RowBatch
from bsm_projections.follow_up.tables import (
    COMMENTS,
    DEPENDENCIES,
    EVIDENCE,
    MILESTONES,
    CommentRow,
    DependencyRow,
    EvidenceRow,
    MilestoneRow,
)


def fold_details(fact: DomainEvent, audience: str, batch: RowBatch) -> None:
    """For the facts that are about these; others change nothing here. `audience` is
    that of the activity.
    """
    id = batch.stream
    match fact:
        case facts.MilestoneSet(milestone=milestone):
            row = MilestoneRow(
                id=str(milestone.id),
                activity_id=id,
                title=milestone.title,
                due_on=milestone.due_on,
            )
            batch.put(MILESTONES, row)
        case facts.MilestoneReached(milestone_id=reached):
            row = batch.must_get(MILESTONES, id, str(reached))
            row = replace(row, state="reached", reached_at=fact.occurred_at)
            batch.put(MILESTONES, row)
        case facts.MilestoneDropped(milestone_id=dropped):
            row = batch.must_get(MILESTONES, id, str(dropped))
            batch.put(MILESTONES, replace(row, state="dropped"))
        case facts.DependencyAdded(on=on):
            batch.put(DEPENDENCIES, DependencyRow(id, str(on), is_active=True))
        case facts.DependencyRemoved(on=on):
            batch.put(DEPENDENCIES, DependencyRow(id, str(on), is_active=False))
        case facts.CommentMade():
            batch.put(COMMENTS, _comment(fact, id, audience))
        case facts.EvidenceAttached():
            _attach(fact, audience, batch)
        case facts.EvidenceWithdrawn(evidence_id=evidence):
            latest = _latest(batch, str(evidence))
            batch.put(EVIDENCE, replace(latest, is_withdrawn=True))
        case facts.EvidenceErased(evidence_id=evidence, revision=revision):
            erased = batch.must_get(EVIDENCE, id, str(evidence), revision)
            batch.put(EVIDENCE, replace(erased, is_erased=True))


def _comment(fact: facts.CommentMade, id: str, audience: str) -> CommentRow:
    return CommentRow(
        activity_id=id,
        audience=audience,
        id=str(fact.comment_id),
        text=fact.text.model_dump_json(),
        mentions=fact.mentions,
        made_at=fact.occurred_at,
        **_recorded(fact),
    )


def _recorded(fact: DomainEvent) -> dict[str, Any]:
    """By whom, when, and by which command."""
    return {
        "recorded_at": fact.recorded_at,
        "by_role": fact.actor.role,
        "by_delegation": fact.actor.delegation,
        "command_id": str(fact.command_id),
    }


def _attach(fact: facts.EvidenceAttached, audience: str, batch: RowBatch) -> None:
    evidence = str(fact.evidence_id)
    if fact.revision > 1:
        batch.put(EVIDENCE, replace(_latest(batch, evidence), is_latest=False))
    file = fact.file
    row = EvidenceRow(
        activity_id=batch.stream,
        audience=audience,
        id=evidence,
        revision=fact.revision,
        sha256=file.sha256 if file else None,
        size=file.size if file else None,
        media_type=file.media_type if file else None,
        name=_text(fact.name),
        url=_text(fact.url),
        note=_text(fact.note),
        expires_on=fact.expires_on,
        attached_at=fact.occurred_at,
        **_recorded(fact),
    )
    batch.put(EVIDENCE, row)


def _latest(batch: RowBatch, evidence: str) -> EvidenceRow:
    revision = 1
    while following := batch.get(EVIDENCE, batch.stream, evidence, revision + 1):
        revision = following.revision
    return batch.must_get(EVIDENCE, batch.stream, evidence, revision)


def _text(text: FreeText | None) -> str | None:
    return None if text is None else text.model_dump_json()
