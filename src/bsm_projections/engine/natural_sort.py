"""The order in which people expect names with numbers: O1, O2, … O10."""

import re

_NUMBER = re.compile(r"[0-9]+")
_DIGITS = 20


def natural_sort_key(text: str) -> str:
    """A key that sorts in that order as plain text: every number has the same number of
    digits. Numbers of more than twenty digits sort as text.
    """
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), text)
