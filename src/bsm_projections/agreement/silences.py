"""Silences that are running, or that expired and are not settled yet."""

from dataclasses import dataclass
from datetime import datetime

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSilence:
    decision_id: Id
    meeting_id: Id
    audience: str
    title: str
    text_version: int
    round: int
    opened_at: datetime
    expires_at: datetime
    time_zone: str
    entitled: tuple[str, ...]


def running_silences(context: ReadContext) -> tuple[RunningSilence, ...]:
    """In the order in which they expire."""
    return context.items(
        RunningSilence,
        "SELECT * FROM {decisions} WHERE status = 'in procedure' "
        "AND procedure = 'silence' ORDER BY expires_at, decision_id",
    )
