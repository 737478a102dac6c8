"""Writes what was asked for to a new file, which only its owner may read: it may tell
what only focal points may see.
"""

import os
from collections.abc import Iterable
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_MINE_ALONE = 0o600


def write_new(file: Path, parts: Iterable[bytes]) -> None:
    """Raises OSError where there is something of that name by now."""
    with os.fdopen(os.open(file, _NEW, _MINE_ALONE), "wb") as held:
        held.writelines(parts)
