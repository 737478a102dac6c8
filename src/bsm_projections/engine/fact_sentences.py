"""How a subject declares the sentences of its facts, which the History page collects.

Templates are separate from the code that fills them, so that other languages can be
added. The words of a template come from the fact and from the subject of its stream.
They are stored as plain values; a subject declares the format in which a word is shown,
so that delegations have the names of the viewed day. `{owner's}` is the possessive of a
word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    join_names,
    possessive,
)
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience

Words = dict[str, Any]
# Formats a stored word; delegations have the names of the viewed day.
NameOf = Callable[[str], str]
WordFormat = Callable[[Any, NameOf], str]


@dataclass(frozen=True, slots=True)
class StreamSubject:
    """What the first fact of a stream says about all later ones."""

    meeting_id: str | None = None
    delegation: str | None = None
    audience: str = MatterAudience.ALL
    words: Words = field(default_factory=dict)


class EarlierFacts(Protocol):
    """Information from earlier facts, for sentences that need it."""

    def find_subject(self, stream_id: UUID) -> StreamSubject | None:
        """The subject of a stream, from its first fact."""

    def subject(self, stream_id: UUID) -> StreamSubject:
        """The subject of a stream; raises LookupError if it has not begun."""

    def part_name(self, part_id: UUID) -> str | None:
        """The name of a part of the fact's own stream."""


def delegation_words(fact: DomainEvent) -> Words:
    """The delegation that a fact names, if it names one."""
    delegation = getattr(fact, "delegation", None)
    return {} if delegation is None else {"delegation": delegation}


def no_words(_: DomainEvent) -> Words:
    return {}


def reason_words(fact: Any) -> Words:
    return {"reason": text_word(fact.reason)}


def because(reason: FreeText | None) -> Any:
    """A reason that need not be given, as a word."""
    return "" if reason is None else text_word(reason)


def text_word(text: FreeText) -> Words:
    """A text that somebody typed, as a word; still sealed, if it is."""
    return text.model_dump(mode="json")


@dataclass(frozen=True, slots=True)
class FactSentence:
    """The sentence of one kind of fact.

    `words` are the words that the fact adds to those of its subject, and
    `earlier_words` those from earlier facts, for viewers with access to an audience.
    `audience` is who can see the fact, if it differs from the audience of its subject.
    `part_name` is the ID and the name of a part that later facts of the stream refer to
    by ID; `new_owner` is the delegation that later facts of the stream are about, and
    `new_words` what they call it. A fact that `releases` makes its stream visible to
    everybody from then on. What is `of_part` is for focal points only if that part is:
    if it was named by `restricts_part`; for those who see drafts only, if it was named
    by `drafts_part` and no fact that `releases_drafts` followed. So are facts that are
    themselves `about_draft`.
    """

    template: str
    words: Callable[[Any], Words] = delegation_words
    earlier_words: Callable[[Any, str, EarlierFacts], Words] | None = None
    audience: Callable[[Any], str] | None = None
    part_name: Callable[[Any], tuple[UUID, str]] | None = None
    new_owner: Callable[[Any], str] | None = None
    new_words: Callable[[Any], Words] | None = None
    releases: bool = False
    restricts_part: Callable[[Any], UUID | None] | None = None
    of_part: Callable[[Any], UUID | None] | None = None
    drafts_part: Callable[[Any], UUID | None] | None = None
    releases_drafts: bool = False
    about_draft: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class SubjectSentences:
    """All sentences of one subject. `first_facts` describe the streams that they begin;
    `formats` are those of the subject's own words.
    """

    sentences: Mapping[type[DomainEvent], FactSentence]
    first_facts: Mapping[
        type[DomainEvent], Callable[[Any, EarlierFacts], StreamSubject]
    ]
    formats: Mapping[str, WordFormat] = field(default_factory=dict)

    def fill(
        self, sentence: FactSentence, words: Mapping[str, Any], name_of: NameOf
    ) -> str:
        """The sentence of the fact, with decrypted texts."""
        texts = {
            word: self._format_of(word)(value, name_of) for word, value in words.items()
        }
        possessives = {f"{word}'s": possessive(text) for word, text in texts.items()}
        return capitalize(sentence.template.format_map(texts | possessives))

    def _format_of(self, word: str) -> WordFormat:
        return self.formats.get(word) or _SHARED_FORMATS.get(word, format_plainly)


_ROLE_NAMES = {role.value: f"the {role.replace('-', ' ')}" for role in Role}


def format_delegations(value: Any, name_of: NameOf) -> str:
    """A delegation's code, or a list of them."""
    if isinstance(value, list):
        names = [name_in_sentence(name_of(code)) for code in value]
        return join_names(names, limit=None) or "none"
    return name_in_sentence(name_of(str(value)))


def format_author(value: Any, name_of: NameOf) -> str:
    """A delegation's code, or the role of an author without a delegation."""
    return _ROLE_NAMES.get(str(value)) or name_in_sentence(name_of(str(value)))


def format_day(value: Any, _: NameOf) -> str:
    """A day in ISO format."""
    return format_date(date.fromisoformat(value))


def format_count_of(thing: str) -> WordFormat:
    """A number of something."""
    return lambda value, _: count_of(value, thing)


def format_plainly(value: Any, _: NameOf) -> str:
    """The value unchanged; a sealed text as its decrypted text."""
    return str(value["text"] if isinstance(value, Mapping) else value)


def format_optional_reason(value: Any, name_of: NameOf) -> str:
    """How a sentence ends: with the reason after a colon, or without one."""
    text = format_plainly(value, name_of)
    return f": {text}" if text else "."


_SHARED_FORMATS: Mapping[str, WordFormat] = {"delegation": format_delegations}
