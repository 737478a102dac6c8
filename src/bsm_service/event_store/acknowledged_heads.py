"""The head that each server last acknowledged, in a small file per server.

A database without that head has lost acknowledged facts: it was restored from an older
backup, or from a standby that was behind. The files lie in the data folder, apart from
the database, and are written without waiting for the disk: they must outlive the
database's machine or a restore, not this machine's power.
"""

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FOLDER_NAME = "heads"
_LENGTH = 128
_NO_ROOT = sha256().digest()  # of a tree without leaves


class AcknowledgedHead(NamedTuple):
    """A size that the log had, and the root of its tree then, as hex digits."""

    position: int
    root: str


class AcknowledgedHeadFile:
    """The file of one server, kept open. Raises OSError."""

    def __init__(self, folder: Path, server: str) -> None:
        (folder / FOLDER_NAME).mkdir(parents=True, exist_ok=True)
        self._file = os.open(
            folder / FOLDER_NAME / f"{server}.json", os.O_RDWR | os.O_CREAT, 0o600
        )
        if os.fstat(self._file).st_size == 0:
            # Nothing yet. An empty file says that somebody emptied it.
            self.write(0, _NO_ROOT)

    def write(self, position: int, root: bytes) -> None:
        text = json.dumps({"position": position, "root": root.hex()})
        # Of one length, so that a shorter text never leaves the end of a longer one.
        os.pwrite(self._file, text.encode().ljust(_LENGTH) + b"\n", 0)

    def close(self) -> None:
        file, self._file = self._file, -1  # its number is soon another file's
        if file >= 0:
            os.close(file)


def acknowledged_heads(folder: Path) -> dict[str, AcknowledgedHead]:
    """What each server of a data folder acknowledged, by its name; not those that
    acknowledged nothing yet. Earlier versions left their files empty.

    Raises OSError, ValueError.
    """
    heads = {}
    for file in sorted((folder / FOLDER_NAME).glob("*.json")):
        text = file.read_text()
        if text.strip():
            stored = json.loads(text)
            head = AcknowledgedHead(int(stored["position"]), str(stored["root"]))
            if head.position:
                heads[file.stem] = head
    return heads


def describe_loss(acknowledged: int, end: int) -> str:
    """What is missing, and what to do, if the log ends at `end` and its facts up to
    `acknowledged` are not those acknowledged.
    """
    if end < acknowledged:
        reason = f"it ends at position {end}, but {acknowledged} was acknowledged"
    else:
        reason = f"its facts up to {acknowledged} differ from those acknowledged"
    return (
        f"the record is read-only because {reason}: acknowledged facts are missing. "
        "Find the database that has them; if they are permanently lost, run 'bsm "
        "accept-loss'"
    )


def initialise_empty_files(folder: Path) -> None:
    """Says in the files of servers that have acknowledged nothing that it is so. For an
    upgrade: earlier versions left them empty. Raises OSError.
    """
    for file in (folder / FOLDER_NAME).glob("*.json"):
        if file.stat().st_size == 0:
            AcknowledgedHeadFile(folder, file.stem).close()


def delete_acknowledged_heads(folder: Path) -> None:
    """After a person has accepted the loss. Raises OSError."""
    for file in (folder / FOLDER_NAME).glob("*.json"):
        file.unlink()
