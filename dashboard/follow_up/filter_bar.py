"""The choices of the Follow-up, as controls. They live outside of what is redrawn."""

from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from dashboard.components import formatting
from dashboard.components.theme import STATUS_ORDER
from dashboard.data.page_context import PageContext
from dashboard.follow_up import texts
from dashboard.follow_up.selection import (
    FIRST,
    NARROWING,
    OPEN,
    OVERDUE,
    OWNER,
    SCOPE,
    SORT,
    STATUS,
    VIEW,
    Choice,
    wanted,
)
from dashboard.follow_up.texts import SCOPES, SORTS, VIEWS
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets import pagination
from dashboard.widgets.pagination import PAGE


def bar(page: PageContext) -> None:
    """The choices. They live outside of what is redrawn."""
    chosen = wanted(page)
    with (
        _place(chosen),
        st.container(
            horizontal=True, vertical_alignment="bottom", key="promise-choices"
        ),
    ):
        st.segmented_control(
            "Shown as",
            list(VIEWS),
            format_func=VIEWS.__getitem__,
            **address.bind_widget(
                VIEW, chosen.view, lambda view: None if view == "board" else view
            ),
        )
        scope(page, chosen.scope)
        st.multiselect(
            "Status",
            list(STATUS_ORDER),
            filter_mode="contains",
            select_all=False,
            placeholder="every status",
            width=240,
            **address.bind_widget(
                STATUS, list(chosen.statuses), lambda some: ",".join(some) or None, PAGE
            ),
        )
        _owner(chosen)
        _first(chosen)
        for name, label, value in (
            (OPEN, "only open", chosen.open),
            (OVERDUE, "only overdue", chosen.overdue),
        ):
            st.checkbox(
                label,
                **address.bind_widget(
                    name, value, lambda on: "yes" if on else None, PAGE
                ),
            )
        if chosen.view == "table":
            _sort(chosen)
        if chosen.narrowed:
            st.button(
                "Show every activity", key="promises-all", on_click=checked(_clear)
            )


def scope(page: PageContext, chosen: str) -> None:
    """One meeting's activities, or all."""
    if page.meeting is None:
        return
    names = SCOPES | {"meeting": formatting.edition(page.meeting)}
    st.segmented_control(
        "Promised at",
        list(names),
        format_func=names.__getitem__,
        **address.bind_widget(SCOPE, chosen, lambda it: "all" if it == "all" else None),
    )


def _place(chosen: Choice) -> AbstractContextManager[object]:
    """A focal point looks for the own promises first, so the choices are folded away,
    unless they leave something out.
    """
    if not chosen.has_own:
        return nullcontext()
    return st.expander(
        texts.choices(chosen.view, chosen.narrowed),
        expanded=bool(chosen.narrowed),
        icon=":material/tune:",
        type="compact",
        key="promise-choices-folded",
    )


def _owner(chosen: Choice) -> None:
    names = {row.owner: row.owner_name for row in chosen.everything}
    codes = sorted(names, key=names.__getitem__)
    if chosen.owner is not None and chosen.owner not in names:
        codes = [chosen.owner, *codes]
    st.selectbox(
        "Owner",
        codes,
        filter_mode="contains",
        format_func=lambda code: f"{names.get(code, 'unknown')} ({code})",
        placeholder="every owner",
        width=220,
        **address.bind_widget(OWNER, chosen.owner, lambda code: code, PAGE),
    )


def _first(chosen: Choice) -> None:
    """Only where there is a choice: most activities are of few meetings."""
    ids = list(dict.fromkeys(row.first_meeting_id for row in chosen.everything))
    if len(ids) < 2 and chosen.first is None:
        return
    st.selectbox(
        "First promised at",
        sorted(ids, key=lambda id: chosen.begins(id)),
        filter_mode="contains",
        format_func=chosen.meeting_name,
        placeholder="any meeting",
        width=200,
        **address.bind_widget(FIRST, chosen.first, lambda id: id, PAGE),
    )


def _sort(chosen: Choice) -> None:
    st.selectbox(
        "Sorted by",
        list(SORTS),
        filter_mode="contains",
        format_func=SORTS.__getitem__,
        width=160,
        **address.bind_widget(
            SORT, chosen.sort, lambda by: None if by == "due" else by, PAGE
        ),
    )


def _clear() -> None:
    for name in NARROWING:
        address.set_parameter(name, None)
    pagination.go_to_first_page()
