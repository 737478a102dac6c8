"""Which facts the History shows. Every choice stands in the address."""

from datetime import date

import streamlit as st

from dashboard.components import formatting
from dashboard.data import queries
from dashboard.data.page_context import PageContext
from dashboard.data.queries import FactFilter
from dashboard.history import figure_facts
from dashboard.shell import address
from dashboard.shell.access_checks import checked

KIND, DELEGATION, LATE, ONLY, SINCE, UNTIL = (
    "kind",
    "delegation",
    "late",
    "only",
    "from",
    "until",
)
CHOSEN = (KIND, DELEGATION, LATE, ONLY, SINCE, UNTIL)
# Where in the list one is, and which fact is open: they lose their meaning with a
# new filter.
BEFORE, FACT = "before", "fact"
NAMES = (*CHOSEN, *figure_facts.NAMES)

KINDS = {
    "network": "The record",
    "meeting": "Meetings",
    "seat_ledger": "Seats",
    "registration": "Registrations",
    "participant": "People",
    "redaction": "Redactions",
    "objective": "Objectives",
    "activity": "Activities",
}


def wanted(page: PageContext) -> FactFilter:
    """The filter that the address asks for; what makes no sense in it is left out."""
    known = page.viewer.fact_kinds()
    kinds = (address.parameter(KIND) or "").split(",")
    only = page.meeting if address.parameter(ONLY) == "meeting" else None
    figure = figure_facts.asked(page)
    return FactFilter(
        meeting_id=only.id if only else None,
        kinds=tuple(kind for kind in kinds if kind in known),
        delegation=address.parameter(DELEGATION),
        entered_late=True if address.parameter(LATE) == "yes" else None,
        since=address.day_parameter(SINCE),
        until=address.day_parameter(UNTIL),
        behind=figure.behind if figure else None,
        streams=figure.streams if figure else None,
    )


def is_any() -> bool:
    return figure_facts.is_asked() or is_narrowed()


def is_narrowed() -> bool:
    """Whether anything is chosen beside what a figure counts."""
    return any(map(address.parameter, CHOSEN))


def bar(page: PageContext) -> None:
    """The choices. They live outside of what is redrawn, so nothing typed is lost."""
    chosen = wanted(page)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.multiselect(
            "Kind of fact",
            list(page.viewer.fact_kinds()),
            filter_mode="contains",
            select_all=False,
            format_func=lambda kind: KINDS.get(kind, kind),
            placeholder="every kind",
            width=280,
            **address.bind_widget(
                KIND, list(chosen.kinds), lambda some: ",".join(some) or None, *_PLACE
            ),
        )
        _delegation(page, chosen)
        for name, label, value in (
            (SINCE, "Recorded from", chosen.since),
            (UNTIL, "until", chosen.until),
        ):
            st.date_input(
                label,
                min_value=queries.first_day(),
                max_value=queries.today(),
                format="DD.MM.YYYY",
                width=140,
                **address.bind_widget(name, _within(value), _iso, *_PLACE),
            )
        st.checkbox(
            "entered late",
            help="Recorded more than a day after it happened",
            **address.bind_widget(
                LATE,
                chosen.entered_late is True,
                lambda on: "yes" if on else None,
                *_PLACE,
            ),
        )
        if page.meeting is not None:
            st.checkbox(
                f"only {formatting.edition(page.meeting)}",
                **address.bind_widget(
                    ONLY,
                    chosen.meeting_id is not None,
                    lambda on: "meeting" if on else None,
                    *_PLACE,
                ),
            )
        if is_any():
            st.button("Show every fact", key="filters-none", on_click=checked(_clear))


_PLACE = (BEFORE, FACT)


def _delegation(page: PageContext, chosen: FactFilter) -> None:
    names = page.viewer.delegation_names()
    codes = sorted(names, key=names.__getitem__)
    asked = chosen.delegation
    if asked is not None and asked not in names:
        codes = [asked, *codes]
    st.selectbox(
        "Delegation",
        codes,
        filter_mode="contains",
        format_func=lambda code: f"{names.get(code, 'unknown')} ({code})",
        placeholder="every delegation",
        width=240,
        **address.bind_widget(DELEGATION, asked, lambda code: code, *_PLACE),
    )


def _within(day: date | None) -> date | None:
    if day is None:
        return None
    return min(max(day, queries.first_day()), queries.today())


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _clear() -> None:
    for name in (*NAMES, *_PLACE):
        address.set_parameter(name, None)
