"""Who was present when the roll of a session was last called."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.meetings.meeting_facts import RollCalled
from bsm_projections.engine.columns import Id, id_text
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.temporal_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """The last one of a session, or of the meeting as a whole.

    `present` are all delegations that were there, in the order in which they were
    named. Of the `quorum_states` participating States that are invited,
    `states_present` were there; `needed` is the quorum, where the meeting has one. Of
    the delegations with `acting_heads` the head was not there.
    """

    meeting_id: Id
    session_id: Id | None
    called_at: datetime
    present: tuple[str, ...]
    states_present: int
    quorum_states: int
    needed: int | None
    acting_heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallRow(RollCall):
    """Its `audience` is that of the session. `place` is its ID, empty for the meeting
    as a whole.
    """

    place: str
    audience: str


ROLL_CALLS = Table("roll_calls", RollCallRow, ("meeting_id", "place"))


def roll_call_row(fact: RollCalled, audience: str) -> RollCallRow:
    return RollCallRow(
        meeting_id=str(fact.originator_id),
        session_id=id_text(fact.session_id),
        place=id_text(fact.session_id) or "",
        called_at=fact.occurred_at,
        present=tuple(line.delegation for line in fact.lines if line.present),
        states_present=fact.present,
        quorum_states=fact.quorum_states,
        needed=fact.needed,
        acting_heads=tuple(
            line.delegation for line in fact.lines if line.acting_head is not None
        ),
        audience=audience,
    )


def roll_calls(context: ReadContext, meeting_id: Id) -> tuple[RollCall, ...]:
    """The last roll-call of each session of a meeting, the latest first."""
    return context.items(
        RollCall,
        "SELECT * FROM {roll_calls} WHERE meeting_id = :id "
        "ORDER BY called_at DESC, place",
        id=meeting_id,
    )
