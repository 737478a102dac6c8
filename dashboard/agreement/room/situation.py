"""Where a draft stands in the room: who holds it up, whom nobody has heard, and whether
the gavel can fall. The aggregate decides the same once more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bsm_domain.agreement.values import (
    BREAKING,
    DecisionStatus,
    Position,
    Procedure,
)
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_domain.foundation.values import DueDate
from bsm_projections.agreement.tables import Decision, DelegationPosition


class GavelObstacle(StrEnum):
    """Why a draft cannot be adopted yet."""

    NO_PROCEDURE = "no procedure"
    SILENCE = "silence"
    NOT_IN_SESSION = "not in session"
    NO_ROLL = "no roll"
    NOBODY_PRESENT = "nobody present"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Situation:
    """What those present have said of the current version.

    `entitled` are the States whose objection counts, in protocol order. `blocking` hold
    up consensus; `outside` oppose the text, but do not count in this round. `unheard`
    opposed an earlier version and said nothing of this one: they must be read out.
    `heard` have a position on the current version; `silent` are entitled States that
    are present and do not.
    """

    entitled: tuple[str, ...]
    blocking: tuple[DelegationPosition, ...]
    outside: tuple[DelegationPosition, ...]
    unheard: tuple[DelegationPosition, ...]
    heard: tuple[DelegationPosition, ...]
    silent: tuple[str, ...]
    obstacle: GavelObstacle | None


def situation_of(
    decision: Decision,
    positions: Sequence[DelegationPosition],
    *,
    present: Collection[str] | None,
    time_zone: str,
    in_session: bool,
    at: datetime,
) -> Situation:
    """`present` are all that the last roll-call has as present; None where it was not
    called. `time_zone` is that of the meeting, in which days end.
    """
    heard = tuple(
        said
        for said in positions
        if said.position is not None and said.version == decision.text_version
    )
    opposed = tuple(said for said in heard if _is_blocking(said, at, time_zone))
    states = participating_states_on(at.date())
    counted = _entitled(decision, opposed, present, states)
    entitled = tuple(code for code in states if code in counted)
    blocking = tuple(said for said in opposed if said.delegation in counted)
    spoken = {said.delegation for said in heard}
    here = counted if present is None else counted & {*present}
    situation = Situation(
        entitled,
        blocking,
        tuple(said for said in opposed if said.delegation not in counted),
        tuple(
            said
            for said in positions
            if said.delegation in counted - spoken
            and said.position is not None
            and _is_blocking(said, at, time_zone)
        ),
        heard,
        tuple(code for code in entitled if code in here - spoken),
        _obstacle(decision, blocking, present, states, in_session),
    )
    return situation


def _is_blocking(said: DelegationPosition, at: datetime, time_zone: str) -> bool:
    if said.position == Position.AD_REFERENDUM:
        return (
            said.until is not None
            and at < DueDate(on=said.until, time_zone=time_zone).ends_at
        )
    return said.position in BREAKING


def _entitled(
    decision: Decision,
    opposed: Sequence[DelegationPosition],
    present: Collection[str] | None,
    states: tuple[str, ...],
) -> frozenset[str]:
    """Those of the round; in the room those present, and whoever of the round still
    opposes the text. Where no round is open, all participating States.
    """
    if decision.status != DecisionStatus.IN_PROCEDURE:
        return frozenset(states)
    if decision.procedure != Procedure.ROOM:
        return frozenset(decision.entitled)
    still_opposed = {said.delegation for said in opposed} & {*decision.entitled}
    return frozenset(({*(present or ())} & {*states}) | still_opposed)


def _obstacle(
    decision: Decision,
    blocking: Sequence[DelegationPosition],
    present: Collection[str] | None,
    states: tuple[str, ...],
    in_session: bool,
) -> GavelObstacle | None:
    if decision.status != DecisionStatus.IN_PROCEDURE:
        return GavelObstacle.NO_PROCEDURE
    if decision.procedure == Procedure.SILENCE:
        return GavelObstacle.SILENCE
    if decision.procedure == Procedure.ROOM:
        if not in_session:
            return GavelObstacle.NOT_IN_SESSION
        if present is None:
            return GavelObstacle.NO_ROLL
        if not {*present} & {*states}:
            return GavelObstacle.NOBODY_PRESENT
    return GavelObstacle.BLOCKED if blocking else None
