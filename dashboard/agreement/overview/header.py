"""The upper part of the page Agreements: the headline, the view and its filters.

The controls are drawn once a run, outside of what live updates redraw; the headline has
its place above them, and is updated.
"""

import streamlit as st

from dashboard.agreement.overview import register_texts, texts
from dashboard.agreement.overview.selection import (
    MEETING_VIEW,
    REGISTER_VIEW,
    SCOPE,
    SEARCH_KEY,
    VIEW,
    YEAR,
    AgreementSelection,
    read_selection,
)
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.shell import address, filters
from dashboard.widgets import pagination
from dashboard.widgets.pagination import PAGE

_HEADLINE_KEY = "agreements-answer"


def show_controls(page: PageContext) -> None:
    """Reserves the headline's place, and draws the choice of a view and its filters.
    They are outside the part that is redrawn.
    """
    st.session_state[_HEADLINE_KEY] = st.empty()
    selected = read_selection(page)
    with st.container(
        horizontal=True, vertical_alignment="bottom", key="agreement-choices"
    ):
        filters.choose_segment(
            VIEW,
            "View",
            texts.VIEW_NAMES,
            selected.view,
            PAGE,
            default=MEETING_VIEW,
        )
        if selected.view == REGISTER_VIEW:
            _show_register_filters(selected)
    if address.parameter(VIEW) not in (None, *texts.VIEW_NAMES):
        st.warning(texts.NO_SUCH_VIEW, icon=":material/info:")


def _show_register_filters(selected: AgreementSelection) -> None:
    if selected.page.meeting is not None:
        filters.choose_segment(
            SCOPE,
            "Meetings",
            register_texts.SCOPE_NAMES,
            selected.scope,
            PAGE,
            default="all",
        )
    years = list(map(str, selected.adoption_years))
    filters.choose_one(
        YEAR,
        "Year",
        {year: year for year in years},
        None if selected.year is None else str(selected.year),
        PAGE,
        placeholder="All years",
        width=140,
    )
    pagination.show_search(register_texts.SEARCH_LABEL, SEARCH_KEY)


def show_headline(selected: AgreementSelection) -> None:
    """The headline at this moment."""
    text = (
        register_texts.register_headline(selected.registered, selected.adoption_years)
        if selected.view == REGISTER_VIEW
        else texts.headline(
            selected.page.meeting,
            selected.decisions,
            len(selected.awaited),
            selected.own_name if selected.own_delegation else None,
        )
    )
    st.session_state[_HEADLINE_KEY].html(html.headline(text))
