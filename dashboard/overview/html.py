"""HTML for the Overview: the objectives."""

from collections.abc import Sequence
from html import escape

from bsm_projections.meetings.objective_queries import Objective


def objective_list(rows: Sequence[Objective]) -> str:
    items = "".join(
        f"<li><b>{escape(row.code)}</b><span>{escape(row.text)}</span>"
        f"<small>{escape(_objective_note(row))}</small></li>"
        for row in rows
    )
    return f'<ul class="bsm-objectives">{items}</ul>'


def _objective_note(row: Objective) -> str:
    closed = " · focal points only" if row.audience != "all" else ""
    status = row.status if row.status == "discussed" else "not discussed yet"
    return f"{row.outcome_kind} · {status}{closed}"
