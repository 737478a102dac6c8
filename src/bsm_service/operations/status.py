"""The state of the product: the log's position, how far behind each read model is, and
details for its operators.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel

from bsm_projections.agreement.silences import RunningSilence
from bsm_projections.databases import Database
from bsm_projections.engine.engine import Engine, ParkedFact
from bsm_service.application.databases import PRODUCT_DATABASES
from bsm_service.event_store.acknowledged_heads import acknowledged_heads
from bsm_service.event_store.store import EventStore
from bsm_service.foundation.schema_versions import PRODUCT_VERSION
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import MessageState


class ProjectionStatus(BaseModel):
    """`lag_seconds` is the age of the oldest fact not yet shown; 0 if there is none."""

    name: str
    position: int
    lag_seconds: float
    parked: int


class Status(BaseModel):
    position: int
    projections: tuple[ProjectionStatus, ...]
    parked_facts: tuple[ParkedFact, ...] = ()


class DatabaseStatus(BaseModel):
    """One database: its size in bytes, and its schema step."""

    name: str
    version: str
    schema_step: int
    size: int


class AcknowledgedHeadStatus(BaseModel):
    """What one server of this data folder acknowledged last."""

    server: str
    position: int
    root: str


class MessageStatus(BaseModel):
    """`retried` counts the waiting messages that could not be sent so far."""

    waiting: int
    retried: int
    failed: int
    oldest_waiting_seconds: float


class SilenceStatus(BaseModel):
    """`held` says that the clock went ahead, so that no silence is settled for a
    while.
    """

    running: int
    next_expiry: datetime | None
    held: bool


class DetailedStatus(Status):
    """`alarm` says why the record is read-only, if it is; `warnings` are risks of
    losing data.
    """

    product: str
    alarm: str | None
    warnings: tuple[str, ...]
    databases: tuple[DatabaseStatus, ...]
    remembered_heads: tuple[AcknowledgedHeadStatus, ...]
    letters: MessageStatus
    silences: SilenceStatus


def detailed_status(
    store: EventStore,
    engine: Engine,
    databases: Sequence[Database],
    outbox: Outbox,
    silences: SilenceStatus,
    folder: Path,
    now: datetime,
    risks: Sequence[str] = (),
) -> DetailedStatus:
    """The status with details, which take longer to collect.

    `databases` are those of `PRODUCT_DATABASES`, in that order; `risks` are those of
    the settings.
    Raises OSError.
    """
    return DetailedStatus(
        **dict(read_status(store, engine, now)),
        product=PRODUCT_VERSION,
        alarm=store.alarm,
        warnings=(*store.database.risks(), *risks),
        databases=tuple(
            DatabaseStatus(
                name=part.name,
                version=database.version(),
                schema_step=part.schema.applied(database),
                size=database.size(),
            )
            for part, database in zip(PRODUCT_DATABASES, databases, strict=True)
        ),
        remembered_heads=tuple(
            AcknowledgedHeadStatus(
                server=server, position=acknowledged.position, root=acknowledged.root
            )
            for server, acknowledged in acknowledged_heads(folder).items()
        ),
        letters=message_status(outbox, now),
        silences=silences,
    )


def message_status(outbox: Outbox, now: datetime) -> MessageStatus:
    """Messages that wait to be mailed, and those that failed."""
    counts, since = outbox.counts(), outbox.oldest_waiting()
    failing = outbox.failing()
    waits = 0.0 if since is None else (now - since).total_seconds()
    return MessageStatus(
        waiting=counts[MessageState.WAITING],
        retried=sum(message.state is MessageState.WAITING for message in failing),
        failed=counts[MessageState.FAILED],
        oldest_waiting_seconds=max(0.0, waits),
    )


def silence_status(
    silences: Sequence[RunningSilence], *, is_held: bool
) -> SilenceStatus:
    """`silences` are those running, in the order of their expiry."""
    return SilenceStatus(
        running=len(silences),
        next_expiry=silences[0].expires_at if silences else None,
        held=is_held,
    )


def read_status(store: EventStore, engine: Engine, now: datetime) -> Status:
    """Read-only."""
    head = store.position()

    def lag(position: int) -> float:
        if position >= head:
            return 0.0
        waiting_since = store.recorded_at(position + 1)
        return max(0.0, (now - waiting_since).total_seconds())

    return Status(
        position=head,
        projections=tuple(
            ProjectionStatus(
                name=projection.name,
                position=projection.position,
                lag_seconds=lag(projection.position),
                parked=projection.parked,
            )
            for projection in engine.progress()
            if projection.active
        ),
        parked_facts=tuple(engine.parked()),
    )
