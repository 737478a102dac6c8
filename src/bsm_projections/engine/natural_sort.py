"""The order in which people expect names with numbers: O1, O2, … O10."""

import re

_NUMBER = re.compile(r"[0-9]+")
_DIGITS = 20


def natural_sort_key(text: str) -> str:
    """What sorts as plain text in that order: every number with the same many digits.
    Numbers longer than twenty digits sort as text.
    """
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), text)
