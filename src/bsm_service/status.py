"""How the product is doing: the log's position, how far behind each read model is."""

from datetime import datetime

from pydantic import BaseModel

from bsm_projections.engine import Engine
from bsm_service.store import Store


class ProjectionStatus(BaseModel):
    """`lag_seconds` is the age of the oldest fact not yet seen; 0 where none waits."""

    name: str
    position: int
    lag_seconds: float
    parked: int


class ParkedFact(BaseModel):
    projection: str
    position: int
    stored_name: str
    error: str


class Status(BaseModel):
    position: int
    projections: tuple[ProjectionStatus, ...]
    parked_facts: tuple[ParkedFact, ...] = ()


def status(store: Store, engine: Engine, now: datetime) -> Status:
    """Looks, and changes nothing."""
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
                name=one.name,
                position=one.position,
                lag_seconds=lag(one.position),
                parked=one.parked,
            )
            for one in engine.progress()
            if one.active
        ),
        parked_facts=tuple(
            ParkedFact(
                projection=one.projection,
                position=one.position,
                stored_name=one.stored_name,
                error=one.error,
            )
            for one in engine.parked()
        ),
    )
