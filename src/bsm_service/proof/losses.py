"""Permanent loss of acknowledged facts: what is missing, and how to continue without
it.

The loss is noted in the data folder where it was found. A fact could not say so: it
would be a decision of the network about machines that it never heard of, and the next
restore might lose it too.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from bsm_service.event_store.acknowledged_heads import (
    FOLDER_NAME,
    acknowledged_heads,
    delete_acknowledged_heads,
)
from bsm_service.event_store.store import EventStore

FILE_NAME = "losses.jsonl"


class MissingFacts(BaseModel):
    """What one server acknowledged and the log lacks.

    `file` is where the server remembers it. Where the log is long enough, its facts up
    to `acknowledged` are others.
    """

    server: str
    file: str
    acknowledged: int
    root: str


class Loss(BaseModel):
    """Where the log ends, and which servers acknowledged more than that."""

    position: int
    root: str
    missing: tuple[MissingFacts, ...]


def find_loss(store: EventStore, folder: Path) -> Loss:
    """Read-only. Raises OSError."""
    head = store.frontier_at(store.position())
    return Loss(
        position=head.size if head else 0,
        root=head.root().hex() if head else "",
        missing=tuple(
            MissingFacts(
                server=server,
                file=str(Path(FOLDER_NAME) / f"{server}.json"),
                acknowledged=acknowledged.position,
                root=acknowledged.root,
            )
            for server, acknowledged in acknowledged_heads(folder).items()
            if store.lacks(acknowledged)
        ),
    )


def record_accepted_loss(loss: Loss, folder: Path, now: datetime) -> None:
    """Notes the loss, and then deletes the acknowledged heads. Raises OSError.

    Servers that run are not told: they stay read-only until they start again.
    """
    line = json.dumps({"accepted_at": now.isoformat(), **loss.model_dump()})
    with (folder / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
    delete_acknowledged_heads(folder)
