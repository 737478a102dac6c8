"""Which delegation a cell names, and how one that is not invited can be invited."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from babel import Locale

from bsm_domain.foundation.accents import without_accents
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    state_name,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_service.imports.delegates.report import InvitationOffer
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.words import OSCE_LANGUAGES

_BETWEEN_LANGUAGES = re.compile("[/|;\n]")
_ABBREVIATION = re.compile(r"\(([A-Za-z][A-Za-z0-9-]{1,15})\)\s*$")
_NOT_IN_CODE = re.compile("[^A-Z0-9]+")
_MIN_IN_SEVERAL_LANGUAGES = 2
_MAX_CODE, _MAX_INITIALS, _MIN_CODE = 16, 8, 2
_MAX_COMPARED = 100  # names that may be misspelt; the others are new
_SMALL_WORDS = frozenset(
    word
    for words in ("OF THE AND FOR ON IN", "DE LA LE LES DU DES ET", "DEL Y E DI E")
    for word in (*words.split(), "DER", "DIE", "DAS", "UND", "FUR")
)


@dataclass
class ListedDelegations:
    """The delegations of a list; `codes` are all that can be named: those of States,
    and of organisations that are on record. The list of a meeting that `is_past` needs
    no invitations.
    """

    names: DelegationNames
    meeting: Meeting
    codes: frozenset[str]
    is_past: bool
    # By text, as it stands; None if unknown.
    _known: dict[str, str | None] = field(default_factory=dict)
    _said: dict[str, list[str]] = field(default_factory=dict)
    _new_codes: dict[str, str] = field(default_factory=dict)

    def code_of(self, text: str) -> str | None:
        """The code of the delegation, if it is certain; that of a new one, where no
        known one can be meant.
        """
        if text not in self._known:
            code = self._code_of(text) or self._new_code(text)
            self._known[text] = code
            if code is not None:
                self._said.setdefault(code, []).append(text)
        return self._known[text]

    def is_invited(self, code: str) -> bool:
        return code in self.meeting.quotas

    def is_on_record(self, code: str) -> bool:
        """Whether its rows can be stored as they are."""
        if self.is_past:
            return code in self.codes
        return self.is_invited(code)

    def _new_code(self, text: str) -> str | None:
        """The code that an organisation can be given which is not known; None where the
        text may be a misspelt name of one that is.
        """
        key = fold_text(text)
        if key not in self._new_codes:
            territory = _territories().get(_without_small_words(key))
            if territory is None and self._may_be_misspelt(text):
                return None
            taken = {*self.codes, *self._new_codes.values()}
            self._new_codes[key] = _free_code(territory or _short_form(text), taken)
        return self._new_codes[key]

    def offer(self, code: str, quota: int) -> InvitationOffer:
        said = tuple(self._said[code])
        day = self.meeting.details.starts_on
        return InvitationOffer(
            said=said,
            code=code,
            kind=STATES[code].kind if code in STATES else DelegationKind.ORGANISATION,
            name=self._name(code, said[0], day),
            quota=quota,
        )

    def _name(self, code: str, said: str, day: date) -> str:
        if code in STATES:
            return state_name(code, day)
        return self.names.others.get(code) or " ".join(said.split())[:300]

    def _may_be_misspelt(self, text: str) -> bool:
        if self.names.is_mapped(text) or len(self._new_codes) >= _MAX_COMPARED:
            return False
        return bool(self.names.proposals(text))

    def _code_of(self, text: str) -> str | None:
        code = self.names.code_of(text)
        if code is not None:  # or "", of what somebody said is a new delegation
            return code or None
        if code := self._single(text):
            return code
        parts = [part for part in _BETWEEN_LANGUAGES.split(text) if part.strip()]
        found = [code for part in parts if (code := self._single(part)) is not None]
        # "Belgium / Bélgica / Belgique"; but in "Greenpeace / Austria", one is known.
        is_one = len(set(found)) == 1 and len(found) >= _MIN_IN_SEVERAL_LANGUAGES
        return found[0] if is_one else None

    def _single(self, text: str) -> str | None:
        """That of a name as it stands: "Korea, Republic of"."""
        named = self.names.parse_list(text)
        if len(named) != 1 or named[0].has_more:
            return None
        return named[0].code or None


@cache
def _territories() -> Mapping[str, str]:
    """The ISO code of every country, by its folded names."""
    return {
        _without_small_words(fold_text(name)): territory
        for language in reversed(OSCE_LANGUAGES)
        for territory, name in Locale(language).territories.items()
        if territory.isalpha()
    }


def _without_small_words(folded: str) -> str:
    """ "ANTIGUA BARBUDA", which some write with "and" and some with "&"."""
    return " ".join(word for word in folded.split() if word not in _SMALL_WORDS)


def _short_form(text: str) -> str:
    """GEF of "Global Environment Facility (GEF)"; otherwise the initials."""
    if abbreviation := _ABBREVIATION.search(text):
        return abbreviation[1].upper()
    folded = _NOT_IN_CODE.sub(" ", without_accents(text).upper())
    words = _without_small_words(folded).split() or ["ORG"]
    if len(words) == 1:
        return words[0]
    return "".join(word[0] for word in words)[:_MAX_INITIALS]


def _free_code(short: str, taken: set[str]) -> str:
    """A code that no other delegation has."""
    code = _NOT_IN_CODE.sub("-", short)[:_MAX_CODE].strip("-")
    if len(code) < _MIN_CODE or not code[0].isalpha():
        code = f"ORG-{code}".rstrip("-")[:_MAX_CODE]
    return next(free for free in _numbered(code) if free not in taken)


def _numbered(code: str) -> Iterator[str]:
    yield code
    number = 2
    while True:
        ending = f"-{number}"
        yield code[: _MAX_CODE - len(ending)] + ending
        number += 1
