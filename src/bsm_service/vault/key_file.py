"""The key-encryption key: in a file that only its owner can read, or in the
environment.

A rotation writes the next key beside the current one before it is used, and replaces
the current one afterwards. After a crash in between both exist, and the vault's header
says which one is in force. Files are moved only by who is alone in the vault; others
look at both. A backup never contains the key: when a record moves, it is transferred
apart.
"""

import hashlib
import logging
import os
import re
import secrets
import stat
from pathlib import Path

from bsm_projections.databases import Place
from bsm_service.foundation.output_file import create_key_file, sync_to_disk
from bsm_service.foundation.refusals import (
    InvalidUsage,
    StoreUnavailable,
    TargetNotEmpty,
)

FILE_NAME = "vault.key"
ENVIRONMENT_VARIABLE = "BSM_VAULT_KEY"
KEY_PATTERN = re.compile("[0-9a-f]{64}")
_log = logging.getLogger("bsm_service.vault.key_file")


def fingerprint(key: bytes) -> str:
    """Identifies a key without revealing it."""
    return hashlib.sha256(b"bsm-key-encryption-key\n" + key).hexdigest()[:16]


class KeySource:
    """Where the key-encryption key comes from: a file, or `environment_key`."""

    def __init__(self, folder: Path, environment_key: str | None = None) -> None:
        self._file = folder / FILE_NAME
        self._next = folder / f"{FILE_NAME}.next"
        self._environment_key = environment_key

    @property
    def is_file(self) -> bool:
        return self._environment_key is None

    def make(self) -> bytes:
        """Creates the key of a new vault. Raises StoreUnavailable."""
        if self._environment_key is None and not self._file.exists():
            create_key_file(self._file, secrets.token_hex(32))
        return self.read()

    def read(self) -> bytes:
        """Raises StoreUnavailable if there is none, or it is not valid."""
        if self._environment_key is not None:
            return _parsed(self._environment_key, ENVIRONMENT_VARIABLE)
        if not self._file.exists():
            raise StoreUnavailable(
                f"{FILE_NAME}, which opens the vault, is not in the data folder; "
                f"restore it from your copy, or set the key in {ENVIRONMENT_VARIABLE}"
            )
        _warn_if_open_to_others(self._file)
        return _parsed(self._file.read_text("ascii", "replace").strip(), FILE_NAME)

    def find(self, required: str) -> bytes:
        """The key of this fingerprint, be it in place or about to be.

        Raises StoreUnavailable.
        """
        if self.is_file:
            # In this order: the next one may take its place between the looks.
            for file in (self._file, self._next, self._file):
                key = _key_in(file)
                if key is not None and fingerprint(key) == required:
                    return key
        key = self.read()
        if fingerprint(key) == required:
            return key
        where = FILE_NAME if self.is_file else ENVIRONMENT_VARIABLE
        raise StoreUnavailable(
            f"{where} is not the key of this vault (it is {fingerprint(key)}, the "
            f"vault needs {required}); replace it with the right key"
        )

    def key_in_place(self, required: str) -> bytes | None:
        """The key of this fingerprint; None where a file must be moved first."""
        if not self.is_file:
            return self.find(required)
        key = _key_in(self._file)
        if key is None or fingerprint(key) != required or self._next.exists():
            return None
        _warn_if_open_to_others(self._file)
        return key

    def put_in_place(self, required: str) -> bytes:
        """The key of this fingerprint, whose file is put in its place; any other key is
        overwritten. Only for who is alone in the vault. Raises StoreUnavailable.
        """
        key = self.find(required)
        if not self.is_file:
            return key
        if _key_in(self._file) == key:
            _warn_if_open_to_others(self._file)
            _overwrite_and_delete(self._next)
            return key
        _overwrite(self._file)
        os.replace(self._next, self._file)
        sync_to_disk(self._file.parent)
        return key

    def require_can_rotate_to(self, next_key: bytes | None) -> None:
        """Raises StoreUnavailable where the next key cannot come from there."""
        if self.is_file and next_key is not None:
            raise StoreUnavailable(
                f"the key-encryption key is stored in {FILE_NAME} and is replaced "
                "there automatically; run 'bsm vault rotate' without "
                "BSM_NEXT_VAULT_KEY"
            )
        if not self.is_file and next_key is None:
            raise StoreUnavailable(
                f"the key-encryption key comes from {ENVIRONMENT_VARIABLE} and must "
                "be changed there; run 'bsm vault rotate' with the new key in "
                "BSM_NEXT_VAULT_KEY"
            )

    def prepare_next(self) -> bytes:
        """A new key, on disk but not in force. Requires exclusive access."""
        _overwrite_and_delete(self._next)
        create_key_file(self._next, secrets.token_hex(32))
        return _parsed(self._next.read_text(), self._next.name)


def _key_in(file: Path) -> bytes | None:
    try:
        text = file.read_text("ascii", "replace").strip()
    except FileNotFoundError:
        return None
    return bytes.fromhex(text) if KEY_PATTERN.fullmatch(text) else None


def _warn_if_open_to_others(file: Path) -> None:
    """Some file systems have no owners, so this only warns."""
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & 0o077:
        _log.warning(
            "%s can be read by users other than its owner (mode %o): run 'chmod 600' "
            "on it, and 'bsm vault rotate' if anyone may have read it",
            file.name,
            mode,
        )


def _overwrite_and_delete(file: Path) -> None:
    _overwrite(file)
    file.unlink(missing_ok=True)


def _overwrite(file: Path) -> None:
    try:
        with file.open("r+b") as old:
            old.write(b"0" * file.stat().st_size)
            old.flush()
            os.fsync(old.fileno())
    except FileNotFoundError:
        pass


def _parsed(text: str, where: str) -> bytes:
    if not KEY_PATTERN.fullmatch(text):
        raise StoreUnavailable(
            f"{where} does not contain a key of 64 hexadecimal digits; restore the "
            "key of this vault"
        )
    return bytes.fromhex(text)


def read_key(file: Path) -> str:
    """The key in a file that was stored separately. Raises OSError, InvalidUsage."""
    text = file.read_text("ascii", "replace").strip()
    if not KEY_PATTERN.fullmatch(text):
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
    create_key_file(file, key)
    if read_key(file) != key:
        raise TargetNotEmpty(
            f"{FILE_NAME} in the target folder is a different key and is not "
            "overwritten; move it away first"
        )


def has_key(place: Place, expected: str) -> bool:
    """Whether the key with the fingerprint `expected` is in its place."""
    if place.vault_key is None:
        key = _key_in(place.folder / FILE_NAME)
    else:
        key = bytes.fromhex(place.vault_key)
    return not expected or (key is not None and fingerprint(key) == expected)
