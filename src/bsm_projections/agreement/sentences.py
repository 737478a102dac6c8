"""The sentences of facts about decisions, and their numbers.

Facts that everybody can see name no delegation that spoke.
"""

from typing import Any
from uuid import UUID

from bsm_domain.agreement import facts
from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.agreement.texts import HOW_ADOPTED, POSITION_PAST
from bsm_domain.agreement.values import Procedure, RoundEnd
from bsm_domain.foundation.formatting import count_of, format_datetime
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    format_author,
    format_day,
    format_delegations,
    format_optional_reason,
    no_words,
    reason_words,
    text_word,
)

_PUT = {
    Procedure.SILENCE: "under silence",
    Procedure.CONSENSUS: "forward for adoption by consensus",
    Procedure.ROOM: "forward for adoption in the room",
}


def _decision_subject(fact: facts.DecisionTabled, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        audience=fact.audience,
        words={"title": fact.body.title},
    )


def _series_subject(fact: NumberGiven, earlier: EarlierFacts) -> StreamSubject:
    decision = earlier.subject(fact.to)
    return StreamSubject(
        meeting_id=decision.meeting_id,
        audience=decision.audience,
        words={"series": fact.series},
    )


def _position_words(fact: facts.PositionTaken) -> Words:
    until = "" if fact.until is None else fact.until.on.isoformat()
    return {
        "delegation": fact.delegation,
        "said": POSITION_PAST[fact.position],
        "text_version": fact.version,
        "how": f", {fact.how}",
        "until": until,
        "reservation": fact.text or "",
        "because": text_word(fact.reason) if fact.reason else "",
    }


def _correction_words(fact: facts.PositionCorrected) -> Words:
    said = "had no position on"
    if fact.position is not None:
        said = POSITION_PAST[fact.position]
    return {
        "delegation": fact.delegation,
        "corrects": fact.corrects,
        "said": said,
        "text_version": fact.version,
    } | reason_words(fact)


def _version_words(fact: facts.VersionTabled) -> Words:
    note = text_word(fact.note) if fact.note else ""
    return {"number": fact.number, "note": note}


def _procedure_words(fact: facts.ProcedureOpened) -> Words:
    how: dict[str, Any] = {
        "text_version": fact.version,
        "procedure": _PUT[fact.procedure],
    }
    how["entitled"] = count_of(
        len(fact.entitled), "participating State is", "participating States are"
    )
    expires = ""
    if fact.expires_at is not None:
        told = format_datetime(fact.expires_at, fact.time_zone or "UTC")
        expires = f" until {told}"
    return how | {"expires": expires}


def _round_zone(fact: facts.ProcedureOpened) -> tuple[UUID, str]:
    """What later facts look up: on which clock its end is told."""
    return fact.originator_id, fact.time_zone or "UTC"


def _extension_words(
    fact: facts.SilenceExtended, _: str, earlier: EarlierFacts
) -> Words:
    zone = earlier.part_name(fact.originator_id) or "UTC"
    return {"expires": format_datetime(fact.expires_at, zone)}


def _end_words(fact: facts.ProcedureEnded) -> Words:
    if fact.why is RoundEnd.TEXT_CHANGED:
        return {"why": "because the text changed", "because": ""}
    because = text_word(fact.reason) if fact.reason else ""
    if fact.why is RoundEnd.MEETING_CANCELLED:
        return {"why": "because the meeting was cancelled", "because": because}
    return {"why": "by the Chair", "because": because}


def _adoption_words(fact: facts.DecisionAdopted) -> Words:
    return {"symbol": fact.symbol, "how": HOW_ADOPTED[fact.procedure]}


def _in_part(fact: facts.DecisionTabled | facts.DecisionSuperseded) -> str:
    return " in part" if fact.in_part else ""


