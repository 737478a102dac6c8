"""Writes to a new file, which only its owner may read: it may hold what only focal
points may see.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from bsm_service.foundation.refusals import TargetNotEmpty

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_OWNER_ONLY = 0o600


def refuse_existing_file(file: Path) -> None:
    """Raises TargetNotEmpty where it is there."""
    if file.exists():
        raise TargetNotEmpty(
            f"{file} already exists and is not overwritten; choose another file"
        )


def write_new_file(file: Path, parts: Iterable[bytes]) -> None:
    """Raises OSError where there is something of that name by now."""
    with os.fdopen(os.open(file, _NEW, _OWNER_ONLY), "wb") as opened:
        opened.writelines(parts)
