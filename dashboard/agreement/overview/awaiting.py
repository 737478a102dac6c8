"""First for a focal point: the drafts that wait for their delegation's position, with
what happens if it says nothing, and by when.
"""

import streamlit as st
from markupsafe import Markup

from bsm_domain.foundation.formatting import capitalize
from bsm_domain.foundation.participating_states import name_in_sentence, state_name
from bsm_projections.agreement.awaiting import AwaitedPosition
from bsm_projections.agreement.decision_status import is_silence, is_undecided
from bsm_projections.agreement.tables import Decision
from dashboard.agreement import consequence_texts, countdown
from dashboard.agreement import selection as agreement_selection
from dashboard.agreement.forms import decision_forms
from dashboard.agreement.overview import awaiting_texts
from dashboard.agreement.overview.selection import (
    AgreementSelection,
    count_awaited,
    decision_address,
    own_delegation_of,
)
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.shell import address, layout
from dashboard.widgets import pagination
from dashboard.widgets.headings import show_empty_state, show_heading

CARDS_PER_PAGE = 6
AWAITING_ANCHOR = "awaiting"


def show_awaiting(selected: AgreementSelection) -> None:
    """Nothing for viewers whose delegation does not count for consensus."""
    if selected.own_delegation is None:
        return
    own_name = selected.own_name
    show_heading(
        awaiting_texts.awaiting_finding(own_name),
        awaiting_texts.AWAITING_MEASURE,
        AWAITING_ANCHOR,
    )
    if not selected.awaited:
        has_open_drafts = any(map(is_undecided, selected.decisions))
        show_empty_state(
            awaiting_texts.nothing_awaited(own_name, has_open_drafts=has_open_drafts)
        )
    with pagination.page_of(selected.awaited, CARDS_PER_PAGE, "awaiting") as shown:
        for awaited in shown:
            _show_card(selected, awaited)
    _renew_open_form(selected.page)


def _show_card(selected: AgreementSelection, awaited: AwaitedPosition) -> None:
    decision = awaited.decision
    found = agreement_selection.of_decision(selected.page, decision.id)
    assert found is not None
    meeting = selected.meeting_name(decision.meeting_id)
    card = render(
        "agreement/decisions.html",
        "awaited_card",
        decision,
        decision_address(decision),
        awaiting_texts.whose_text(decision, meeting),
        consequence_texts.consequence(found),
        awaiting_texts.earlier_position(awaited, selected.own_name),
        awaiting_texts.other_clocks(decision, selected.own_zone),
    )
    show_with_countdown(selected, decision, card, "awaited")
    decision_forms.show_position_buttons(found)


def _renew_open_form(page: PageContext) -> None:
    """Tells whoever has a form about a decision open what has changed since."""
    opened = form_dialog.open_subject()
    id = None if opened is None else opened.ids.get("decision_id")
    if id is not None and (found := agreement_selection.of_decision(page, id)):
        decision_forms.renew_open_form(found)


def show_with_countdown(
    selected: AgreementSelection, decision: Decision, what: Markup, place: str
) -> None:
    """With the time that is left beside it, if a silence is running."""
    if not is_silence(decision) or decision.expires_at is None:
        st.html(what)
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        st.html(what)
    with right:
        key = f"{place}-{decision.id}"
        countdown.show_countdown(selected.page, key, decision.expires_at)


def show_awaited_link(page: PageContext) -> None:
    """On another page, for a focal point: how many drafts wait, and the way to them."""
    own = own_delegation_of(page.viewer)
    awaited = count_awaited(page.viewer)
    if own is None or not awaited:
        return
    name = name_in_sentence(state_name(own, page.viewer.moment.at.date()))
    st.page_link(
        layout.AGREEMENTS_PAGE,
        label=capitalize(awaiting_texts.awaited_line(awaited, name)),
        icon=":material/chevron_right:",
        query_params=address.with_shared_parameters({}),
    )
