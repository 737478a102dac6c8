"""Which facts the History shows. All filters are in the address."""

from dataclasses import replace
from datetime import date

import streamlit as st

from bsm_projections.meetings.display_names import short_meeting_name
from dashboard.data import record
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.history import figure_selection, texts
from dashboard.shell import address, filters

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
_LIST_PARAMETERS = (BEFORE, FACT)


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
        kinds = page.viewer.fact_kinds()
        filters.choose_some(
            KIND,
            "Kind of fact",
            {kind: texts.KIND_NAMES.get(kind, kind) for kind in kinds},
            fact_filter.kinds,
            *_LIST_PARAMETERS,
            placeholder="All kinds",
            width=280,
        )
        filters.choose_delegation(
            DELEGATION,
            page.viewer.delegation_names(),
            fact_filter.delegation,
            *_LIST_PARAMETERS,
            placeholder="All delegations",
            width=240,
        )
        for name, label, value in (
            (SINCE, "Recorded from", fact_filter.since),
            (UNTIL, "to", fact_filter.until),
        ):
            filters.choose_day(
                name,
                label,
                _clamp_day(value),
                *_LIST_PARAMETERS,
                first=record.first_day(),
                last=record.today(),
                width=140,
            )
        filters.choose_whether(
            LATE,
            "Entered late",
            fact_filter.entered_late is True,
            *_LIST_PARAMETERS,
            help="Recorded more than a day after it happened",
        )
        if page.meeting is not None:
            filters.choose_whether(
                ONLY,
                f"Only {short_meeting_name(page.meeting)}",
                address.parameter(ONLY) == "meeting",
                *_LIST_PARAMETERS,
                written="meeting",
            )
        if is_filtered():
            filters.show_clear_button("filters-none", (*PARAMETERS, *_LIST_PARAMETERS))


def _clamp_day(day: date | None) -> date | None:
    if day is None:
        return None
    return min(max(day, record.first_day()), record.today())
