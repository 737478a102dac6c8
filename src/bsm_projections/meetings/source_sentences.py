"""Sentences of pages that are named as the source of what is on record."""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import join_names
from bsm_domain.meetings.source_facts import (
    MeetingSourceNamed,
    ObjectiveSourceNamed,
)
from bsm_projections.engine.fact_sentences import FactSentence, Words

# What the fields of a meeting's details are called where their names do not say.
DETAIL_NAMES = {
    "starts_on": "first day",
    "ends_on": "last day",
    "time_zone": "time zone",
    "mode": "format",
}


def _page_words(fact: DomainEvent) -> Words:
    return {"page": "" if fact.source is None else fact.source.title}


def _parts_words(fact: MeetingSourceNamed) -> Words:
    names = [DETAIL_NAMES.get(part, str(part)) for part in fact.parts]
    return _page_words(fact) | {"parts": join_names(names, limit=None)}


SOURCE_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    MeetingSourceNamed: FactSentence(
        "“{page}” was named as the source of the {parts} of {meeting}.", _parts_words
    ),
    ObjectiveSourceNamed: FactSentence(
        "“{page}” was named as the source of objective {code}.", _page_words
    ),
}
