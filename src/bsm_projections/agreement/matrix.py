"""Drafts and decisions of a meeting against delegations: who said what of which."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsm_domain.foundation.participating_states import participating_states_on
from bsm_projections.agreement.queries import decisions
from bsm_projections.agreement.tables import Decision
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext

_MOST_DECISIONS = 1_000


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The position of a delegation; `is_stale` where it is on an earlier version only,
    and counts for nothing.
    """

    position: str
    version: int
    is_stale: bool


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A decision and its cells by delegation: none for those that were not heard."""

    decision: Decision
    cells: Mapping[str, MatrixCell]

    def is_entitled(self, delegation: str) -> bool:
        """Whether its objection stops the round; where none is open, whether it is a
        participating State.
        """
        entitled = self.decision.entitled
        return not entitled or delegation in entitled


@dataclass(frozen=True, slots=True)
class Matrix:
    """`delegations` are participating States in protocol order."""

    delegations: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix(context: ReadContext, meeting_id: Id) -> Matrix:
    """As far as the viewer may see positions: who may not sees empty rows."""
    found = decisions(context, meeting_id=meeting_id, limit=_MOST_DECISIONS).items
    versions = {decision.id: decision.text_version for decision in found}
    cells: dict[str, dict[str, MatrixCell]] = {decision.id: {} for decision in found}
    rows = context.rows(
        "SELECT decision_id, delegation, position, version FROM {positions} "
        "WHERE meeting_id = :id AND position IS NOT NULL",
        id=meeting_id,
    )
    for row in rows:
        id, version = row["decision_id"], row["version"]
        if id in cells:
            cells[id][row["delegation"]] = MatrixCell(
                row["position"], version, version < versions[id]
            )
    return Matrix(
        participating_states_on(context.moment.at.date()),
        tuple(MatrixRow(decision, cells[decision.id]) for decision in found),
    )
