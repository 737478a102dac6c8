"""The sentences of facts about people; they name nobody, only delegations."""

from bsm_domain.people.participant import (
    DesignationEnded,
    FocalPointDesignated,
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalDataErased,
)
from bsm_domain.people.participant_changes import (
    DelegationChanged,
    DuplicateAdded,
    DuplicateRemoved,
    ListingWithheld,
    MergedInto,
    Separated,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    format_day,
    format_delegations,
    no_words,
    reason_words,
)


def _participant_subject(fact: ParticipantEntered, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        delegation=fact.delegation, words={"delegation": fact.delegation}
    )


def _erasure_words(fact: PersonalDataErased) -> Words:
    return {"groups": ", ".join(fact.groups)} | reason_words(fact)


PEOPLE_SENTENCES = SubjectSentences(
    sentences={
        # Its subject's words say whose it is.
        ParticipantEntered: FactSentence(
            "A participant of {delegation} was entered.", no_words
        ),
        ParticipantDetailsChanged: FactSentence(
            "The details of a participant of {delegation} were changed."
        ),
        FocalPointDesignated: FactSentence(
            "{delegation} designated a National Focal Point as of {since}.",
            lambda fact: {"since": fact.designation.since.isoformat()},
        ),
        DesignationEnded: FactSentence(
            "The designation of {delegation's} National Focal Point ended on {until}.",
            lambda fact: {"until": fact.on.isoformat()},
        ),
        PersonalDataErased: FactSentence(
            "Personal data of a participant of {delegation} were erased ({groups}): "
            "{reason}",
            _erasure_words,
        ),
        DelegationChanged: FactSentence(
            "A participant of {before} now belongs to {delegation}.",
            lambda fact: {"before": fact.before, "delegation": fact.delegation},
        ),
        MergedInto: FactSentence(
            "Two entries of a participant of {delegation} were merged: {reason}",
            reason_words,
        ),
        DuplicateAdded: FactSentence(
            "Another entry was merged into that of a participant of {delegation}."
        ),
        Separated: FactSentence(
            "Two entries of participants of {delegation} were separated again: "
            "{reason}",
            reason_words,
        ),
        DuplicateRemoved: FactSentence(
            "Another entry was separated from that of a participant of {delegation}."
        ),
        ListingWithheld: FactSentence(
            "A participant of {delegation} is {named} lists of participants.",
            lambda fact: {
                "named": "left out of" if fact.withheld else "again named in"
            },
        ),
    },
    first_facts={ParticipantEntered: _participant_subject},
    formats={
        "since": format_day,
        "until": format_day,
        "before": format_delegations,
    },
)
