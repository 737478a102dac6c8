"""Removes accents from letters, so that names can be sorted and found without them."""

import unicodedata
from functools import lru_cache

# Spellings of keyboards, word processors and romanisations.
_APOSTROPHES = "\u2018\u2019\u02b9\u02bb\u02bc"
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


def without_accents(text: str) -> str:
    """Upper case without accents, so that "États" sorts beside "Estonie"."""
    if text.isascii():
        return text.upper()
    # One by one: with many marks on a letter, Python would compare each with all
    # others.
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in text)
    return "".join(
        character for character in decomposed if not unicodedata.combining(character)
    ).upper()


def search_key(text: str) -> str:
    """The form of a text used for searching: "müller", "Lukasz" and "ibrahim" find
    Müller, Łukasz and İbrahim. Invisible characters and differences of width are
    ignored.
    """
    return text.upper() if text.isascii() else "".join(map(_base_letters, text))


@lru_cache(maxsize=4_096)
def _base_letters(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    same_width = unicodedata.normalize("NFKC", character)
    return without_accents(same_width).translate(_BASES)
