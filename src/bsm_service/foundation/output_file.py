"""Writes to a new file, which only its owner may read: it may hold what only focal
points may see.
"""

import os
import secrets
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


def create_key_file(file: Path, key: str) -> None:
    """Writes a key, unless another process has been first. Written to a temporary file
    and then linked, so that nobody reads an incomplete key.
    """
    temporary = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(temporary, _NEW, _OWNER_ONLY), "w") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(temporary, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
    sync_to_disk(file.parent)


def sync_to_disk(path: Path) -> None:
    """Waits until a file is on disk, or the names of a folder's files."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
