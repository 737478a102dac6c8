"""First for a focal point: the drafts that wait for their delegation's position, with
what happens if it says nothing, and by when.
"""

import streamlit as st

from bsm_projections.agreement.awaiting import AwaitedPosition
from bsm_projections.agreement.decision_status import (
    is_undecided,
)
from dashboard.agreement.overview import awaiting_texts
from dashboard.agreement.overview.selection import (
    AgreementSelection,
    decision_address,
)
from dashboard.components.templates import render
from dashboard.widgets.headings import show_empty_state, show_heading

AWAITING_ANCHOR = "awaiting"


def show_awaiting(selected: AgreementSelection) -> None:
    """Nothing for viewers whose delegation does not count for consensus."""
    if selected.own_delegation is None:
        return
    own_name = selected.own_name
    show_heading(
        awaiting_texts.awaiting_finding(own_name),
        awaiting_texts.AWAITING_MEASURE,
        "awaiting",
    )
    if not selected.awaited:
        undecided = sum(map(is_undecided, selected.decisions))
        show_empty_state(awaiting_texts.nothing_awaited(own_name, undecided))
    for awaited in selected.awaited:
        _show_card(selected, awaited)


def _show_card(selected: AgreementSelection, awaited: AwaitedPosition) -> None:
    decision = awaited.decision
    meeting = selected.meeting_name(decision.meeting_id)
    own_name = selected.own_name
    st.html(
        render(
            "agreement/decisions.html",
            "awaited_card",
            decision,
            decision_address(decision),
            awaiting_texts.whose_text(decision, meeting),
            awaiting_texts.consequence(awaited, own_name),
            awaiting_texts.earlier_position(awaited, own_name),
            awaiting_texts.expires_text(decision),
        )
    )
