"""Drafts and decisions of a meeting against delegations: who said what of which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bsm_domain.foundation.participating_states import participating_states_on
from bsm_projections.agreement.decision_status import has_round
from bsm_projections.agreement.queries import decisions
from bsm_projections.agreement.tables import Decision
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext

_MOST_DECISIONS = 1_000


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The position of a delegation; `is_stale` where it is on an earlier version only,
    and `has_lapsed` ad referendum after its day: neither counts.
    """

    position: str
    version: int
    until: date | None
    is_stale: bool = computed()
    has_lapsed: bool = computed()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A decision and its cells by delegation: none for those that were not heard."""

    decision: Decision
    cells: Mapping[str, MatrixCell]

    def is_entitled(self, delegation: str) -> bool:
        """Whether the objection of a participating State stops the round."""
        return not has_round(self.decision) or delegation in self.decision.entitled


@dataclass(frozen=True, slots=True)
class Matrix:
    """`delegations` are participating States in protocol order."""

    delegations: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationAgreement:
    """A cell of the matrix with its row and column. `position` is None where the
    delegation was not heard on any version; `position_version` is the one it is about.
    """

    decision_id: Id
    objective_code: str | None
    title: str
    text_version: int
    status: str
    symbol: str | None
    delegation: str
    delegation_name: str
    is_entitled: bool
    position: str | None
    position_version: int | None
    is_stale: bool
    until: date | None
    has_lapsed: bool


def matrix(context: ReadContext, meeting_id: Id) -> Matrix:
    """The rows of which the viewer may see positions: before an adoption they are for
    delegations and auditors.
    """
    found = [
        decision
        for decision in decisions(
            context, meeting_id=meeting_id, limit=_MOST_DECISIONS
        ).items
        if context.audience.negotiation or decision.adopted_version is not None
    ]
    cells: dict[str, dict[str, MatrixCell]] = {decision.id: {} for decision in found}
    versions = {decision.id: decision.text_version for decision in found}
    rows = context.rows(
        "SELECT decision_id, delegation, position, version, until, until_ends_at "
        "FROM {positions} WHERE meeting_id = :id AND position IS NOT NULL",
        id=meeting_id,
    )
    for row in rows:
        id = row["decision_id"]
        if id in cells:
            cells[id][row["delegation"]] = _cell(context, row, versions[id])
    return Matrix(
        participating_states_on(context.moment.at.date()),
        tuple(MatrixRow(decision, cells[decision.id]) for decision in found),
    )


def _cell(context: ReadContext, row: Row, version: int) -> MatrixCell:
    ends_at = row["until_ends_at"]
    return context.item(
        MatrixCell,
        row,
        is_stale=row["version"] < version,
        has_lapsed=ends_at is not None and ends_at <= context.now,
    )


def delegation_agreements(
    context: ReadContext, meeting_id: Id
) -> tuple[DelegationAgreement, ...]:
    """The matrix, cell by cell."""
    found = matrix(context, meeting_id)
    return tuple(
        cell for row in found.rows for cell in _flat(context, row, found.delegations)
    )


def _flat(
    context: ReadContext, row: MatrixRow, delegations: Sequence[str]
) -> Iterator[DelegationAgreement]:
    decision = row.decision
    for code in delegations:
        cell = row.cells.get(code)
        yield DelegationAgreement(
            decision_id=decision.id,
            objective_code=decision.objective_code,
            title=decision.title,
            text_version=decision.text_version,
            status=decision.status,
            symbol=decision.symbol,
            delegation=code,
            delegation_name=context.delegation_name(code),
            is_entitled=row.is_entitled(code),
            position=None if cell is None else cell.position,
            position_version=None if cell is None else cell.version,
            is_stale=cell is not None and cell.is_stale,
            until=None if cell is None else cell.until,
            has_lapsed=cell is not None and cell.has_lapsed,
        )
