"""What people write in the languages of the network: the words of each kind of cell, in
a file of TOML for each kind.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

# Those of OSCE documents come first: what they call a month, or a State, means that.
OSCE_LANGUAGES = ("en", "fr", "de", "it", "ru", "es")


@cache
def read_words(name: str) -> dict[str, Any]:
    """The content of a file beside this one, by its name without the ending."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
