"""The register of erasures: a file in the data folder that outlives the databases.

It has a line when an erasure starts, and one with its receipt when it is complete. It
is not part of backups, which are older than its last lines: it is replayed after a
restore.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.targets import ErasureTarget

FILE_NAME = "erasures.jsonl"

ErasedKeys = tuple[UUID, ...]


class ErasureEntry(FrozenModel):
    """An erasure in the register: started, or complete with its receipt."""

    asked: ErasureTarget
    receipt: Receipt | None = None
    sha256: str | None = None

    @property
    def is_finished(self) -> bool:
        return self.receipt is not None and self.receipt.finished


class ErasureRegister:
    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE_NAME

    def entries(self) -> dict[ErasedKeys, ErasureEntry]:
        """The state of each erasure, by the keys that it destroys, the earliest first.
        Raises StoreUnavailable if the file is not a register.
        """
        return read_register(self.file) if self.file.exists() else {}

    def begin(self, target: ErasureTarget, now: datetime) -> None:
        self._add({"begun_at": now.isoformat()}, ErasureEntry(asked=target))

    def complete(self, target: ErasureTarget, receipt: Receipt) -> None:
        entry = ErasureEntry(asked=target, receipt=receipt, sha256=receipt.sha256)
        self._add({"completed_at": receipt.completed_at.isoformat()}, entry)

    def merge(self, entries: Mapping[ErasedKeys, ErasureEntry]) -> None:
        """Adds the entries of another copy of the register that are missing here."""
        with self.lock():
            existing = self.entries()
            for keys, entry in entries.items():
                if keys not in existing:
                    self._add({}, entry)

    def _add(self, fields: dict[str, str], entry: ErasureEntry) -> None:
        line = json.dumps({**fields, **entry.model_dump(mode="json")})
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            # An incomplete last line, after a crash, does not count.
            whole = file.read().rfind(b"\n") + 1
            file.truncate(whole)
            file.seek(whole)
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process and one thread of this machine erases at a time."""
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def read_register(file: Path) -> dict[ErasedKeys, ErasureEntry]:
    """A register, or a copy of one. Raises OSError, StoreUnavailable."""
    entries: dict[ErasedKeys, ErasureEntry] = {}
    lines = file.read_bytes().splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line.decode())
            fields.pop("begun_at", None)
            fields.pop("completed_at", None)
            entry = ErasureEntry.model_validate(fields)
        except (ValueError, AttributeError, RecursionError) as error:
            # The last line may be incomplete after a crash; the erasure starts again.
            if number == len(lines) and _is_incomplete(line):
                break
            raise StoreUnavailable(
                f"line {number} of {file.name} is not an entry of a register of "
                "erasures; restore the file"
            ) from error
        entries[entry.asked.keys] = entry
    return entries


def _is_incomplete(line: bytes) -> bool:
    """Whether it is the beginning of an entry: any other file is not a register."""
    return line[:1] in (b"{", b"\0") and not line.endswith(b"\n")
