"""Words and signs that mean an empty cell."""

from collections import Counter
from collections.abc import Iterable

from bsm_domain.foundation.formatting import count_of
from bsm_service.imports.files.cells import fold_text

_SIGNS = frozenset("-‐‑‒–—―−_.…?*/\\ ")
_WORDS = (
    "n/a|n.a.|na|n. a.|n/d|n.d.|nd|nil|null|none|(none)|[none]|(blank)|blank|"
    "empty|not applicable|not available|not known|unknown|tbd|t.b.d.|tbc|t.b.c.|"
    "tba|to be determined|to be decided|to be defined|to be confirmed|"
    "to be announced|k.a.|k. a.|k/a|keine angabe|keine|entfällt|nicht zutreffend|"
    "unbekannt|s.o.|s. o.|sans objet|néant|à définir|à déterminer|à préciser|"
    "non applicable|non disponible|inconnu|da definire|da determinare|"
    "non disponibile|nessuno|por definir|por determinar|no aplica|no disponible|"
    "ninguno|н/д|н.д.|нет|нет данных|не применимо|неприменимо|не определено|brak|"
    "brak danych|nie dotyczy|b.d.|neuvedeno|není|nincs|nespecificat|nema"
)
_MAX_LENGTH = 100  # characters


class Placeholders:
    """Recognises and counts placeholders. `additional` are texts that the importer says
    mean nothing, `mapped` those that are mapped to something.
    """

    def __init__(self, additional: Iterable[str], mapped: Iterable[str]) -> None:
        self._additional = set(map(fold_text, additional))
        self._words = {*map(fold_text, _WORDS.split("|"))} - set(map(fold_text, mapped))
        self.counts: Counter[str] = Counter()

    def matches(self, text: str, *, may_be_word: bool = False) -> bool:
        """Whether a cell means nothing. Where it `may_be_word`, as a title may be
        "none", only texts that the importer named and signs do.
        """
        if len(text) > _MAX_LENGTH:
            return False
        key = fold_text(text)
        is_known = _SIGNS.issuperset(text) or (not may_be_word and key in self._words)
        if key not in self._additional and not is_known:
            return False
        self.counts[text] += 1
        return True

    @property
    def notes(self) -> tuple[str, ...]:
        if not self.counts:
            return ()
        named = ", ".join(
            f"“{text}” ({occurrences:,})"
            for text, occurrences in self.counts.most_common(10)
        )
        cells = count_of(self.counts.total(), "cell was", "cells were")
        return (f"{cells} treated as empty: {named}.",)
