"""Drafts against delegations, as a table of marks with words; on a narrow screen, a
card for each draft with counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from bsm_domain.agreement.texts import POSITION_PAST, POSITION_PRESENT
from bsm_domain.agreement.values import BREAKING, Position
from bsm_domain.foundation.formatting import format_date, format_number
from bsm_domain.foundation.participating_states import state_name
from bsm_projections.agreement.decision_status import (
    is_undecided,
)
from bsm_projections.agreement.matrix import Matrix, MatrixCell, MatrixRow
from bsm_projections.agreement.tables import Decision
from bsm_service.documents.spreadsheets import CellValue
from dashboard.agreement.overview import texts
from dashboard.components.templates import render

_TEMPLATE = "agreement/matrix.html"
UNHEARD, STALE, OUTSIDE = "unheard", "stale", "outside"
# What the marks mean, by their classes, which also give them their letters on paper.
MARKS: Mapping[str, str] = {
    "agree": "agree",
    "reserve": "agree with reservation",
    "object": "object",
    "amend": "propose amendment",
    "referendum": "ad referendum",
    "none": "no position",
    UNHEARD: "not heard",
    STALE: "earlier version only",
    OUTSIDE: "not entitled in this round",
}
_MARK_OF = {
    Position.AGREE: "agree",
    Position.RESERVE: "reserve",
    Position.OBJECT: "object",
    Position.AMEND: "amend",
    Position.AD_REFERENDUM: "referendum",
    Position.NONE: "none",
}


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A row as it is drawn: a mark and its words for each delegation, and which
    delegations have each mark. `own` are the words for the viewer's delegation.
    """

    decision: Decision
    status: str
    own: str
    marks: Sequence[tuple[str, str]]
    by_mark: Mapping[str, Sequence[str]]


def mark_of(row: MatrixRow, delegation: str) -> str:
    """The class of a cell's mark."""
    cell = row.cells.get(delegation)
    if cell is None:
        return UNHEARD if row.is_entitled(delegation) else OUTSIDE
    return STALE if cell.is_stale else _MARK_OF[Position(cell.position)]


def cell_text(row: MatrixRow, delegation: str) -> str:
    """AT: objected to version 2, not heard on version 3

    The heading of its column has the whole name; cells are many.
    """
    words = _cell_words(row.cells.get(delegation), row.decision)
    if not row.is_entitled(delegation):
        words = f"{words}, not entitled in this round"
    return f"{delegation}: {words}"


def _cell_words(cell: MatrixCell | None, decision: Decision) -> str:
    if cell is None:
        return "not heard"
    position = Position(cell.position)
    if cell.is_stale:
        was = POSITION_PAST[position]
        return (
            f"{was} version {format_number(cell.version)}, not heard on version "
            f"{format_number(decision.text_version)}"
        )
    words = POSITION_PRESENT[position]
    if cell.until is None:
        return words
    if cell.has_lapsed:
        return f"{words} until {format_date(cell.until)}, which has passed"
    return f"{words} until {format_date(cell.until)}"


def narrowed(matrix: Matrix, shown: str) -> Matrix:
    """Only the drafts and delegations that have a position of the kind that is
    `shown`: all of them, objections, not heard, or stale.
    """
    if shown == "all":
        return matrix
    found = {
        (number, code)
        for number, row in enumerate(matrix.rows)
        for code in matrix.delegations
        if is_undecided(row.decision) and _is_shown(row, code, shown)
    }
    rows, codes = {number for number, _ in found}, {code for _, code in found}
    return Matrix(
        tuple(code for code in matrix.delegations if code in codes),
        tuple(row for number, row in enumerate(matrix.rows) if number in rows),
    )


def _is_shown(row: MatrixRow, delegation: str, shown: str) -> bool:
    if not row.is_entitled(delegation):
        return False
    cell = row.cells.get(delegation)
    if shown == "unheard":
        return cell is None or cell.is_stale
    if cell is None:
        return False
    if shown == "stale":
        return cell.is_stale
    return not cell.is_stale and Position(cell.position) in BREAKING


def matrix_html(
    matrix: Matrix,
    at: datetime,
    address_of: Callable[[Decision], str],
    own: str | None = None,
) -> Markup:
    """The table, the cards, and what the marks mean. The cards say what the viewer's
    `own` delegation said.
    """
    day = at.date()
    lines = [_line(row, matrix.delegations, at, own) for row in matrix.rows]
    names = [(code, state_name(code, day)) for code in matrix.delegations]
    return render(_TEMPLATE, "matrix", lines, names, address_of, MARKS, own)


def _line(
    row: MatrixRow, delegations: Sequence[str], at: datetime, own: str | None
) -> MatrixLine:
    marks = [(mark_of(row, code), cell_text(row, code)) for code in delegations]
    by_mark: dict[str, list[str]] = {mark: [] for mark in MARKS}
    for code, (mark, _) in zip(delegations, marks, strict=True):
        by_mark[mark].append(code)
    return MatrixLine(
        row.decision,
        texts.status_text(row.decision, at),
        cell_text(row, own) if own else "",
        marks,
        by_mark,
    )


def matrix_rows(matrix: Matrix, at: datetime) -> list[dict[str, CellValue]]:
    """The matrix as a table for files, a row for each decision and delegation."""
    day = at.date()
    return [
        {
            "Decision": row.decision.title,
            "Version": row.decision.text_version,
            "Status": row.decision.status,
            "Symbol": row.decision.symbol or "",
            "Delegation code": code,
            "Delegation": state_name(code, day),
            "Entitled": row.is_entitled(code),
            "Position": MARKS[mark_of(row, code)],
            "Position on version": cell.version if cell else None,
        }
        for row in matrix.rows
        for code in matrix.delegations
        for cell in [row.cells.get(code)]
    ]
