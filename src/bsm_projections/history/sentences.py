"""The sentences of all subjects, joined."""

from collections.abc import Callable, Mapping
from typing import Any

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_projections.agreement.sentences import DECISION_SENTENCES
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
)
from bsm_projections.follow_up.sentences import FOLLOW_UP_SENTENCES
from bsm_projections.meetings.sentences import MEETING_SENTENCES
from bsm_projections.people.sentences import PEOPLE_SENTENCES
from bsm_projections.privacy.sentences import PRIVACY_SENTENCES
from bsm_projections.registration.delegation_sentences import DELEGATION_SENTENCES
from bsm_projections.registration.seats.sentences import SEAT_SENTENCES
from bsm_projections.registration.sentences import REGISTRATION_SENTENCES

_SUBJECTS: tuple[SubjectSentences, ...] = (
    MEETING_SENTENCES,
    REGISTRATION_SENTENCES,
    SEAT_SENTENCES,
    DELEGATION_SENTENCES,
    PEOPLE_SENTENCES,
    PRIVACY_SENTENCES,
    DECISION_SENTENCES,
    FOLLOW_UP_SENTENCES,
)

# By the fact's own class: to match a fact against class after class takes longer than
# everything else that is done with it in the read model.
SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    fact: sentence
    for subject in _SUBJECTS
    for fact, sentence in subject.sentences.items()
}
FIRST_FACTS: Mapping[
    type[DomainEvent], Callable[[Any, EarlierFacts], StreamSubject]
] = {
    fact: subject_of
    for subject in _SUBJECTS
    for fact, subject_of in subject.first_facts.items()
}
# The facts of streams whose owner or title can change.
FACTS_OF_CHANGING_STREAMS: frozenset[type[DomainEvent]] = frozenset(
    fact
    for subject in _SUBJECTS
    if any(
        sentence.new_owner or sentence.new_words
        for sentence in subject.sentences.values()
    )
    for fact in subject.sentences
)
_BY_STORED_NAME: Mapping[str, tuple[SubjectSentences, FactSentence]] = {
    fact.TOPIC: (subject, sentence)
    for subject in _SUBJECTS
    for fact, sentence in subject.sentences.items()
}
SENTENCE_TEMPLATES: Mapping[str, str] = {
    name: sentence.template for name, (_, sentence) in _BY_STORED_NAME.items()
}


def fact_sentence(
    stored_name: str, words: Mapping[str, Any], name_of: Callable[[str], str]
) -> str:
    """The fact in words; a fact without a sentence is named by its stored name."""
    declared = _BY_STORED_NAME.get(stored_name)
    if declared is None:
        return stored_name
    subject, sentence = declared
    return subject.fill(sentence, words, name_of)
