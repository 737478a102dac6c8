"""The words and letters of ``name_words.toml``: honorifics, and tables of letters."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def name_words() -> Mapping[str, Mapping[str, str]]:
    """The tables, by their names."""
    text = (files("bsm_domain.people") / "name_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def honorifics() -> frozenset[str]:
    """In every language, without dots and hyphens."""
    words = name_words()["honorifics"].values()
    return frozenset(word for language in words for word in language.split())
