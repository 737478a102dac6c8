"""Letters without their accents, so that names are sorted and found by their base."""

import unicodedata
from functools import lru_cache

# As keyboards, word processors and romanisations write them.
_APOSTROPHES = "\u2018\u2019\u02b9\u02bb\u02bc"
# Letters that Unicode does not take apart into a base and a mark, in upper case.
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
    # One by one: of many marks upon a letter, Python sorts each against all others.
    decomposed = "".join(unicodedata.normalize("NFD", character) for character in text)
    return "".join(
        character for character in decomposed if not unicodedata.combining(character)
    ).upper()


def search_key(text: str) -> str:
    """What a text is searched by: "müller", "Lukasz" and "ibrahim" find Müller, Łukasz
    and İbrahim. Characters that nobody sees, and differences of width, do not count.
    """
    return text.upper() if text.isascii() else "".join(map(_base_letters, text))


@lru_cache(maxsize=4_096)
def _base_letters(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    same_width = unicodedata.normalize("NFKC", character)
    return without_accents(same_width).translate(_BASES)
