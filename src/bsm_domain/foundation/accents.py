"""Removes accents from letters, so that names can be sorted and found without them."""

import unicodedata
from functools import lru_cache

# Spellings of keyboards, word processors and romanisations.
_APOSTROPHES = "\u2018\u2019\u02b9\u02bb\u02bc"
_MAX_CHARACTERS = 4_096  # that are kept, of those met before
# Upper-case letters that Unicode does not decompose into a base letter and a mark.
_BASES = str.maketrans(
    {
        "Ł": "L",
        "Ø": "O",
        "Đ": "D",
        "Ð": "D",
        "Ħ": "H",
        "Ŧ": "T",
        "Ŋ": "N",
        "Ɨ": "I",
        "Ə": "E",
        "Þ": "TH",
        "Æ": "AE",
        "Œ": "OE",
        "ẞ": "SS",
    }
) | dict.fromkeys(map(ord, _APOSTROPHES), "'")


class _WithoutMarks(dict[int, str]):
    """What is left of a character without its marks, for those met before.

    One by one: with many marks on a letter, Python would compare each with all others.
    """

    def __missing__(self, code_point: int) -> str:
        if len(self) >= _MAX_CHARACTERS:
            self.clear()
        decomposed = unicodedata.normalize("NFD", chr(code_point))
        bare = "".join(
            character
            for character in decomposed
            if not unicodedata.combining(character)
        )
        self[code_point] = bare
        return bare


_without_marks = _WithoutMarks()


def without_accents(text: str) -> str:
    """Upper case without accents, so that "États" sorts beside "Estonie"."""
    if text.isascii():
        return text.upper()
    return text.translate(_without_marks).upper()


def search_key(text: str) -> str:
    """The form of a text used for searching: "müller", "Lukasz" and "ibrahim" find
    Müller, Łukasz and İbrahim. Invisible characters and differences of width are
    ignored.
    """
    return text.upper() if text.isascii() else "".join(map(_base_letters, text))


@lru_cache(maxsize=_MAX_CHARACTERS)
def _base_letters(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    same_width = unicodedata.normalize("NFKC", character)
    return without_accents(same_width).translate(_BASES)
