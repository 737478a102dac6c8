"""Links from an objective to the decisions that came of it."""

from bsm_projections.meetings.objectives import Objective
from dashboard.meetings.texts import decision_text
from dashboard.shell import address


def decision_links(objective: Objective) -> list[tuple[str, str]]:
    """What became of it, each with the address of its page."""
    return [
        (decision_text(decision), address.link("/decision", decision=decision.id))
        for decision in objective.decisions
    ]
