"""Read model: the log of facts, ready to be put into sentences."""

import json
from dataclasses import replace
from operator import attrgetter
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.circle import Circle
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.audience import DELEGATIONS_ONLY, draft_audience
from bsm_projections.engine.fact_sentences import (
    FactSentence,
    StreamSubject,
    Words,
)
from bsm_projections.engine.temporal_tables import RowBatch
from bsm_projections.history.sentences import (
    FACTS_OF_CHANGING_STREAMS,
    FIRST_FACTS,
    SENTENCES,
)
from bsm_projections.history.tables import (
    CHANGED_SUBJECTS,
    COUNTS,
    DRAFTED_PARTS,
    FACTS,
    PART_NAMES,
    RELEASED_STREAMS,
    RESTRICTED_PARTS,
    STREAM_SUBJECTS,
    ChangedSubjectRow,
    DraftedPartsRow,
    FactRow,
    PartNameRow,
    ReleasedStreamRow,
    RestrictedPartRow,
    StreamSubjectRow,
)
from bsm_projections.meetings.sources import stored_source

_NO_SENTENCE = FactSentence("")
_COUNT_COLUMNS = tuple(COUNTS.values())
_counts_of = attrgetter(*_COUNT_COLUMNS)


class History:
    name = "history"
    version = 16
    tables = (
        FACTS,
        STREAM_SUBJECTS,
        CHANGED_SUBJECTS,
        PART_NAMES,
        RELEASED_STREAMS,
        RESTRICTED_PARTS,
        DRAFTED_PARTS,
    )
    stored_name_prefixes = ("bsm.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        stream_id, kind = batch.stream, type(fact)
        sentence = SENTENCES.get(kind, _NO_SENTENCE)
        begin_subject = FIRST_FACTS.get(kind)
        if begin_subject is None:
            subject = _subject(kind, batch)
        else:
            begun = begin_subject(fact, _EarlierFacts(batch))
            subject = _subject_row(stream_id, begun)
            # Each number of a series is about another decision.
            if fact.originator_version == 1:
                batch.add(STREAM_SUBJECTS, subject)
        if sentence.new_owner:
            owner = sentence.new_owner(fact)
            _record_change(owner, {"owner": owner}, subject, batch)
        if sentence.new_words:
            changed = sentence.new_words(fact)
            _record_change(subject.delegation, changed, subject, batch)
        if sentence.part_name:
            part_id, name = sentence.part_name(fact)
            batch.put(PART_NAMES, PartNameRow(stream_id, str(part_id), name))
        words = sentence.words(fact)
        if sentence.earlier_words:
            earlier = _EarlierFacts(batch)
            words = words | sentence.earlier_words(fact, subject.audience, earlier)
        audience = _audience(fact, sentence, subject, batch)
        counts = _counts_before(batch)
        counts[COUNTS[audience]] += 1
        batch.add(
            FACTS,
            FactRow(
                position=batch.position,
                **counts,
                stream_id=stream_id,
                version=fact.originator_version,
                stored_name=fact.TOPIC,
                kind=fact.TOPIC.split(".")[1],
                meeting_id=subject.meeting_id,
                delegation=words.get("delegation", subject.delegation),
                audience=audience,
                recorded_at=fact.recorded_at,
                occurred_at=fact.occurred_at,
                entered_late=fact.entered_late,
                actor_role=fact.actor.role,
                actor_delegation=fact.actor.delegation,
                command_id=str(fact.command_id),
                words=_merged_json(subject.words, words),
                stored_source=stored_source(fact),
            ),
        )


class _EarlierFacts:
    """What the rows of earlier facts say."""

    def __init__(self, batch: RowBatch) -> None:
        self._batch = batch

    def find_subject(self, stream_id: UUID) -> StreamSubject | None:
        row = self._batch.get(STREAM_SUBJECTS, str(stream_id))
        return None if row is None else _subject_of(row)

    def subject(self, stream_id: UUID) -> StreamSubject:
        return _subject_of(self._batch.must_get(STREAM_SUBJECTS, str(stream_id)))

    def part_name(self, part_id: UUID) -> str | None:
        row = self._batch.get(PART_NAMES, self._batch.stream, str(part_id))
        return None if row is None else row.name


def _subject_row(stream_id: str, subject: StreamSubject) -> StreamSubjectRow:
    return StreamSubjectRow(
        stream_id,
        subject.meeting_id,
        subject.delegation,
        subject.audience,
        _to_json(subject.words),
    )


def _subject_of(row: StreamSubjectRow) -> StreamSubject:
    words = json.loads(row.words)
    return StreamSubject(row.meeting_id, row.delegation, row.audience, words)


def _subject(kind: type[DomainEvent], batch: RowBatch) -> StreamSubjectRow:
    """What the stream is about, as it stands by now."""
    subject = batch.must_get(STREAM_SUBJECTS, batch.stream)
    if kind not in FACTS_OF_CHANGING_STREAMS:
        return subject
    changed = batch.get(CHANGED_SUBJECTS, batch.stream)
    if changed is None:
        return subject
    return replace(subject, delegation=changed.delegation, words=changed.words)


def _record_change(
    delegation: str | None, changed: Words, subject: StreamSubjectRow, batch: RowBatch
) -> None:
    """The facts that follow are about this delegation, and say these words."""
    words = _to_json(json.loads(subject.words) | changed)
    batch.put(CHANGED_SUBJECTS, ChangedSubjectRow(batch.stream, delegation, words))


def _audience(
    fact: DomainEvent,
    sentence: FactSentence,
    subject: StreamSubjectRow,
    batch: RowBatch,
) -> str:
    """Who can see the fact: whoever can see its subject, or of these the delegations;
    everybody, once the subject was released; of a draft, whoever can see drafts.
    """
    # Parts are those of a meeting, whose objectives name them, too.
    whole = subject.meeting_id or batch.stream
    if part := sentence.restricts_part and sentence.restricts_part(fact):
        batch.put(RESTRICTED_PARTS, RestrictedPartRow(whole, str(part)))
    if part := sentence.drafts_part and sentence.drafts_part(fact):
        part_ids = (*_drafted_parts(whole, batch), str(part))
        batch.put(DRAFTED_PARTS, DraftedPartsRow(whole, part_ids))
    if sentence.releases_drafts:
        batch.put(DRAFTED_PARTS, DraftedPartsRow(whole, ()))
    audience = _audience_of_subject(fact, sentence, subject, batch)
    is_about_draft = sentence.about_draft is not None and sentence.about_draft(fact)
    if part := sentence.of_part and sentence.of_part(fact):
        if batch.get(RESTRICTED_PARTS, whole, str(part)):
            audience = MatterAudience.FOCAL_POINTS
        is_about_draft = is_about_draft or str(part) in _drafted_parts(whole, batch)
    return draft_audience(audience) if is_about_draft else audience


def _drafted_parts(whole: str, batch: RowBatch) -> tuple[str, ...]:
    row = batch.get(DRAFTED_PARTS, whole)
    return () if row is None else row.part_ids


def _audience_of_subject(
    fact: DomainEvent,
    sentence: FactSentence,
    subject: StreamSubjectRow,
    batch: RowBatch,
) -> str:
    if sentence.audience:
        return sentence.audience(fact)
    is_for_all = fact.CIRCLE is Circle.ALL
    if subject.audience != MatterAudience.FOCAL_POINTS:
        return subject.audience if is_for_all else DELEGATIONS_ONLY
    if sentence.releases:
        batch.put(RELEASED_STREAMS, ReleasedStreamRow(batch.stream))
    is_released = batch.get(RELEASED_STREAMS, batch.stream) is not None
    return MatterAudience.ALL if is_released and is_for_all else subject.audience


def _counts_before(batch: RowBatch) -> dict[str, Any]:
    """How many facts of each audience were recorded before this one."""
    for position in range(batch.position - 1, 0, -1):
        previous = batch.get(FACTS, position)
        if previous is not None:  # one that was parked is not shown
            return dict(zip(_COUNT_COLUMNS, _counts_of(previous), strict=True))
    return dict.fromkeys(_COUNT_COLUMNS, 0)


def _merged_json(subject: str, words: dict[str, Any]) -> str:
    """The subject's words and those of the fact, which are never the same words.

    Both are JSON objects, so their texts are put together without reading them.
    """
    if not words:
        return subject
    return (
        _to_json(words) if subject == "{}" else f"{subject[:-1]},{_to_json(words)[1:]}"
    )


def _to_json(words: dict[str, Any]) -> str:
    return to_json(words).decode()
