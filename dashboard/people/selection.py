"""Whose data the People page shows, and how much of it: what is looked for is never in
an address, because addresses are kept and sent on.
"""

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from bsm_domain.foundation.states import (
    STATES,
    DelegationKind,
    protocol_order_key,
    state_name,
)
from bsm_projections.people.people_by_delegation import Known
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets import pagination

OF = "of"
_WORDS, _IN_FULL = "people-words", "people-in-full"


@dataclass(frozen=True, slots=True)
class Choice:
    """`known` are those whom the viewer may know, in protocol order; `delegation` the
    one chosen, None for all. `names` are those of delegations on the viewed day.
    """

    known: tuple[Known, ...]
    names: dict[str, str]
    delegation: str | None
    words: str
    in_full: bool
    page: int


def wanted(page: PageContext) -> Choice:
    """What is chosen; what makes no sense in the address is left out."""
    viewer = page.viewer
    own = viewer.principal.delegation if not sees_all(viewer) else None
    known = personal_data.known_people(viewer, own)
    names = named(viewer, {one.delegation for one in known})
    places = {code: place(viewer, code, names) for code in names}
    asked = own or address.parameter(OF)
    return Choice(
        known=tuple(sorted(known, key=lambda one: places[one.delegation])),
        names=names,
        delegation=asked if asked in names or own else None,
        words=str(st.session_state.get(_WORDS) or "").strip(),
        in_full=bool(st.session_state.get(_IN_FULL)),
        page=pagination.requested_page(),
    )


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer may see the people of every delegation."""
    return personal_data.may_see_names(viewer.principal, "")


def named(viewer: Viewer, codes: set[str]) -> dict[str, str]:
    """The delegations' names on the day of the moment, by code."""
    on = viewer.moment.at.date()
    others = viewer.delegation_names() if codes - STATES.keys() else {}
    return {
        code: state_name(code, on) if code in STATES else others.get(code, code)
        for code in codes
    }


def place(
    viewer: Viewer, code: str, names: dict[str, str]
) -> tuple[int, str, str, str]:
    """Where a delegation stands in protocol order."""
    state = STATES.get(code)
    kind = state.kind if state else DelegationKind.ORGANISATION
    return protocol_order_key(
        kind, code, names.get(code, code), None, viewer.moment.at.date()
    )


def bar(page: PageContext) -> None:
    """The choices. They live outside of what is redrawn, so nothing typed is lost."""
    choice = wanted(page)
    if not choice.known:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.text_input(
            "Find by name or e-mail",
            key=_WORDS,
            width=280,
            autocomplete="off",
            on_change=checked(pagination.go_to_first_page),
        )
        if sees_all(page.viewer):
            _whose(choice)
        st.checkbox(
            "with contact and needs",
            key=_IN_FULL,
            help="Whoever reads them is written down, as for names",
        )


def _whose(choice: Choice) -> None:
    many = Counter(one.delegation for one in choice.known)
    st.selectbox(
        "Whose people",
        list(many),
        filter_mode="contains",
        format_func=lambda code: f"{choice.names[code]} ({many[code]})",
        placeholder="every delegation",
        width=280,
        **address.bind_widget(
            OF, choice.delegation, lambda code: code, pagination.PAGE
        ),
    )
