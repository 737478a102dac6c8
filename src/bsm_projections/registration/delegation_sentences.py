"""The sentences of facts about delegations to a meeting."""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import count_of
from bsm_domain.registration.delegation_facts import (
    AlternateLeft,
    AlternateNamed,
    HeadLeft,
    HeadNamed,
    InvitationAnswered,
    NoteFileDestroyed,
    NoteKind,
    NoteReceived,
    NoteReplaced,
    OfDelegation,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    because,
    format_day,
    format_optional_reason,
    no_words,
    reason_words,
)
from bsm_projections.registration.sentences import with_article


def _subject(fact: OfDelegation, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        words={"delegation": fact.delegation},
    )


def _answer_words(fact: InvitationAnswered) -> Words:
    people = count_of(fact.expected or 0, "person", "people")
    return {
        "answer": fact.answer,
        "expected": "" if fact.expected is None else f" ({people} expected)",
        "remark": because(fact.remark),
    }


def _note_words(fact: NoteReceived) -> Words:
    kind = "note" if fact.note.kind is NoteKind.OTHER else fact.note.kind
    return {
        "a_note": with_article(kind),
        "dated_on": fact.note.dated_on.isoformat(),
    }


_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    InvitationAnswered: FactSentence(
        "{delegation} answered the invitation: {answer}{expected}{remark}",
        _answer_words,
    ),
    NoteReceived: FactSentence(
        "{delegation} sent {a_note} dated {dated_on}.", _note_words
    ),
    NoteReplaced: FactSentence("{delegation} replaced a note: {reason}", reason_words),
    NoteFileDestroyed: FactSentence(
        "The file of a note from {delegation} was destroyed: {reason}", reason_words
    ),
    HeadNamed: FactSentence("{delegation} named its head of delegation.", no_words),
    HeadLeft: FactSentence(
        "{delegation's} head of delegation is no longer registered as head.", no_words
    ),
    AlternateNamed: FactSentence("{delegation} named an alternate.", no_words),
    AlternateLeft: FactSentence(
        "An alternate of {delegation} is no longer registered as one.", no_words
    ),
}

DELEGATION_SENTENCES = SubjectSentences(
    sentences=_SENTENCES,
    # Whichever happens first.
    first_facts=dict.fromkeys(_SENTENCES, _subject),
    formats={"dated_on": format_day, "remark": format_optional_reason},
)
