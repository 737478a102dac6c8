"""Texts of the register of decisions."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bsm_domain.agreement.texts import HOW_ADOPTED
from bsm_domain.agreement.values import DecisionStatus, Procedure
from bsm_domain.foundation.formatting import (
    format_count,
    format_datetime,
    format_number,
)
from bsm_projections.agreement.tables import Decision
from dashboard.agreement.overview import texts

SCOPE_NAMES = {"all": "All meetings", "meeting": "This meeting"}
# Both clocks are shown when they differ by this much.
_SAME_TIME = timedelta(minutes=1)
SEARCH_LABEL = "Find by title or text"
REGISTER_MEASURE = "Click a title to open the decision, a column heading to sort"
REGISTER_EMPTY = (
    "Decisions are listed here with their numbers once they have been adopted."
)
NOTHING_IN_REGISTER = "No decision matches these filters. Remove a filter to see more."


def procedure_text(decision: Decision) -> str:
    """How it was adopted: "by silence"."""
    procedure = decision.procedure
    return "" if procedure is None else HOW_ADOPTED[Procedure(procedure)]


def register_headline(rows: Sequence[Decision], years: Sequence[int]) -> str:
    """9 decisions since 2010: 7 in force (1 contested), 1 superseded, 1 annulled."""
    if not years:
        return "No decision has been adopted yet."
    counts = Counter(row.status for row in rows)
    states = [
        f"{format_number(counts[status])} {word}"
        for status, word in (
            (DecisionStatus.ADOPTED, "in force"),
            (DecisionStatus.SUPERSEDED, "superseded"),
            (DecisionStatus.ANNULLED, "annulled"),
        )
        if counts[status]
    ]
    contested = sum(
        row.is_contested for row in rows if row.status == DecisionStatus.ADOPTED
    )
    if contested:
        # Nobody should rely on the number without knowing it.
        states[0] += f" ({format_number(contested)} contested)"
    decisions = format_count(len(rows), "decision")
    return f"{decisions} since {min(years)}: {', '.join(states)}."


def register_finding(shown: int, total: int) -> str:
    if shown == total:
        return format_count(total, "decision") if total else "Register"
    return f"{format_number(shown)} of {format_count(total, 'decision')}"


def adoption_text(decision: Decision, zone: str) -> str:
    """When it was adopted, and when that was recorded if that was later by a minute or
    more.
    """
    if decision.adopted_at is None:
        return ""
    adopted = format_datetime(decision.adopted_at, zone)
    recorded_at = decision.recorded_at
    if recorded_at is None or recorded_at - decision.adopted_at < _SAME_TIME:
        return adopted
    return f"{adopted} (recorded {format_datetime(recorded_at, zone)})"


def register_status(decision: Decision) -> str:
    """What has become of a decision since it was adopted: "in force, contested"."""
    marks = texts.outcome_marks(decision)
    return ", ".join("in force" if mark == "adopted" else mark for mark in marks)
