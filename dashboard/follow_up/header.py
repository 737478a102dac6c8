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
    SORT,
    STATUS,
    VIEW,
    ActivitySelection,
    read_selection,
)
from dashboard.follow_up.texts import SCOPE_NAMES, SORT_NAMES, VIEW_NAMES
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets import pagination
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
    reporters = page.viewer.fetch(
        "read.facts",
        burn_up.reporting_delegations,
        selected.meeting_id,
        page.viewer.moment.at - REPORT_PERIOD,
    )
    text = texts.headline(selected.activities_in_scope, reporters)
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


def show_proposal_button(selected: ActivitySelection) -> None:
    """The button that proposes an activity, if the viewer may propose one."""
    forms.proposal_button(selected.page)


def _show_filters(page: PageContext) -> None:
    """The filters. They are outside the part that is redrawn."""
    selected = read_selection(page)
    with (
        _container(selected),
        st.container(
            horizontal=True, vertical_alignment="bottom", key="promise-choices"
        ),
    ):
        st.segmented_control(
            "View",
            list(VIEW_NAMES),
            format_func=VIEW_NAMES.__getitem__,
            **address.bind_widget(
                VIEW, selected.view, lambda view: None if view == "board" else view
            ),
        )
        show_scope(page, selected.scope)
        st.multiselect(
            "Status",
            list(STATUS_ORDER),
            filter_mode="contains",
            select_all=False,
            placeholder="All statuses",
            width=240,
            **address.bind_widget(
                STATUS,
                list(selected.statuses),
                lambda statuses: ",".join(statuses) or None,
                PAGE,
            ),
        )
        _show_owner(selected)
        _show_first_meeting(selected)
        for name, label, value in (
            (OPEN, "Only open", selected.only_open),
            (OVERDUE, "Only overdue", selected.only_overdue),
        ):
            st.checkbox(
                label,
                **address.bind_widget(
                    name, value, lambda is_checked: "yes" if is_checked else None, PAGE
                ),
            )
        if selected.view == "table":
            _show_sort(selected)
        if selected.active_filters:
            st.button(
                "Clear filters",
                key="promises-all",
                on_click=checked(_clear_filters),
            )


def show_scope(page: PageContext, scope: str) -> None:
    """One meeting's activities, or all."""
    if page.meeting is None:
        return
    names = SCOPE_NAMES | {"meeting": short_meeting_name(page.meeting)}
    st.segmented_control(
        "Meetings",
        list(names),
        format_func=names.__getitem__,
        **address.bind_widget(
            SCOPE, scope, lambda value: "all" if value == "all" else None
        ),
    )


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


def _show_owner(selected: ActivitySelection) -> None:
    names = {row.owner: row.owner_name for row in selected.activities_in_scope}
    codes = sorted(names, key=names.__getitem__)
    if selected.owner is not None and selected.owner not in names:
        codes = [selected.owner, *codes]
    st.selectbox(
        "Owner",
        codes,
        filter_mode="contains",
        format_func=lambda code: f"{names.get(code, 'unknown')} ({code})",
        placeholder="All owners",
        width=220,
        **address.bind_widget(OWNER, selected.owner, lambda code: code, PAGE),
    )


def _show_first_meeting(selected: ActivitySelection) -> None:
    """Only if there is a choice: most activities come from few meetings."""
    ids = list(
        dict.fromkeys(row.first_meeting_id for row in selected.activities_in_scope)
    )
    if len(ids) < 2 and selected.first_meeting_id is None:
        return
    st.selectbox(
        "First agreed at",
        sorted(ids, key=lambda id: selected.meeting_start(id)),
        filter_mode="contains",
        format_func=selected.meeting_name,
        placeholder="All meetings",
        width=200,
        **address.bind_widget(FIRST, selected.first_meeting_id, lambda id: id, PAGE),
    )


def _show_sort(selected: ActivitySelection) -> None:
    st.selectbox(
        "Sort by",
        list(SORT_NAMES),
        filter_mode="contains",
        format_func=SORT_NAMES.__getitem__,
        width=160,
        **address.bind_widget(
            SORT, selected.sort, lambda order: None if order == "due" else order, PAGE
        ),
    )


def _clear_filters() -> None:
    for name in FILTER_PARAMETERS:
        address.set_parameter(name, None)
    pagination.go_to_first_page()
