"""Words of dates in the languages of the network: months, weekdays, parts of years.

All are folded: in capitals and without accents, as `search_key` gives them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from bsm_domain.foundation.accents import search_key
from bsm_service.imports.words import OSCE_LANGUAGES, read_words

_LOCALES = (
    "be bg bs cs da el et fi hr hu lt lv mk nb nl pl pt ro sk sl sq sr sr_Latn sv tr uk"
)
_OTHER_LANGUAGES = tuple(_LOCALES.split())
_MIN_LENGTH = 3  # letters of a month that is cut short


def _words(text: str) -> frozenset[str]:
    return frozenset(map(search_key, text.split()))


def _month_names(locales: tuple[str, ...] | list[str]) -> Iterator[tuple[str, int]]:
    for locale in locales:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale.parse(locale).months[context][width]
                for number, name in names.items():
                    yield search_key(name.strip(".")), number


def _abbreviations(names: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Beginnings of names that no other month has."""
    numbers_by_name: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in names.items():
        for end in range(_MIN_LENGTH, len(name)):
            numbers_by_name[name[:end]].add(number)
    return (
        (name, min(numbers))
        for name, numbers in numbers_by_name.items()
        if len(numbers) == 1
    )


@cache
def _months() -> tuple[dict[str, int], frozenset[str]]:
    """Months by their names; and names of different months in different languages, such
    as listopada.
    """
    months = dict(_month_names(OSCE_LANGUAGES))
    months = {**dict(_abbreviations(months)), **months}
    numbers_by_name: defaultdict[str, set[int]] = defaultdict(set)
    for name, number in _month_names(_OTHER_LANGUAGES):
        if name.isalpha() and name not in months:
            numbers_by_name[name].add(number)
    unambiguous = {
        name: min(numbers)
        for name, numbers in numbers_by_name.items()
        if len(numbers) == 1
    }
    return {**months, **unambiguous}, frozenset(
        numbers_by_name.keys() - unambiguous.keys()
    )


def months() -> Mapping[str, int]:
    return _months()[0]


def ambiguous_months() -> frozenset[str]:
    return _months()[1]


@cache
def weekdays() -> frozenset[str]:
    return frozenset(
        search_key(name.strip("."))
        for locale in (*OSCE_LANGUAGES, *_OTHER_LANGUAGES)
        for width in ("wide", "abbreviated")
        for name in Locale.parse(locale).days["format"][width].values()
    )


_DATES = read_words("dates")
FILLER_WORDS = _words(_DATES["filler"])
END_WORDS = _words(_DATES["end"])
QUARTER_WORDS = _words(_DATES["quarter"])
HALF_WORDS = _words(_DATES["half"])
ORDINAL_WORDS = {
    word: number
    for number, words in enumerate(_DATES["ordinals"], start=1)
    for word in _words(words)
}
# With one of these, a text names no certain day.
VAGUE_WORDS = _words(_DATES["vague"])
BEFORE_WORDS = _words(_DATES["before"])
# Words instead of a due date; they are kept as they are.
NO_DATE_WORDS = frozenset(map(search_key, _DATES["undated"]))
