"""Finds delegations by what people write: codes, and names of any year, in many
languages.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bsm_domain.foundation.formatting import join_alternatives
from bsm_domain.foundation.participating_states import STATES, name_in_sentence
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.names.multilingual_names import (
    comparable_names,
    organisation_names,
    state_codes_by_name,
)
from bsm_service.imports.words import read_words

_MIN_SIMILARITY = 0.72  # of 1: near enough to propose, never to take
_MAX_PROPOSALS = 3
_MAX_LENGTH = 100  # characters that are compared
_MAX_CODE_LENGTH = 3
_MAX_PAIR_LENGTH = 300  # of a name and what stands beside it
_MAX_COMPARED = 300  # names: each is compared with a thousand others
SEPARATORS = (";", "\n", "/", ",", "&", "+")
_DASH = re.compile(r" [-\u2013] ")
_SPACE = re.compile(" ")
# Of words with one space between them: more would be tried again from each of them.
_AND = re.compile(
    r" (?:and|et|und|e|y|и|i|a|oraz|with|avec|mit|con|plus|sowie) ", re.IGNORECASE
)
_WORDS = read_words("delegations")
_LEADING = tuple(f"{word} " for word in _WORDS["leading"])
_AUTHORITIES = tuple(_WORDS["authorities"])
_UNSPECIFIC = frozenset(map(fold_text, _WORDS["everybody"]))


@dataclass(frozen=True, slots=True)
class NamedDelegation:
    """A delegation named in a cell. `code` is None where it is unknown, and "" where a
    person has said that the words are no delegation. `has_more` where the words say
    more than its name: a person, an authority.
    """

    text: str
    code: str | None
    has_more: bool = False


@dataclass
class DelegationNames:
    """`others` are organisations by code; `mapped` is what people have mapped. `owner`
    is the delegation that owns rows without a known owner.
    """

    others: Mapping[str, str] = field(default_factory=dict)
    mapped: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    _others: dict[str, str] = field(init=False)
    _mapped: dict[str, str] = field(init=False)
    # Mapped texts that the file has: as written, by their folded forms.
    used_mappings: dict[str, str] = field(default_factory=dict, init=False)
    _proposed: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        codes_by_name = {fold_text(name): code for code, name in self.others.items()}
        codes_by_name |= {fold_text(code): code for code in self.others}
        for names in organisation_names().values():
            codes = {codes_by_name[name] for name in names if name in codes_by_name}
            if len(codes) == 1:
                codes_by_name |= dict.fromkeys(names, *codes)
        self._others = codes_by_name
        self._mapped = {fold_text(text): code for text, code in self.mapped.items()}

    def code_of(self, text: str) -> str | None:
        """The code of the delegation, if it is certain; "" for words that are none."""
        key = fold_text(text)
        while (code := self._code(key)) is None and len(key) <= _MAX_LENGTH:
            # With an article, say; each of them may be part of a name as well.
            if not key.startswith(_LEADING):
                break
            article = next(leading for leading in _LEADING if key.startswith(leading))
            shortened_key = key.removeprefix(article)
            # "IL DE" is two codes, and no article before one.
            if article != "THE " and len(shortened_key) <= _MAX_CODE_LENGTH:
                break
            key = shortened_key
        if key in self._mapped:
            self.used_mappings.setdefault(key, text)
        return code

    def is_mapped(self, text: str) -> bool:
        """Whether a person has said what the text means."""
        return fold_text(text) in self._mapped

    def is_unspecific(self, text: str) -> bool:
        return fold_text(text) in _UNSPECIFIC

    def organisation(self, text: str) -> str | None:
        """An organisation of that name that no meeting has invited."""
        key = fold_text(text)
        return next(
            (name for name, names in organisation_names().items() if key in names), None
        )

    def proposals(self, text: str) -> tuple[str, ...]:
        """Codes that the text may mean, the most likely first; empty once too many
        names were compared.
        """
        key = fold_text(text)
        if self.is_unspecific(text) or self.organisation(text):
            return ()
        if key not in self._proposed:
            if len(self._proposed) >= _MAX_COMPARED:
                return ()
            codes_by_name = {**comparable_names(), **self._others}
            similar = similar_names(key[:_MAX_LENGTH], codes_by_name)
            codes = dict.fromkeys(codes_by_name[name] for name in similar)
            self._proposed[key] = tuple(codes)[:_MAX_PROPOSALS]
        return self._proposed[key]

    def suggestion(self, text: str, *, compares: bool = True) -> str:
        """Such as " (did you mean Austria (AT)?)", or nothing. Unless it `compares`
        names, which takes a while, it gives only what was found before.
        """
        if not compares and fold_text(text) not in self._proposed:
            return ""
        names = [f"{self._name(code)} ({code})" for code in self.proposals(text)]
        return f" (did you mean {join_alternatives(names)}?)" if names else ""

    def _name(self, code: str) -> str:
        state = STATES.get(code)
        return name_in_sentence(state.names[-1].name if state else self.others[code])

    def parse_list(self, text: str) -> tuple[NamedDelegation, ...]:
        """The delegations that a cell names, in its order."""
        text = text.strip()
        if named := self._only_code(text):
            return (named,)
        for separator in SEPARATORS:
            if separator in text:
                parts = filter(None, map(str.strip, text.split(separator)))
                return tuple(named for part in parts for named in self.parse_list(part))
        # A word for "and" may be part of a name, so it parts what is known only; so do
        # dashes, and spaces between codes.
        words = " ".join(text.split())
        for between in (_AND, _DASH, _SPACE):
            if all_named := self._split(words, between):
                return all_named
        return (NamedDelegation(text, None),)

    def _split(
        self, text: str, between: re.Pattern[str]
    ) -> tuple[NamedDelegation, ...]:
        """The delegations that a word such as "and" separates, which one name may hold
        once. Empty where one of them is unknown.
        """
        marks = [match.span() for match in between.finditer(text)]
        begins = [0, *(end for _, end in marks)]
        ends = [*(start for start, _ in marks), len(text)]
        all_named: list[NamedDelegation] = []
        index = 0
        while index < len(begins):
            for last in (index + 1, index):
                part = text[begins[index] : ends[last]] if last < len(ends) else ""
                if part and (named := self._only_code(part)):
                    all_named.append(named)
                    index = last + 1
                    break
            else:
                return ()
        return tuple(all_named)

    def _only_code(self, text: str) -> NamedDelegation | None:
        """The only delegation that the text names, if that is certain."""
        if (code := self.code_of(text)) is not None:
            return NamedDelegation(text, code)
        if self.is_unspecific(text):
            return NamedDelegation(text, None)
        # "A. Smith (AT)", "Austria (lead)", "AT - Ministry of the Interior".
        for before, after in _split_in_two(text):
            # "Moldova (Republic of)" as "Republic of Moldova".
            if (code := self.code_of(f"{after} {before}")) is not None:
                return NamedDelegation(text, code)
            codes = [self.code_of(before), self.code_of(after)]
            known_codes = {code for code in codes if code is not None}
            if len(known_codes) == 1:
                return NamedDelegation(text, known_codes.pop(), has_more=None in codes)
        return None

    def _code(self, key: str) -> str | None:
        for codes in (self._mapped, state_codes_by_name(), self._others):
            if key in codes:
                return codes[key]
        return None


def similar_names(key: str, names: Iterable[str]) -> list[str]:
    """The names most like a key, which are compared only if they have enough letters in
    common: that is quickly counted.
    """
    letters = _letters(key)

    def may_be_similar(name: str) -> bool:
        common = len(letters & _letters(name))
        return 2 * common / (len(key) + len(name)) >= _MIN_SIMILARITY

    return difflib.get_close_matches(
        key,
        filter(may_be_similar, names),
        n=_MAX_PROPOSALS * 4,
        cutoff=_MIN_SIMILARITY,
    )


@lru_cache(4_096)
def _letters(name: str) -> frozenset[tuple[str, int]]:
    """The letters of a name, each numbered, so that a second A is another one."""
    counts = Counter(name).items()
    return frozenset((letter, n) for letter, count in counts for n in range(count))


def _split_in_two(text: str) -> Iterable[tuple[str, str]]:
    """A name and what stands beside it, in either order."""
    if len(text) > _MAX_PAIR_LENGTH or any(
        separator in text for separator in (";", "\n", "/")
    ):
        return
    if text.count(",") == 1:
        name, _, prefix = text.partition(",")
        folded_prefix = fold_text(prefix)
        if folded_prefix.endswith((" OF", " DE", " DU")) or folded_prefix == "THE":
            yield name, prefix
    if fold_text(text).startswith(_AUTHORITIES):
        position = text.find(" of ")
        while position >= 0:
            yield text[:position], text[position + 4 :]
            position = text.find(" of ", position + 4)
    if text.endswith(")") and text.count("(") == text.count(")") == 1:
        before, _, after = text[:-1].partition("(")
        yield before, after
    if "," not in text:
        for mark in (" - ", " \u2013 ", ": "):
            before, has_separator, after = text.partition(mark)
            if has_separator:
                yield before, after