DECISION_SENTENCES = SubjectSentences(
    sentences={
        facts.DecisionTabled: FactSentence(
            "The draft decision “{title}” was tabled{by}.",
            lambda fact: {"by": fact.tabled_by or ""},
        ),
        facts.VersionTabled: FactSentence(
            "Version {number} of “{title}” was tabled{note}",
            _version_words,
            new_words=lambda fact: {"title": fact.body.title},
        ),
        facts.TranslationPlaced: FactSentence(
            "A translation of “{title}” ({language}) was added.",
            lambda fact: {"language": fact.language},
        ),
        facts.PositionTaken: FactSentence(
            "{delegation} {said} version {text_version} of “{title}”{until}{how}"
            "{reservation}{because}",
            _position_words,
        ),
        facts.PositionWithdrawn: FactSentence(
            "{delegation} withdrew its position on version {text_version} of "
            "“{title}”.",
            lambda fact: {
                "delegation": fact.delegation,
                "text_version": fact.version,
            },
        ),
        facts.PositionCorrected: FactSentence(
            "Entry {corrects} was corrected: {delegation} {said} version "
            "{text_version} of “{title}”: {reason}",
            _correction_words,
        ),
        facts.DecisionCommented: FactSentence(
            "{commenter} commented on “{title}”: {text}",
            lambda fact: {
                "commenter": fact.delegation or fact.actor.role,
                "text": text_word(fact.text),
            },
        ),
        facts.ProcedureOpened: FactSentence(
            "Version {text_version} of “{title}” was put {procedure}{expires}; "
            "{entitled} entitled to object.",
            _procedure_words,
            part_name=_round_zone,
        ),
        facts.SilenceExtended: FactSentence(
            "The silence on “{title}” was extended until {expires}: {reason}",
            reason_words,
            earlier_words=_extension_words,
        ),
        facts.SilenceBroken: FactSentence(
            "The silence on “{title}” was broken.", no_words
        ),
        facts.ProcedureEnded: FactSentence(
            "The procedure on “{title}” was ended {why}{because}", _end_words
        ),
        facts.ObjectionsReadOut: FactSentence(
            "Before “{title}” was adopted, the Chair read out that {opposed} had "
            "opposed an earlier version.",
            lambda fact: {"opposed": list(fact.delegations)},
        ),
        facts.DecisionAdopted: FactSentence(
            "“{title}” was adopted {how} as {symbol}.", _adoption_words
        ),
        facts.DecisionContested: FactSentence(
            "The adoption of “{title}” was contested by an entry recorded later.",
            no_words,
        ),
        facts.DecisionUpheld: FactSentence(
            "The adoption of “{title}” was upheld: {reason}", reason_words
        ),
        facts.DecisionAnnulled: FactSentence(
            "The adoption of “{title}” was annulled: {reason}", reason_words
        ),
        facts.DecisionSuperseded: FactSentence(
            "“{title}” was superseded{in_part}.",
            lambda fact: {"in_part": _in_part(fact)},
        ),
        facts.DecisionRestored: FactSentence(
            "“{title}” is in force again: what superseded it was annulled.", no_words
        ),
        facts.DecisionReleased: FactSentence(
            "“{title}” was released to everybody: {reason}",
            reason_words,
            releases=True,
        ),
        facts.DraftWithdrawn: FactSentence(
            "The draft “{title}” was withdrawn: {reason}", reason_words
        ),
        facts.DraftNotAgreed: FactSentence(
            "There was no agreement on “{title}”: {reason}", reason_words
        ),
        NumberGiven: FactSentence(
            "Number {number} of {series} was given.",
            lambda fact: {"number": fact.number},
        ),
    },
    first_facts={
        facts.DecisionTabled: _decision_subject,
        NumberGiven: _series_subject,
    },
    formats={
        "opposed": format_delegations,
        "commenter": format_author,
        "by": lambda code, name_of: (
            f" by {format_delegations(code, name_of)}" if code else ""
        ),
        "note": format_optional_reason,
        "because": format_optional_reason,
        "reservation": lambda text, _: f" (“{text}”)" if text else "",
        "until": lambda value, name_of: (
            f" until {format_day(value, name_of)}" if value else ""
        ),
    },
)
