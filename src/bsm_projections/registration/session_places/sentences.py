"""The sentences of facts about limited places at sessions. A session is not named, and
what is about one for focal points only is for them.
"""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.session_places.facts import (
    PlaceAwaited,
    PlaceGivenUp,
    PlaceTaken,
)
from bsm_projections.engine.fact_sentences import FactSentence, no_words, text_word

PLACE_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    PlaceTaken: FactSentence(
        "{delegation's} {function} {got} a place in a session{from_waiting_list}.",
        lambda fact: {
            "got": "was given" if fact.promoted else "took",
            "from_waiting_list": " from its waiting list" if fact.promoted else "",
        },
        of_part=lambda fact: fact.session_id,
    ),
    PlaceAwaited: FactSentence(
        "{delegation's} {function} joined the waiting list of a session.",
        no_words,
        of_part=lambda fact: fact.session_id,
    ),
    PlaceGivenUp: FactSentence(
        "{delegation's} {function} gave up a place in a session{because}",
        lambda fact: {"because": "" if fact.reason is None else text_word(fact.reason)},
        of_part=lambda fact: fact.session_id,
    ),
}
