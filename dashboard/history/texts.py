"""Texts of the History. They stand here to be translated."""

from collections.abc import Iterable

from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_datetime,
    format_number,
)
from bsm_projections.history.tables import Fact

MONTHS_MEASURE = "Facts by month of recording; drag across months to select them"
FACTS_MEASURE = "Times in UTC; click a number to open the fact"
NO_FACT = "No facts to show."
NO_FACT_FITS = "No facts match these filters. Remove a filter to see more."
NO_FACTS_YET = (
    "Nothing has been recorded yet. The first command, for example by the "
    "secretariat, creates the first fact."
)
NO_VISIBLE_FACTS = "No facts that are visible to you are on record here."

KIND_NAMES = {
    "network": "The record",
    "meeting": "Meetings",
    "seat_ledger": "Seats",
    "delegation": "Delegations",
    "registration": "Registrations",
    "participant": "People",
    "redaction": "Redactions",
    "objective": "Objectives",
    "decision": "Decisions",
    "number_series": "Numbers of decisions",
    "activity": "Activities",
}


def no_such_fact(requested: str) -> str:
    return f"Fact {requested[:20]} is not on record here, or it is not visible to you."


def no_such_figure(name: str) -> str:
    return (
        f"“{name[:40]}”, which the address names, is not a known figure; this part of "
        "the address was ignored."
    )


def figure_without_facts(description: str) -> str:
    return f"This figure counts {description}. No facts are on record for it here."


def fact_title(fact: Fact) -> str:
    return f"Fact {format_number(fact.position)}: {fact.sentence}"


def fact_origin(fact: Fact) -> str:
    """Its stored name, both of its times, and who recorded it."""
    delegation = f" of {fact.actor_delegation}" if fact.actor_delegation else ""
    return (
        f"{fact.stored_name} · recorded {format_datetime(fact.recorded_at)} · "
        f"happened {format_datetime(fact.occurred_at)} · by the "
        f"{fact.actor_role.replace('-', ' ')}{delegation}"
    )


def headline(
    total: int, late: int, newest: Fact, *, figure: str | None, is_filtered: bool
) -> str:
    """How many facts there are, how many were entered late, and the latest: of those
    behind a figure, those that match the filters, or all.
    """
    late_text = f", {format_number(late)} of them entered late" if late else ""
    return (
        f"{_count_text(total, figure, is_filtered=is_filtered)}{late_text}; the latest "
        f"from {format_date(newest.recorded_at.date())}."
    )


def _count_text(total: int, figure: str | None, *, is_filtered: bool) -> str:
    if figure is not None:
        return f"{format_count(total, 'fact')} about {figure}"
    if is_filtered:
        return f"{format_count(total, 'fact matches', 'facts match')} these filters"
    return f"{format_count(total, 'fact is', 'facts are')} on record"


def facts_by_name(names: Iterable[str]) -> str:
    """Facts by what they are about: "registrations: nominated, confirmed"."""
    by_kind: dict[str, list[str]] = {}
    for name in names:
        kind, what = name.split(".")
        by_kind.setdefault(kind, []).append(what.replace("_", " "))
    return "; ".join(
        f"{KIND_NAMES[kind].lower()}: {', '.join(what_happened)}"
        for kind, what_happened in by_kind.items()
    )


def facts_title(before: int | None) -> str:
    """For a list that begins before a position, or with the latest."""
    before_text = f" before {format_number(before)}" if before is not None else ""
    return f"Facts{before_text}, newest first"


def download_caption(total: int) -> str:
    return f"All {format_count(total, 'fact')} counted above"
