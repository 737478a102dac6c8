"""The sentences of facts about registrations."""

from collections.abc import Mapping

from bsm_domain.registration.attendance.facts import RegistrationRecorded
from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    PromotionCause,
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationPromoted,
    RegistrationRefused,
    RegistrationRequested,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    RequestDeclined,
    RequestEndorsed,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    because,
    format_optional_reason,
    reason_words,
)
from bsm_projections.registration.attendance.sentences import (
    ATTENDANCE_SENTENCES,
    recorded_subject,
)
from bsm_projections.registration.session_places.sentences import PLACE_SENTENCES
from bsm_projections.registration.substitution.sentences import (
    SUBSTITUTION_SENTENCES,
)


def _registration_subject(
    fact: RegistrationNominated | RegistrationRequested, _: EarlierFacts
) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        words={"delegation": fact.delegation, "function": fact.function},
    )


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _nomination_words(fact: RegistrationNominated) -> Words:
    return {
        "a_function": with_article(fact.function),
        "late": " late" if fact.late else "",
        "because": because(fact.reason),
    }


def _renomination_words(fact: RegistrationNominatedAgain) -> Words:
    return {
        "late": " late" if fact.late else "",
        "because": because(fact.reason),
    }


def _renominated_as(
    fact: RegistrationNominatedAgain, _: str, earlier: EarlierFacts
) -> Words:
    before = earlier.subject(fact.originator_id).words["function"]
    return {"again_as": fact.function or before}


def _new_function(
    fact: RegistrationNominatedAgain | RequestEndorsed | FunctionChanged,
) -> Words:
    return {} if fact.function is None else {"function": fact.function}


_CAUSES: Mapping[PromotionCause, str] = {
    PromotionCause.SEAT_FREED: "a seat became free",
    PromotionCause.QUOTA_RAISED: "the quota was raised",
    PromotionCause.CAPACITY_RAISED: "the number of seats was raised",
    PromotionCause.SEAT_FREE: "a seat was free",
}

REGISTRATION_SENTENCES = SubjectSentences(
    sentences={
        RegistrationNominated: FactSentence(
            "{delegation} nominated {a_function}{late}{because}", _nomination_words
        ),
        RegistrationNominatedAgain: FactSentence(
            "{delegation} renominated its {again_as}{late}{because}",
            _renomination_words,
            earlier_words=_renominated_as,
            new_words=_new_function,
        ),
        RegistrationRequested: FactSentence(
            "Somebody asked to take part for {delegation} ({function}){remark}",
            lambda fact: {"remark": because(fact.remark)},
        ),
        RequestEndorsed: FactSentence(
            "{delegation} endorsed a request to take part ({endorsed_as}{late})"
            "{because}",
            lambda fact: {
                "endorsed_as": fact.function,
                "late": ", late" if fact.late else "",
                "because": because(fact.reason),
            },
            new_words=_new_function,
        ),
        RequestDeclined: FactSentence(
            "{delegation} declined a request to take part ({function}): {reason}",
            reason_words,
        ),
        RegistrationConfirmed: FactSentence(
            "{delegation's} registration ({function}) was confirmed."
        ),
        RegistrationPromoted: FactSentence(
            "{delegation's} registration ({function}) was promoted from the waiting "
            "list because {cause}.",
            lambda fact: {"cause": _CAUSES[fact.because]},
        ),
        RegistrationWaitlisted: FactSentence(
            "{delegation's} registration ({function}) was put on the waiting list."
        ),
        RegistrationRefused: FactSentence(
            "{delegation's} registration ({function}) was refused: {reason}",
            reason_words,
        ),
        RegistrationWithdrawn: FactSentence(
            "{delegation's} registration ({function}) was withdrawn{because}",
            lambda fact: {"because": because(fact.reason)},
        ),
        FunctionChanged: FactSentence(
            "{delegation} changed the function of its {before} to {after}{because}",
            lambda fact: {
                "before": fact.before,
                "after": fact.function,
                "because": because(fact.reason),
            },
            new_words=_new_function,
        ),
        **ATTENDANCE_SENTENCES,
        **SUBSTITUTION_SENTENCES,
        **PLACE_SENTENCES,
    },
    first_facts={
        RegistrationNominated: _registration_subject,
        RegistrationRequested: _registration_subject,
        RegistrationRecorded: recorded_subject,
    },
    formats={"because": format_optional_reason, "remark": format_optional_reason},
)
