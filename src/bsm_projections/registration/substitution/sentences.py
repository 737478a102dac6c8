"""The sentences of facts about substitution, and about requested changes."""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.substitution.facts import (
    ChangeGranted,
    ChangeRefused,
    ChangeRequested,
    RegistrationSubstituted,
    RequestedChange,
)
from bsm_projections.engine.fact_sentences import (
    FactSentence,
    Words,
    because,
    no_words,
    reason_words,
)


def _request_words(fact: ChangeRequested) -> Words:
    what = "a substitute"
    if fact.change is RequestedChange.FUNCTION:
        what = f"another function ({fact.function})"
    return {"a_change": what, **reason_words(fact)}


SUBSTITUTION_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    RegistrationSubstituted: FactSentence(
        "{delegation} named a substitute for its {function}{because}",
        lambda fact: {"because": because(fact.reason)},
    ),
    ChangeRequested: FactSentence(
        "{delegation} requested {a_change} for its {function}: {reason}",
        _request_words,
    ),
    ChangeGranted: FactSentence(
        "The change that {delegation} requested for its {function} was granted.",
        no_words,
    ),
    ChangeRefused: FactSentence(
        "The change that {delegation} requested for its {function} was refused: "
        "{reason}",
        reason_words,
    ),
}
