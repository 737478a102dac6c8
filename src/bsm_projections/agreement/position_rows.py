"""How a delegation's row of positions follows from what was said, in any order."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bsm_domain.agreement.facts import (
    PositionCorrected,
    PositionEvent,
    PositionTaken,
    PositionWithdrawn,
)
from bsm_domain.agreement.positions_held import (
    HeldPosition,
    HeldPositions,
    held_position,
)
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.tables import DecisionRow, PositionRow
from bsm_projections.engine.audience import DELEGATIONS_ONLY


def row_with_fact(
    row: PositionRow | None, fact: PositionEvent, decision: DecisionRow
) -> PositionRow:
    """The delegation's row after a fact; its fields are those of what stands."""
    told = [] if row is None else json.loads(row.told)
    if isinstance(fact, PositionCorrected):
        told = [_corrected(entry, fact) for entry in told]
    told.append(_entry(fact, told))
    entry = _standing(told) or _last_said(told)
    is_final = _is_final(entry["position"], entry["version"], decision)
    return PositionRow(
        decision_id=str(fact.originator_id),
        delegation=fact.delegation,
        version=entry["version"],
        position=entry["position"],
        text=entry["text"],
        until=entry["until"] and date.fromisoformat(entry["until"]),
        speaking_for=entry["speaking_for"],
        how=entry["how"],
        is_own=entry["is_own"],
        happened_at=datetime.fromisoformat(entry["happened_at"]),
        recorded_at=datetime.fromisoformat(entry["recorded_at"]),
        is_late=entry["is_late"],
        entry=entry["fact"],
        is_final=is_final,
        meeting_id=decision.meeting_id,
        audience=_audience(decision, is_final),
        until_ends_at=entry["until_ends_at"]
        and datetime.fromisoformat(entry["until_ends_at"]),
        told=json.dumps(told, ensure_ascii=False),
    )


def final_row(row: PositionRow, decision: DecisionRow) -> PositionRow:
    """The row once the decision is adopted: final positions are for all who may see the
    matter.
    """
    is_final = _is_final(row.position, row.version, decision)
    return replace(row, is_final=is_final, audience=_audience(decision, is_final))


def _is_final(position: str | None, version: int, decision: DecisionRow) -> bool:
    """What was withdrawn is none, and tells nobody else that there was a position."""
    return position is not None and version == decision.adopted_version


def _audience(decision: DecisionRow, is_final: bool) -> str:
    if decision.is_restricted:
        return MatterAudience.FOCAL_POINTS
    return MatterAudience.ALL if is_final else DELEGATIONS_ONLY


def _entry(fact: PositionEvent, told: list[dict[str, Any]]) -> dict[str, Any]:
    held = held_position(fact)
    how, is_own = _how(fact, told)
    until = None if isinstance(fact, PositionWithdrawn) else fact.until
    return {
        "fact": held.fact,
        "version": held.version,
        "position": held.position,
        "happened_at": held.happened_at.isoformat(),
        "until_ends_at": held.until and held.until.isoformat(),
        "is_void": held.is_void,
        "is_own": is_own,
        "how": how,
        "until": until and until.on.isoformat(),
        "text": None if isinstance(fact, PositionWithdrawn) else fact.text,
        "speaking_for": fact.speaking_for if isinstance(fact, PositionTaken) else None,
        "recorded_at": fact.recorded_at.isoformat(),
        "is_late": fact.entered_late,
        "corrected_by": None,
    }


def _how(fact: PositionEvent, told: list[dict[str, Any]]) -> tuple[str, bool]:
    """How it was given, and whether the delegation says so itself. A correction has the
    former from what it corrects; it is the word of whoever corrects.
    """
    if not isinstance(fact, PositionCorrected):
        return fact.how, fact.how is How.SYSTEM
    wrong = next(entry for entry in told if entry["fact"] == fact.corrects)
    return wrong["how"], fact.actor.role is Role.FOCAL_POINT


def _corrected(entry: dict[str, Any], fact: PositionCorrected) -> dict[str, Any]:
    if entry["fact"] != fact.corrects:
        return entry
    return {**entry, "corrected_by": fact.originator_version}


def _standing(told: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The position on the latest version on which there is one."""
    counted = [entry for entry in told if entry["corrected_by"] is None]
    held = HeldPositions(
        {"": tuple(sorted(map(_held, counted), key=lambda e: e.order))}
    )
    for version in sorted({entry["version"] for entry in counted}, reverse=True):
        standing = held.standing("", version)
        if standing is not None:
            return next(entry for entry in told if entry["fact"] == standing.fact)
    return None


def _last_said(told: list[dict[str, Any]]) -> dict[str, Any]:
    """What happened last: where no position stands, its withdrawal."""
    counted = [entry for entry in told if entry["corrected_by"] is None]
    return max(counted, key=lambda entry: _held(entry).order)


def _held(entry: dict[str, Any]) -> HeldPosition:
    position = entry["position"]
    until = entry["until_ends_at"]
    return HeldPosition(
        entry["fact"],
        "",
        entry["version"],
        None if position is None else Position(position),
        datetime.fromisoformat(entry["happened_at"]),
        until and datetime.fromisoformat(until),
        is_void=entry["is_void"],
    )
