"""Transfers the vault's key-encryption key when a record moves: a backup never contains
it.
"""

import os
import re
from pathlib import Path

from bsm_projections.databases import Place
from bsm_service.foundation.refusals import InvalidUsage, TargetNotEmpty
from bsm_service.vault.key_file import FILE_NAME, fingerprint

_FORM = re.compile("[0-9a-f]{64}")


def read_key(file: Path) -> str:
    """The key in a file that was stored separately. Raises OSError, InvalidUsage."""
    text = file.read_text("ascii", "replace").strip()
    if not _FORM.fullmatch(text):
        raise InvalidUsage(f"{file} does not contain a key of 64 hexadecimal digits")
    return text


def require_fingerprint(key: str, expected: str) -> None:
    """Raises InvalidUsage unless it is the key with the fingerprint `expected`."""
    actual = fingerprint(bytes.fromhex(key))
    if expected and actual != expected:
        raise InvalidUsage(
            f"this is the key {actual}, but the backup needs {expected}, the key at "
            "the time of the backup"
        )


def write_key(key: str, folder: Path) -> None:
    """Writes the key to the file where the vault looks for it, readable only by its
    owner.

    Raises TargetNotEmpty if another key is there.
    """
    file = folder / FILE_NAME
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if read_key(file) == key:
            return
        raise TargetNotEmpty(
            f"{FILE_NAME} in the target folder is a different key and is not "
            "overwritten; move it away first"
        ) from None
    with os.fdopen(descriptor, "w") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())


def has_key(place: Place, expected: str) -> bool:
    """Whether the key with the fingerprint `expected` is in its place."""
    if not expected:
        return True
    key = place.vault_key
    if key is None and (place.folder / FILE_NAME).exists():
        key = (place.folder / FILE_NAME).read_text("ascii", "replace").strip()
    return bool(
        key and _FORM.fullmatch(key) and fingerprint(bytes.fromhex(key)) == expected
    )
