"""What waits for the position of a delegation."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_projections.agreement.decision_status import (
    has_round,
    is_expired,
    is_silence,
)
from bsm_projections.agreement.queries import decisions
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.read_context import ReadContext

_MOST_DECISIONS = 1_000


@dataclass(frozen=True, slots=True)
class EarlierPosition:
    """A position on an earlier version, which no longer counts."""

    position: str
    version: int


@dataclass(frozen=True, slots=True)
class AwaitedPosition:
    """A draft on whose current version the delegation has no position; `earlier` is
    the one that it had on an earlier version.
    """

    decision: Decision
    earlier: EarlierPosition | None


def awaited_positions(
    context: ReadContext, delegation: DelegationCode
) -> tuple[AwaitedPosition, ...]:
    """Drafts of all meetings on which the delegation counts for consensus and was not
    heard: silences in the order of their expiry, then other procedures, then drafts,
    the oldest first. A silence that has expired waits for nobody.
    """
    states = participating_states_on(context.moment.at.date())
    found = [
        decision
        for decision in decisions(
            context, awaiting=delegation, limit=_MOST_DECISIONS
        ).items
        if delegation in (decision.entitled if has_round(decision) else states)
        and not is_expired(decision, context.moment.at)
    ]
    rows = context.rows(
        "SELECT decision_id, position, version FROM {positions} "
        "WHERE delegation = :code AND position IS NOT NULL",
        code=delegation,
    )
    earlier = {row["decision_id"]: context.item(EarlierPosition, row) for row in rows}
    return tuple(
        AwaitedPosition(decision, earlier.get(decision.id))
        for decision in sorted(found, key=_urgency)
    )


def _urgency(decision: Decision) -> tuple[int, datetime]:
    if is_silence(decision) and decision.expires_at is not None:
        return 0, decision.expires_at
    if decision.opened_at is not None and has_round(decision):
        return 1, decision.opened_at
    return 2, decision.tabled_at
