"""Facts as a table, for pages and files."""

from collections.abc import Sequence

from bsm_projections.history.tables import Fact
from dashboard.components.html import Column

FACT_COLUMNS = (
    Column("Position", numeric=True),
    Column("Recorded"),
    Column("Happened"),
    Column("Entered late"),
    Column("Delegation"),
    Column("Fact"),
    Column("Stored name"),
)


def fact_rows(facts: Sequence[Fact]) -> list[list[str]]:
    """Facts for a table: the same words as on the page, both clocks in full."""
    return [
        [
            str(fact.position),
            fact.recorded_at.isoformat(),
            fact.occurred_at.isoformat(),
            "yes" if fact.entered_late else "",
            fact.delegation or "",
            fact.sentence,
            fact.stored_name,
        ]
        for fact in facts
    ]
