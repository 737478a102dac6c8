"""The Follow-up's upper part: the headline, the filters, and the activity that is open.

Filters are drawn once a run, outside of what live updates redraw; the headline has its
place above them, and is updated.
"""

from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import streamlit as st

from bsm_projections.leadership import burn_up
from bsm_projections.meetings.display_names import short_meeting_name
from dashboard.components import html
from dashboard.components.theme import STATUS_ORDER
from dashboard.data.page_context import PageContext
from dashboard.follow_up import activity_details, forms, texts
from dashboard.follow_up.selection import (
    ACTIVITY,
    FILTER_PARAMETERS,
    FIRST,
    OPEN,
    OVERDUE,
    OWNER,
    SCOPE,
    STATUS,
    VIEW,
    ActivitySelection,
    read_selection,
)
from dashboard.follow_up.texts import SCOPE_NAMES, SORT_NAMES, VIEW_NAMES
from dashboard.shell import address, filters
from dashboard.shell.callback_checks import checked
from dashboard.shell.sorting import SORT
from dashboard.widgets.headings import show_empty_state
from dashboard.widgets.pagination import PAGE

REPORT_PERIOD = timedelta(days=7)
_HEADLINE_KEY = "follow-up-answer"


def show_controls(page: PageContext) -> None:
    """Reserves the headline's place, and draws the filters."""
    st.session_state[_HEADLINE_KEY] = st.empty()
    _show_filters(page)


def show_headline(selected: ActivitySelection) -> None:
    """The headline at this moment."""
    page = selected.page
    period_start = page.viewer.moment.at - REPORT_PERIOD
    reporters = page.viewer.fetch(
        "read.facts",
        burn_up.reporting_delegations,
        selected.meeting_id,
        period_start,
    )
    text = texts.headline(selected.activities_in_scope, reporters, period_start)
    st.session_state[_HEADLINE_KEY].html(html.headline(text))


def show_open_activity(selected: ActivitySelection) -> None:
    """The activity in the address, in full, with buttons for its forms."""
    requested = address.parameter(ACTIVITY)
    if requested is None:
        return
    details = activity_details.fetch_details(selected.page, requested)
    facts = activity_details.facts_with_ancestors(selected, details) if details else ()
    if details is not None:
        st.html(activity_details.title_html(details.activity))
    with st.container(horizontal=True, key="promise-actions"):
        if details is not None:
            forms.show_all_buttons(selected.page, details, facts)
        st.button(
            "Close",
            key="close-promise",
            on_click=checked(address.set_parameter),
            args=(ACTIVITY, None),
            type="tertiary",
        )
    if details is None:
        show_empty_state(texts.NO_SUCH_ACTIVITY)
    else:
        st.html(activity_details.details_html(selected, details, facts))


def _show_filters(page: PageContext) -> None:
    """The filters. They are outside the part that is redrawn."""
    selected = read_selection(page)
    with (
        _container(selected),
        st.container(
            horizontal=True, vertical_alignment="bottom", key="promise-choices"
        ),
    ):
        filters.choose_segment(VIEW, "View", VIEW_NAMES, selected.view, default="board")
        show_scope(page, selected.scope)
        filters.choose_some(
            STATUS,
            "Status",
            {status: status for status in STATUS_ORDER},
            selected.filters.get(STATUS, ()),
            PAGE,
            placeholder="All statuses",
            width=240,
        )
        filters.choose_delegation(
            OWNER,
            {row.owner: row.owner_name for row in selected.activities_in_scope},
            selected.filters.get(OWNER),
            PAGE,
            label="Owner",
            placeholder="All owners",
            width=220,
        )
        _show_first_meeting(selected)
        filters.choose_whether(OPEN, "Only open", OPEN in selected.filters, PAGE)
        filters.choose_whether(
            OVERDUE, "Only overdue", OVERDUE in selected.filters, PAGE
        )
        if selected.view == "table":
            filters.choose_one(
                SORT,
                "Sort by",
                SORT_NAMES,
                selected.sorting.order,
                default="due",
                width=160,
            )
        if selected.active_filters:
            filters.show_clear_button("promises-all", (*FILTER_PARAMETERS, PAGE))


def show_scope(page: PageContext, scope: str) -> None:
    """One meeting's activities, or all."""
    if page.meeting is None:
        return
    names = SCOPE_NAMES | {"meeting": short_meeting_name(page.meeting)}
    filters.choose_segment(SCOPE, "Meetings", names, scope, default="meeting")


def _container(selected: ActivitySelection) -> AbstractContextManager[object]:
    """A focal point looks for their own activities first, so the filters are
    collapsed unless one is set.
    """
    if not selected.has_own_delegation:
        return nullcontext()
    return st.expander(
        texts.filter_summary(selected.view, selected.active_filters),
        expanded=bool(selected.active_filters),
        icon=":material/tune:",
        type="compact",
        key="promise-choices-folded",
    )


def _show_first_meeting(selected: ActivitySelection) -> None:
    """Only if there is a choice: most activities come from few meetings."""
    ids = list(
        dict.fromkeys(row.first_meeting_id for row in selected.activities_in_scope)
    )
    if len(ids) < 2 and FIRST not in selected.filters:
        return
    ids.sort(key=selected.meeting_start)
    filters.choose_one(
        FIRST,
        "First agreed at",
        {id: selected.meeting_name(id) for id in ids},
        selected.filters.get(FIRST),
        PAGE,
        placeholder="All meetings",
        width=200,
    )
