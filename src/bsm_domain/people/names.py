"""Names as they are compared and ordered. What is printed is always the name as its
owner writes it.
"""

import re

from bsm_domain.foundation.accents import search_key
from bsm_domain.people.name_words import honorifics

# "He" is also a family name, "H.E." is not.
_DOTTED_HONORIFICS = frozenset({"he", "se", "ie"})
_INNER_DOT = re.compile(r"\w\.\w")
_NOT_IN_A_WORD = re.compile(r"[\W_]+")
_JOINS_LETTERS = str.maketrans("", "", ".-'")
_APOSTROPHES = str.maketrans("", "", "'`\N{ACUTE ACCENT}")


def folded_name(name: str) -> str:
    """The form in which names are compared: without accents, case, punctuation,
    honorifics and order of words: "MÜLLER, Dr. Hans" and "Hans Muller" are equal. Empty
    if the name has no letters.
    """
    folded, titles = search_key(name).casefold(), honorifics()
    all_words = folded.split()
    if folded.replace(" ", "").isalnum():  # as most names are, so that lists are quick
        words = [word for word in all_words if word not in titles]
        return " ".join(sorted(words or all_words))
    words, title_words = list[str](), list[str]()
    for token in folded.translate(_APOSTROPHES).split():
        joined = token.translate(_JOINS_LETTERS)
        is_dotted = joined in _DOTTED_HONORIFICS and _INNER_DOT.search(token)
        is_title = bool(is_dotted) or joined in titles
        for word in filter(None, _NOT_IN_A_WORD.split(token)):
            (title_words if is_title or word in titles else words).append(word)
    # Somebody of whom only "Miss" is known is still found by that.
    return " ".join(sorted(words or title_words))


def sort_key(name: str, family_name: str | None, latin_name: str | None) -> str:
    """By the family name, then the whole name, in Latin letters where they are known.
    Without a family name it is the last word in capitals, or the last word.
    """
    shown = latin_name or name
    if family_name is None or (latin_name and not _has_words_of(shown, family_name)):
        family_name = _family_name_in(shown)
    return f"{search_key(family_name)}\n{search_key(shown)}"


def with_family_name_in_capitals(name: str, family_name: str | None) -> str:
    """Eva MUSTER; as it is written where no family name is known, or the name does not
    have it.
    """
    if not family_name or family_name not in name:
        return name
    before, _, after = name.rpartition(family_name)
    return f"{before}{family_name.upper()}{after}"


def _family_name_in(name: str) -> str:
    words = name.split() or [""]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    return (capitals or words)[-1]


def _has_words_of(name: str, part: str) -> bool:
    return search_key(part) in search_key(name)
