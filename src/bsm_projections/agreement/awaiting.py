"""What waits for the position of a delegation."""

from dataclasses import dataclass
from datetime import datetime

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_projections.agreement.decision_status import has_round, is_silence
from bsm_projections.agreement.queries import NOT_HEARD, UNDECIDED, decisions
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext

_MOST_DECISIONS = 1_000


@dataclass(frozen=True, slots=True)
class AwaitedDraft:
    """A draft on whose current version a delegation that counts for consensus was not
    heard. Once its silence has expired (`expires_at`), it waits for nobody.
    """

    decision_id: Id
    status: str
    procedure: str | None
    entitled: tuple[str, ...]
    expires_at: datetime | None

    def is_awaited_at(self, at: datetime) -> bool:
        return not is_silence(self) or self.expires_at is None or at < self.expires_at


@dataclass(frozen=True, slots=True)
class EarlierPosition:
    """A position on an earlier version, which no longer counts."""

    position: str
    version: int


@dataclass(frozen=True, slots=True)
class AwaitedPosition:
    """A draft that waits for a delegation; `earlier` is the position that it had on an
    earlier version.
    """

    decision: Decision
    earlier: EarlierPosition | None


def awaited_drafts(
    context: ReadContext, delegation: DelegationCode
) -> tuple[AwaitedDraft, ...]:
    """Drafts of all meetings that wait for the delegation, to be counted."""
    states = participating_states_on(context.moment.at.date())
    found = context.items(
        AwaitedDraft,
        f"SELECT * FROM {{decisions}} WHERE {UNDECIDED} AND {NOT_HEARD}",
        delegation=delegation,
    )
    return tuple(
        draft
        for draft in found
        if delegation in (draft.entitled if has_round(draft) else states)
    )


def awaited_positions(
    context: ReadContext, delegation: DelegationCode
) -> tuple[AwaitedPosition, ...]:
    """The same drafts in full: silences in the order of their expiry, then other
    procedures, then drafts, the oldest first.
    """
    awaited = {draft.decision_id for draft in awaited_drafts(context, delegation)}
    found = decisions(context, awaiting=delegation, limit=_MOST_DECISIONS).items
    rows = context.rows(
        "SELECT decision_id, position, version FROM {positions} "
        "WHERE delegation = :code AND position IS NOT NULL",
        code=delegation,
    )
    earlier = {row["decision_id"]: context.item(EarlierPosition, row) for row in rows}
    return tuple(
        AwaitedPosition(decision, earlier.get(decision.id))
        for decision in sorted(found, key=_urgency)
        if decision.id in awaited
    )


def _urgency(decision: Decision) -> tuple[int, datetime]:
    if is_silence(decision) and decision.expires_at is not None:
        return 0, decision.expires_at
    if decision.status == DecisionStatus.IN_PROCEDURE and decision.opened_at:
        return 1, decision.opened_at
    return 2, decision.tabled_at
