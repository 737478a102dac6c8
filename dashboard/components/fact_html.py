"""HTML for facts: lists with both clocks, and rows of tables."""

from collections.abc import Callable, Sequence
from html import escape
from xml.sax.saxutils import quoteattr

from bsm_domain.foundation import formatting
from bsm_projections.history.queries import Fact
from dashboard.components.html import Column


def fact_list(facts: Sequence[Fact], address_of: Callable[[Fact], str]) -> str:
    """One line a fact, with both clocks where they differ, and its number as a link."""
    items = "".join(_fact_item(fact, address_of(fact)) for fact in facts)
    return f'<ol class="bsm-facts">{items}</ol>'


def _fact_item(fact: Fact, address: str) -> str:
    recorded = escape(formatting.format_datetime(fact.recorded_at))
    clocks = ""
    if fact.occurred_at != fact.recorded_at:
        clocks = (
            "<small>happened "
            f"{escape(formatting.format_datetime(fact.occurred_at))}</small>"
        )
    late = '<small class="bsm-late">entered late</small>' if fact.entered_late else ""
    position = formatting.format_number(fact.position)
    return (
        f"<li><time datetime={quoteattr(fact.recorded_at.isoformat())}>{recorded}"
        f'</time><span class="bsm-code">{escape(fact.delegation or "")}</span>'
        f'<span class="bsm-told">{escape(fact.sentence)}{clocks}{late}</span>'
        f'<a href="{address}" target="_self">{position}'
        f'<span class="bsm-hidden"> open the fact</span></a></li>'
    )


def recent_facts(facts: Sequence[Fact], address_of: Callable[[Fact], str]) -> str:
    """What happened last, a short line a fact, by the day of recording (UTC)."""
    items = "".join(
        f"<li><time datetime={quoteattr(fact.recorded_at.isoformat())}>"
        f"{escape(formatting.format_date(fact.recorded_at.date()))}</time>"
        f'<span class="bsm-told">{escape(fact.sentence)}</span>'
        f'<a href="{address_of(fact)}" target="_self">'
        f"{formatting.format_number(fact.position)}"
        '<span class="bsm-hidden"> open the fact</span></a></li>'
        for fact in facts
    )
    return f'<ol class="bsm-facts bsm-since">{items}</ol>'


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
