"""What happened to a decision, in the sentences of its facts."""

import streamlit as st

from bsm_domain.agreement.facts import (
    DecisionAdopted,
    DecisionAnnulled,
    DecisionContested,
    DecisionRestored,
    DecisionSuperseded,
    DecisionUpheld,
    DraftNotAgreed,
    DraftWithdrawn,
    ProcedureEnded,
    ProcedureOpened,
    SilenceBroken,
    SilenceExtended,
)
from bsm_projections.history import queries
from bsm_projections.history.tables import Fact
from dashboard.agreement import decision_texts
from dashboard.agreement.selection import DecisionSelection
from dashboard.components.templates import render
from dashboard.data import current_principal
from dashboard.shell import address
from dashboard.widgets.headings import show_heading
from dashboard.widgets.pagination import page_of

# Streams are short; a page of the record holds them with room to spare.
_MAX_FACTS = 400
_FACTS_PER_PAGE = 20
_OF_ROUNDS = frozenset(
    fact.TOPIC
    for fact in (
        ProcedureOpened,
        SilenceExtended,
        SilenceBroken,
        ProcedureEnded,
        DecisionAdopted,
        DecisionContested,
        DecisionUpheld,
        DecisionAnnulled,
        DecisionRestored,
        DecisionSuperseded,
        DraftNotAgreed,
        DraftWithdrawn,
    )
)


def facts_of(selected: DecisionSelection) -> tuple[Fact, ...]:
    """Those that the viewer may read, newest first."""
    viewer = selected.page.viewer
    if not current_principal.has_permission(viewer.principal, "read.facts"):
        return ()
    return viewer.fetch(
        "read.facts",
        queries.facts,
        stream_id=selected.decision.id,
        newest_first=True,
        limit=_MAX_FACTS,
    ).items


def show_rounds(facts: tuple[Fact, ...]) -> None:
    """The procedures so far, and how each ended."""
    of_rounds = [fact for fact in facts if fact.stored_name in _OF_ROUNDS]
    if not of_rounds:
        return
    show_heading(decision_texts.ROUNDS_TITLE, decision_texts.ROUNDS_MEASURE)
    st.html(
        render("components/facts.html", "recent_facts", of_rounds[::-1], _fact_address)
    )


def show_history(facts: tuple[Fact, ...]) -> None:
    """Everything, the latest first."""
    if not facts:
        return
    show_heading(decision_texts.HISTORY_TITLE, decision_texts.HISTORY_MEASURE)
    with page_of(facts, _FACTS_PER_PAGE, "decision-history") as shown:
        st.html(render("components/facts.html", "fact_list", shown, _fact_address))


def _fact_address(fact: Fact) -> str:
    return address.link("/history", fact=str(fact.position))
