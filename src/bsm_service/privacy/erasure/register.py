"""The register of erasures: a file of the data folder that outlives any database.

A line when an erasure begins, and one with its receipt when it is complete. A backup
that is restored is older than its last lines. So it is not in the backup: it is what
the restored record is held against.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.targets import ErasureTarget

FILE_NAME = "erasures.jsonl"

ErasedKeys = tuple[UUID, ...]


class ErasureEntry(FrozenModel):
    """An erasure as the register has it: begun, or complete with its receipt."""

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
        """What is known of each erasure, by the keys that it destroys, the earliest
        first. Raises StoreUnavailable for a file that is no register.
        """
        return read_register(self.file) if self.file.exists() else {}

    def begin(self, target: ErasureTarget, now: datetime) -> None:
        self._add({"begun_at": now.isoformat()}, ErasureEntry(asked=target))

    def complete(self, target: ErasureTarget, receipt: Receipt) -> None:
        entry = ErasureEntry(asked=target, receipt=receipt, sha256=receipt.sha256)
        self._add({"completed_at": receipt.completed_at.isoformat()}, entry)

    def merge(self, entries: Mapping[ErasedKeys, ErasureEntry]) -> None:
        """Takes over what another copy of the register knows and this one does not."""
        with self.lock():
            existing = self.entries()
            for keys, entry in entries.items():
                if keys not in existing:
                    self._add({}, entry)

    def _add(self, fields: dict[str, str], entry: ErasureEntry) -> None:
        line = json.dumps({**fields, **entry.model_dump(mode="json")})
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            # A line that a crash cut off is not one.
            whole = file.read().rfind(b"\n") + 1
            file.truncate(whole)
            file.seek(whole)
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One process of this machine erases at a time, and one thread of it."""
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def read_register(file: Path) -> dict[ErasedKeys, ErasureEntry]:
    """A register, or a copy of one. Raises OSError, StoreUnavailable."""
    entries: dict[ErasedKeys, ErasureEntry] = {}
    lines = file.read_text("utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
            fields.pop("begun_at", None)
            fields.pop("completed_at", None)
            entry = ErasureEntry.model_validate(fields)
        except (ValueError, AttributeError) as error:
            # The last line may be cut off by a crash; the erasure begins again.
            if number == len(lines) and not line.endswith("\n"):
                break
            raise StoreUnavailable(
                f"line {number} of {file.name} is not an entry of a register of "
                "erasures; restore the file"
            ) from error
        entries[entry.asked.keys] = entry
    return entries
