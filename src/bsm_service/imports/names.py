"""Delegations as people write them: codes, names of any year, in six languages."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from babel import Locale

from bsm_domain.states import STATES
from bsm_service.imports.columns import folded

LANGUAGES = ("en", "fr", "de", "it", "ru", "es")
# What people write that no list of names has.
_SHORT = {"UK": "GB", "USA": "US", "FYROM": "MK", "SKOPJE": "MK", "RUSSIA": "RU"}
_LIKE = 0.72  # of 1: near enough to propose, never to take
_MOST_PROPOSED = 3
_LONGEST = 100  # characters that are compared
_MOST_COMPARED = 300  # names: each is compared with a thousand others
SEPARATORS = (";", "\n", "/", ",", "&", "+")
# Of words with one space between them: more would be tried again from each of them.
_AND = re.compile(r" (?:and|et|und|e|y|и) ", re.IGNORECASE)


@dataclass
class Names:
    """`others` are organisations, by code; `said` is what people have mapped before."""

    others: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(init=False)
    _proposed: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        known = {folded(name): code for code, name in self.others.items()}
        known |= {folded(code): code for code in self.others}
        for code, state in STATES.items():
            known[code] = code
            known |= {folded(dated.name): code for dated in state.names}
        known |= _SHORT
        for language in LANGUAGES:
            for territory, name in Locale(language).territories.items():
                if territory in STATES:
                    known.setdefault(folded(name), territory)
        known |= {folded(said): code for said, code in self.said.items()}
        self._codes = known

    def code_of(self, said: str) -> str | None:
        """The delegation that is meant, if that is certain."""
        return self._codes.get(folded(said))

    def proposals(self, said: str) -> tuple[str, ...]:
        """Codes of what it might be, the likeliest first; none once many names were
        compared.
        """
        key = folded(said)
        if key not in self._proposed:
            if len(self._proposed) >= _MOST_COMPARED:
                return ()
            near = difflib.get_close_matches(
                key[:_LONGEST], self._codes, n=_MOST_PROPOSED * 4, cutoff=_LIKE
            )
            codes = dict.fromkeys(self._codes[one] for one in near)
            self._proposed[key] = tuple(codes)[:_MOST_PROPOSED]
        return self._proposed[key]

    def several(self, text: str) -> Iterable[str]:
        """The names in a cell that may list several."""
        text = text.strip()
        if self.code_of(text):
            return (text,)
        for separator in SEPARATORS:
            if separator in text:
                each = filter(None, map(str.strip, text.split(separator)))
                return tuple(one for part in each for one in self.several(part))
        # A word for "and" may be part of a name, so it parts what is known only.
        parts = _AND.split(" ".join(text.split()))
        return tuple(parts) if all(map(self.code_of, parts)) else (text,)
