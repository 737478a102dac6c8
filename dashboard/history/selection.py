"""Which facts the History shows. All filters are in the address."""

from dataclasses import replace
from datetime import date

import streamlit as st

from bsm_projections.meetings.display_names import short_meeting_name
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.history import figure_selection, texts
from dashboard.shell import address
from dashboard.shell.callback_checks import checked

KIND, DELEGATION, LATE, ONLY, SINCE, UNTIL = (
    "kind",
    "delegation",
    "late",
    "only",
    "from",
    "until",
)
FILTER_PARAMETERS = (KIND, DELEGATION, LATE, ONLY, SINCE, UNTIL)
# The place in the list and the open fact: they lose their meaning with a
# new filter.
BEFORE, FACT = "before", "fact"
PARAMETERS = (*FILTER_PARAMETERS, *figure_selection.PARAMETERS)


def read_filter(page: PageContext) -> FactFilter:
    """The filter that the address asks for; values that make no sense are ignored."""
    known_kinds = page.viewer.fact_kinds()
    kinds = (address.parameter(KIND) or "").split(",")
    meeting = page.meeting if address.parameter(ONLY) == "meeting" else None
    figure = figure_selection.requested_figure(page)
    counted = figure.facts if figure else FactFilter()
    return replace(
        counted,
        meeting_id=meeting.id if meeting else counted.meeting_id,
        kinds=tuple(kind for kind in kinds if kind in known_kinds),
        delegation=address.parameter(DELEGATION),
        entered_late=True if address.parameter(LATE) == "yes" else None,
        since=address.day_parameter(SINCE),
        until=address.day_parameter(UNTIL),
    )


def is_filtered() -> bool:
    return figure_selection.is_figure_requested() or has_filters()


def has_filters() -> bool:
    """Whether a filter is set, apart from the facts behind a figure."""
    return any(map(address.parameter, FILTER_PARAMETERS))


def show_controls(page: PageContext) -> None:
    """The filters, outside of the part that is redrawn: nothing typed is lost."""
    fact_filter = read_filter(page)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.multiselect(
            "Kind of fact",
            list(page.viewer.fact_kinds()),
            filter_mode="contains",
            select_all=False,
            format_func=lambda kind: texts.KIND_NAMES.get(kind, kind),
            placeholder="All kinds",
            width=280,
            **address.bind_widget(
                KIND,
                list(fact_filter.kinds),
                lambda kinds: ",".join(kinds) or None,
                *_LIST_PARAMETERS,
            ),
        )
        _show_delegation(page, fact_filter)
        for name, label, value in (
            (SINCE, "Recorded from", fact_filter.since),
            (UNTIL, "to", fact_filter.until),
        ):
            st.date_input(
                label,
                min_value=record.first_day(),
                max_value=record.today(),
                format="DD.MM.YYYY",
                width=140,
                **address.bind_widget(
                    name, _clamp_day(value), _iso_date, *_LIST_PARAMETERS
                ),
            )
        st.checkbox(
            "Entered late",
            help="Recorded more than a day after it happened",
            **address.bind_widget(
                LATE,
                fact_filter.entered_late is True,
                lambda is_checked: "yes" if is_checked else None,
                *_LIST_PARAMETERS,
            ),
        )
        if page.meeting is not None:
            st.checkbox(
                f"Only {short_meeting_name(page.meeting)}",
                **address.bind_widget(
                    ONLY,
                    address.parameter(ONLY) == "meeting",
                    lambda is_checked: "meeting" if is_checked else None,
                    *_LIST_PARAMETERS,
                ),
            )
        if is_filtered():
            st.button(
                "Clear filters", key="filters-none", on_click=checked(_clear_filters)
            )


_LIST_PARAMETERS = (BEFORE, FACT)


def _show_delegation(page: PageContext, fact_filter: FactFilter) -> None:
    names = page.viewer.delegation_names()
    codes = sorted(names, key=names.__getitem__)
    requested = fact_filter.delegation
    if requested is not None and requested not in names:
        codes = [requested, *codes]
    st.selectbox(
        "Delegation",
        codes,
        filter_mode="contains",
        format_func=lambda code: f"{names.get(code, 'unknown')} ({code})",
        placeholder="All delegations",
        width=240,
        **address.bind_widget(
            DELEGATION, requested, lambda code: code, *_LIST_PARAMETERS
        ),
    )


def _clamp_day(day: date | None) -> date | None:
    if day is None:
        return None
    return min(max(day, record.first_day()), record.today())


def _iso_date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _clear_filters() -> None:
    for name in (*PARAMETERS, *_LIST_PARAMETERS):
        address.set_parameter(name, None)
