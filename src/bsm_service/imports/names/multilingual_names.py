"""The names of States and organisations, in the languages of the network.

Names of all years are in ``states.csv`` of the domain; those of territories, and codes
of three letters, are the Unicode consortium's (CLDR, by Babel). Beside this file are
the official names that documents of the OSCE and the United Nations use, and names and
abbreviations of organisations that work with the network.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from bsm_domain.foundation.participating_states import STATES
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.words import OSCE_LANGUAGES

_LOCALES = "pl cs uk pt nl tr sr hr ro hu el bg sk"
_OTHER_LANGUAGES = tuple(_LOCALES.split())
_ALPHA_3_LENGTH = 3  # letters; codes of States that are divided today stand for several


@cache
def state_codes_by_name() -> Mapping[str, str]:
    """The code of each State by all of its names, folded."""
    return {**_translated_names(), **comparable_names()}


@cache
def comparable_names() -> Mapping[str, str]:
    """The names of States with which a misspelt one is compared."""
    codes: dict[str, str] = {}
    for code, state in STATES.items():
        codes[code] = code
        codes |= {fold_text(dated.name): code for dated in state.names}
    for row in _rows("official_names.csv"):
        codes |= {fold_text(name): row["code"] for name in row["names"].split("|")}
    return {**dict(_territory_names(OSCE_LANGUAGES)), **codes}


@cache
def organisation_names() -> Mapping[str, tuple[str, ...]]:
    """The folded names of each organisation, by its best known name."""
    return {
        row["name"]: tuple(
            fold_text(name) for name in (row["name"], *row["names"].split("|"))
        )
        for row in _rows("organisations.csv")
    }


def _translated_names() -> dict[str, str]:
    aliases = get_global("territory_aliases")
    iso = {
        alias: codes[0]
        for alias, codes in aliases.items()
        if len(alias) == _ALPHA_3_LENGTH and len(codes) == 1 and codes[0] in STATES
    }
    return {**dict(_territory_names(_OTHER_LANGUAGES)), **iso}


def _territory_names(languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for language in reversed(languages):  # of two that say the same, the first counts
        for territory, name in Locale(language).territories.items():
            if territory in STATES:
                yield fold_text(name), territory


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("bsm_service.imports.names") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
