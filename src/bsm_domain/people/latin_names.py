"""Proposals for a name in Latin letters: Cyrillic after the table of ICAO Doc 9303
part 3, Greek after ISO 843 (ELOT 743), which passports of Greece and Cyprus follow.

A proposal is shown to people and stored only when they confirm it, because passports
differ. Where languages transliterate a letter differently, nothing is proposed unless
the language is known.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from bsm_domain.people.name_words import name_words

STANDARDS = "ICAO Doc 9303 and ISO 843"
_APOSTROPHES = frozenset(
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
)
_TONOS, _DIAERESIS = "\u0301", "\u0308"
_GAMMA, _MU = "\N{GREEK SMALL LETTER GAMMA}", "\N{GREEK SMALL LETTER MU}"
_PI, _OMICRON = "\N{GREEK SMALL LETTER PI}", "\N{GREEK SMALL LETTER OMICRON}"
_UPSILON = "\N{GREEK SMALL LETTER UPSILON}"
_BEFORE_V = frozenset(
    {
        "\N{GREEK SMALL LETTER ALPHA}",
        "\N{GREEK SMALL LETTER EPSILON}",
        "\N{GREEK SMALL LETTER ETA}",
    }
)
# By their Latin letters.
_VOICELESS = frozenset({"TH", "K", "X", "P", "S", "T", "F", "CH", "PS"})


def propose_latin_name(name: str, language: str | None) -> str | None:
    """The name in Latin letters, in the capitals of the original. None if it is in
    Latin letters already, has letters of no table, or of languages that differ and
    `language` (a tag such as "uk") is none of those.
    """
    words = unicodedata.normalize("NFC", name).split()
    latin = [_latin_word(word, language) for word in words]
    known = [word for word in latin if word]
    return " ".join(known) if known and len(known) == len(words) else None


def _latin_word(word: str, language: str | None) -> str | None:
    """None for a word with letters that are in no table."""
    letters, result = word.lower(), ""
    if len(letters) != len(word):
        return None
    if _base(letters[0])[0] in _table("greek"):
        latin = _greek_letters(letters)
    else:
        latin = _cyrillic_letters(letters, (language or "").partition("-")[0])
    is_capitals = len(word) > 1 and word.isupper()
    for letter, original in zip(latin, word, strict=True):
        if letter is None:
            return None
        capital = letter if is_capitals else letter.capitalize()
        result += capital if original.isupper() else letter.lower()
    return result


def _cyrillic_letters(letters: str, language: str) -> Iterator[str | None]:
    exceptions = _exceptions()
    table = _table("cyrillic") | exceptions.get(language, {})
    for letter in letters:
        if letter in _APOSTROPHES:
            yield ""
        elif not letter.isalpha():
            yield letter
        elif language not in exceptions and any(
            letter in differing for differing in exceptions.values()
        ):
            yield None
        else:
            yield table.get(letter)


def _greek_letters(letters: str) -> Iterator[str | None]:
    table, pairs = _table("greek"), [_base(letter) for letter in letters]
    ends = ("", "")
    for number, (letter, marks) in enumerate(pairs):
        before, marks_before = pairs[number - 1] if number else ends
        after, _ = pairs[number + 1] if number + 1 < len(pairs) else ends
        begins_pair = _DIAERESIS not in marks and _TONOS not in marks_before
        if letter == _UPSILON and before == _OMICRON and begins_pair:
            yield "U"
        elif (
            letter == _UPSILON and table.get(before) in {"A", "E", "I"} and begins_pair
        ):
            is_voiced = after.isalpha() and table.get(after) not in _VOICELESS
            yield "V" if is_voiced else "F"
        elif letter == _GAMMA and table.get(after) in {"G", "X", "CH"}:
            yield "N"
        elif letter == _MU and after == _PI and number == 0:
            yield "B"
        elif letter == _PI and before == _MU and number == 1:
            yield ""
        elif letter.isalpha():
            yield table.get(letter)
        else:
            yield letter


def _base(letter: str) -> tuple[str, str]:
    """A letter without its marks, and these."""
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0], decomposed[1:]


@cache
def _table(script: str) -> dict[str, str]:
    return _pairs(name_words()["latin"][script])


@cache
def _exceptions() -> Mapping[str, dict[str, str]]:
    """By language, what it writes differently."""
    return {
        language: _pairs(pairs)
        for language, pairs in name_words()["exceptions"].items()
    }


def _pairs(text: str) -> dict[str, str]:
    return {
        letter: latin for letter, _, latin in (p.partition(":") for p in text.split())
    }
