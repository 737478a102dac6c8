"""What each server last acknowledged, in a small file of its own.

A database that comes back without it has lost something that people were told is on
record: a standby that was behind, or a backup older than that. The files lie in the
data folder, apart from the database, and are written without waiting for the disk:
they must outlive the database's machine or a restore, not this machine's power.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FOLDER = "heads"
_LENGTH = 128
_NO_ROOT = sha256().digest()  # of a tree without leaves


class Acknowledged(NamedTuple):
    """A size that the log had, and the root of its tree then, as hex digits."""

    position: int
    root: str


class RememberedHead:
    """The file of one server, kept open. Raises OSError."""

    def __init__(self, folder: Path, server: str) -> None:
        (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        self._file = os.open(
            folder / FOLDER / f"{server}.json", os.O_RDWR | os.O_CREAT, 0o600
        )
        if os.fstat(self._file).st_size == 0:
            # Nothing yet. An empty file says that somebody emptied it.
            self.remember(0, _NO_ROOT)

    def remember(self, position: int, root: bytes) -> None:
        text = json.dumps({"position": position, "root": root.hex()})
        # Of one length, so that a shorter text never leaves the end of a longer one.
        os.pwrite(self._file, text.encode().ljust(_LENGTH) + b"\n", 0)

    def close(self) -> None:
        file, self._file = self._file, -1  # its number is soon another file's
        if file >= 0:
            os.close(file)


def remembered(folder: Path) -> dict[str, Acknowledged]:
    """What each server of a data folder acknowledged, by its name; not those that
    acknowledged nothing yet. Earlier versions left their files empty.

    Raises OSError, ValueError.
    """
    found = {}
    for file in sorted((folder / FOLDER).glob("*.json")):
        text = file.read_text()
        if text.strip():
            told = json.loads(text)
            one = Acknowledged(int(told["position"]), str(told["root"]))
            if one.position:
                found[file.stem] = one
    return found


def fill_empty(folder: Path) -> None:
    """Says in the files of servers that have acknowledged nothing that it is so. For an
    upgrade: earlier versions left them empty. Raises OSError.
    """
    for file in (folder / FOLDER).glob("*.json"):
        if file.stat().st_size == 0:
            RememberedHead(folder, file.stem).close()


def forget(folder: Path) -> None:
    """After a person has accepted the loss. Raises OSError."""
    for file in (folder / FOLDER).glob("*.json"):
        file.unlink()
