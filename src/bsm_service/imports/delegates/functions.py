"""Finds the function in a delegation that a text says, or that a title may mean."""

from collections.abc import Mapping
from functools import cache

from bsm_domain.foundation.values import DelegateFunction
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.words import read_words

HEAD, ALTERNATE = DelegateFunction.HEAD, DelegateFunction.ALTERNATE


@cache
def known_functions() -> Mapping[str, DelegateFunction]:
    """The function of each folded text of a column of functions."""
    said = {
        fold_text(text): DelegateFunction(function)
        for function, texts in read_words("delegates")["functions"].items()
        for text in texts
    }
    return said | {fold_text(function): function for function in DelegateFunction}


def proposed_functions(folded_title: str) -> tuple[DelegateFunction, ...]:
    """The functions that a title may mean, the most likely first; empty where nothing
    in it says more than a member.
    """
    words = f" {folded_title} "
    said = {
        meaning: any(f" {phrase} " in words for phrase in phrases)
        for meaning, phrases in _titles().items()
    }
    if said["deputy_head"]:
        return (ALTERNATE,)
    found = [HEAD] * said["head"] + [ALTERNATE] * said["alternate"]
    return tuple(found) or (DelegateFunction.ADVISER,) * said["adviser"]


@cache
def _titles() -> Mapping[str, tuple[str, ...]]:
    return {
        meaning: tuple(map(fold_text, phrases))
        for meaning, phrases in read_words("delegates")["titles"].items()
    }
