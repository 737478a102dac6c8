"""Read model: decisions, the versions of their texts, positions and comments."""

import json
from dataclasses import replace
from typing import Any

from bsm_domain.agreement import facts
from bsm_domain.agreement.text_body import TextBody
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import AS_RECORDED
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.position_rows import final_row, put_position
from bsm_projections.agreement.tables import (
    DECISION_COMMENTS,
    DECISION_VERSIONS,
    DECISIONS,
    POSITION_ENTRIES,
    POSITIONS,
    DecisionCommentRow,
    DecisionRow,
    DecisionVersionRow,
)
from bsm_projections.engine.audience import DELEGATIONS_ONLY
from bsm_projections.engine.columns import id_text, values_set_by
from bsm_projections.engine.temporal_tables import RowBatch


class Decisions:
    name = "decisions"
    version = 5
    tables = (
        DECISIONS,
        DECISION_VERSIONS,
        POSITIONS,
        POSITION_ENTRIES,
        DECISION_COMMENTS,
    )
    stored_name_prefixes = ("bsm.decision.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        if isinstance(fact, facts.DecisionTabled):
            row = _tabled(fact, batch)
            row = replace(row, **values_set_by(fact, row))
            batch.add(DECISIONS, row)
            _put_version(fact, 1, fact.body, row, batch)
            return
        row = batch.must_get(DECISIONS, batch.stream)
        changes = values_set_by(fact, row) | _changes(fact, row)
        if fact.LEADS_TO is not None:
            changes = {"status": fact.LEADS_TO} | changes
        if isinstance(fact, _ENDINGS):
            changes |= _of_ending(fact)
        row = replace(
            row,
            version=fact.originator_version,
            changed_at=fact.recorded_at,
            **changes,
        )
        _put_parts(fact, row, batch)
        batch.put(DECISIONS, row)


def _tabled(fact: facts.DecisionTabled, batch: RowBatch) -> DecisionRow:
    return DecisionRow(
        id=batch.stream,
        version=1,
        meeting_id=str(fact.meeting_id),
        objective_id=id_text(fact.objective_id),
        audience=fact.audience,
        is_restricted=fact.audience is MatterAudience.FOCAL_POINTS,
        follow_up_audience=fact.follow_up_audience,
        language=fact.language,
        tabled_at=fact.occurred_at,
        changed_at=fact.recorded_at,
        status=fact.LEADS_TO,
        supersedes=tuple(map(str, fact.supersedes)),
        **_of_text(1, fact.body),
    )


def _of_text(number: int, body: TextBody) -> dict[str, Any]:
    return {
        "text_version": number,
        "title": body.title,
        "paragraphs": len(body.paragraphs),
        "activities": tuple(str(link.activity_id) for link in body.activities),
    }


def _changes(fact: DomainEvent, row: DecisionRow) -> dict[str, Any]:
    """What the fact changes in the decision's own row."""
    match fact:
        case facts.VersionTabled(number=number, body=body):
            return _of_text(number, body)
        case (
            facts.PositionTaken(delegation=code)
            | facts.PositionWithdrawn(delegation=code)
            | facts.PositionCorrected(delegation=code)
        ):
            if code in row.speakers:
                return {}
            return {"speakers": (*row.speakers, code)}
        case facts.ProcedureOpened():
            return {
                "round": fact.round,
                "procedure": fact.procedure,
                "basis": fact.basis,
                "entitled": fact.entitled,
                "session_id": id_text(fact.session_id),
                "opened_at": fact.occurred_at,
                "expires_at": fact.expires_at,
                "time_zone": fact.time_zone,
                "last_outcome": None,
            }
        case facts.SilenceExtended(expires_at=expires_at):
            return {"expires_at": expires_at}
        case facts.SilenceBroken():
            return {"last_outcome": "broken"}
        case facts.ProcedureEnded(why=why):
            return {"last_outcome": why}
        case facts.DecisionAdopted():
            return {"entitled": fact.entitled}
        case facts.DecisionContested(cause=cause):
            return {
                "is_contested": True,
                "contested_by": (*row.contested_by, str(cause)),
            }
        case facts.DecisionUpheld(cause=cause):
            left = tuple(one for one in row.contested_by if one != str(cause))
            return {"is_contested": bool(left), "contested_by": left}
        case facts.DecisionAnnulled():
            return {"is_contested": False, "contested_by": ()}
        case facts.DecisionSuperseded(by=by, in_part=in_part):
            replaced = row.replaced_by if in_part else (*row.replaced_by, str(by))
            return _succeeded(row, (*row.superseded_by, str(by)), replaced)
        case facts.DecisionRestored(because_of=annulled):
            return _succeeded(
                row,
                tuple(id for id in row.superseded_by if id != str(annulled)),
                tuple(id for id in row.replaced_by if id != str(annulled)),
            )
        case facts.DecisionReleased():
            return {"audience": MatterAudience.ALL}
    return {}


_Ending = facts.DraftWithdrawn | facts.DraftNotAgreed | facts.DecisionAnnulled
_ENDINGS = (facts.DraftWithdrawn, facts.DraftNotAgreed, facts.DecisionAnnulled)


def _of_ending(fact: _Ending) -> dict[str, Any]:
    """Why it ended without a decision, or no longer stands."""
    return {
        "ending_reason": fact.reason.model_dump_json(),
        "ending_command": str(fact.command_id),
    }


def _succeeded(
    row: DecisionRow, by: tuple[str, ...], replaced: tuple[str, ...]
) -> dict[str, Any]:
    """In part superseded it stays adopted; an annulled one stays annulled."""
    changes = {"superseded_by": by, "replaced_by": replaced}
    if row.status == DecisionStatus.ANNULLED:
        return changes
    status = DecisionStatus.SUPERSEDED if replaced else DecisionStatus.ADOPTED
    return changes | {"status": status}


def _put_parts(fact: DomainEvent, row: DecisionRow, batch: RowBatch) -> None:
    """The rows beside the decision's own that a fact changes."""
    match fact:
        case facts.VersionTabled(number=number, body=body):
            _put_version(fact, number, body, row, batch)
        case facts.TranslationPlaced():
            version = batch.must_get(DECISION_VERSIONS, row.id, fact.version)
            translations = json.loads(version.translations)
            translations[fact.language] = {
                "title": fact.title,
                "texts": {str(text.paragraph): text.text for text in fact.texts},
            }
            version = replace(
                version, translations=json.dumps(translations, ensure_ascii=False)
            )
            batch.put(DECISION_VERSIONS, replace(version, words=_words(version)))
        case (
            facts.PositionTaken()
            | facts.PositionWithdrawn()
            | facts.PositionCorrected()
        ):
            put_position(fact, row, batch)
        case facts.DecisionAdopted():
            for code in row.speakers:
                position = batch.must_get(POSITIONS, row.id, code)
                batch.put(POSITIONS, final_row(position, row))
        case facts.DecisionCommented():
            batch.add(DECISION_COMMENTS, _comment(fact, row))
        case facts.DecisionReleased():
            assert row.adopted_version is not None
            version = batch.must_get(DECISION_VERSIONS, row.id, row.adopted_version)
            batch.put(DECISION_VERSIONS, replace(version, audience=MatterAudience.ALL))


def _put_version(
    fact: facts.DecisionTabled | facts.VersionTabled,
    number: int,
    body: TextBody,
    row: DecisionRow,
    batch: RowBatch,
) -> None:
    note = fact.note if isinstance(fact, facts.VersionTabled) else None
    version = DecisionVersionRow(
        decision_id=row.id,
        number=number,
        audience=row.audience,
        title=body.title,
        body=body.model_dump_json(),
        digest=body.digest(row.language),
        note=None if note is None else note.model_dump_json(),
        note_command=None if note is None else str(fact.command_id),
        tabled_at=fact.occurred_at,
        tabled_by=fact.actor.delegation,
    )
    batch.put(DECISION_VERSIONS, replace(version, words=_words(version)))


def _words(version: DecisionVersionRow) -> str:
    body = TextBody.model_validate_json(version.body, context=AS_RECORDED)
    texts = [body.title, *(paragraph.text for paragraph in body.paragraphs)]
    for translation in json.loads(version.translations).values():
        texts += [translation["title"], *translation["texts"].values()]
    return search_key("\n".join(texts))


def _comment(fact: facts.DecisionCommented, row: DecisionRow) -> DecisionCommentRow:
    return DecisionCommentRow(
        comment_id=str(fact.comment_id),
        decision_id=row.id,
        audience=MatterAudience.FOCAL_POINTS if row.is_restricted else DELEGATIONS_ONLY,
        delegation=fact.delegation,
        role=fact.actor.role,
        text_version=fact.version,
        paragraph=id_text(fact.paragraph),
        text=fact.text.model_dump_json(),
        command_id=str(fact.command_id),
        commented_at=fact.occurred_at,
    )
