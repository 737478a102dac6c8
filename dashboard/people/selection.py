"""Whose data the People page shows, and how much of it: what is looked for is never in
an address, because addresses are stored and sent on.
"""

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    protocol_order_key,
    state_name,
)
from bsm_projections.people.queries import PersonSummary
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.shell import address, filters
from dashboard.widgets import pagination

OF = "of"
_SEARCH_KEY, _DETAILS_KEY = "people-words", "people-in-full"


@dataclass(frozen=True, slots=True)
class PeopleSelection:
    """`people` are those whom the viewer may know of, in protocol order; `delegation`
    is the selected one, None for all. `delegation_names` are those of the viewed day.
    """

    people: tuple[PersonSummary, ...]
    delegation_names: dict[str, str]
    delegation: str | None
    search_text: str
    show_all_details: bool


def read_selection(page: PageContext) -> PeopleSelection:
    """What is chosen; values that make no sense in the address are ignored."""
    viewer = page.viewer
    own = viewer.principal.delegation if not sees_all_delegations(viewer) else None
    people = personal_data.known_people(viewer, own)
    names = delegation_names(viewer, {person.delegation for person in people})
    places = {code: protocol_position(viewer, code, names) for code in names}
    requested = own or address.parameter(OF)
    return PeopleSelection(
        people=tuple(sorted(people, key=lambda person: places[person.delegation])),
        delegation_names=names,
        delegation=requested if requested in names or own else None,
        search_text=str(st.session_state.get(_SEARCH_KEY) or "").strip(),
        show_all_details=bool(st.session_state.get(_DETAILS_KEY)),
    )


def sees_all_delegations(viewer: Viewer) -> bool:
    """Whether the viewer may see the people of every delegation."""
    return personal_data.may_see_names(viewer.principal, "")


def delegation_names(viewer: Viewer, codes: set[str]) -> dict[str, str]:
    """The delegations' names on the day of the moment, by code."""
    day = viewer.moment.at.date()
    others = viewer.delegation_names() if codes - STATES.keys() else {}
    return {
        code: state_name(code, day) if code in STATES else others.get(code, code)
        for code in codes
    }


def protocol_position(
    viewer: Viewer, code: str, names: dict[str, str]
) -> tuple[int, str, str, str]:
    """Where a delegation stands in protocol order."""
    state = STATES.get(code)
    kind = state.kind if state else DelegationKind.ORGANISATION
    return protocol_order_key(
        kind, code, names.get(code, code), None, viewer.moment.at.date()
    )


def show_controls(page: PageContext) -> None:
    """The filters, outside of the part that is redrawn: nothing typed is lost."""
    selected = read_selection(page)
    if not selected.people:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        pagination.show_search("Find by name or e-mail", _SEARCH_KEY)
        if sees_all_delegations(page.viewer):
            counts = Counter(person.delegation for person in selected.people)
            filters.choose_one(
                OF,
                "Delegation",
                {
                    code: f"{selected.delegation_names[code]} ({count})"
                    for code, count in counts.items()
                },
                selected.delegation,
                pagination.PAGE,
                placeholder="All delegations",
                width=280,
            )
        st.checkbox(
            "Show contact details and needs",
            key=_DETAILS_KEY,
            help="Access is logged, as it is for names",
        )
