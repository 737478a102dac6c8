"""The part of Administration that is shown, and the search in it."""

from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.participating_states import STATES, state_name
from dashboard.administration import service
from dashboard.data.page_context import PageContext
from dashboard.shell import address, filters
from dashboard.widgets import pagination

PART, STATE, ON = "part", "state", "on"
_SEARCH_KEY = "admin-words"
_PART_NAMES = {
    "accounts": "Accounts",
    "mandates": "Mandates",
    "day": "Who could act",
    "retention": "Retention",
    "erasures": "Erasures",
    "letters": "Reminders",
}
_REQUIRED_PERMISSIONS = {
    "accounts": "read.accounts",
    "mandates": "read.mandates",
    "day": "read.mandates",
    "retention": "read.retention",
    "erasures": "read.erasures",
    "letters": "read.letters",
}


@dataclass(frozen=True, slots=True)
class AdministrationSelection:
    """`search_text` is part of a name; `state` and `day` are for who could act."""

    part: str
    search_text: str
    state: str | None
    day: date


def visible_parts(page: PageContext) -> tuple[str, ...]:
    """The parts that the viewer may see, by the permission table."""
    principal = page.viewer.principal
    return tuple(
        selected
        for selected, action in _REQUIRED_PERMISSIONS.items()
        if service.has_permission(principal, action)
    )


def read_selection(page: PageContext) -> AdministrationSelection:
    """The selection; values that make no sense in the address are ignored."""
    parts, requested = visible_parts(page), address.parameter(PART)
    state = address.parameter(STATE)
    return AdministrationSelection(
        part=requested if requested in parts else parts[0],
        search_text=search_key(str(st.session_state.get(_SEARCH_KEY) or "").strip()),
        state=state if state in STATES else None,
        day=address.day_parameter(ON) or service.now().date(),
    )


def show_controls(page: PageContext) -> None:
    """The filters, outside of the part that is redrawn: nothing typed is lost."""
    parts, selected = visible_parts(page), read_selection(page)
    filters.choose_segment(
        PART,
        "Part",
        {part: _PART_NAMES[part] for part in parts},
        selected.part,
        pagination.PAGE,
        label_visibility="collapsed",
        required=True,
    )
    if selected.part in ("accounts", "mandates"):
        pagination.show_search("Find by name", _SEARCH_KEY)
    if selected.part == "day":
        _show_day_controls(selected)


def _show_day_controls(selected: AdministrationSelection) -> None:
    names = {code: state_name(code, selected.day) for code in STATES}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        filters.choose_one(
            STATE,
            "State",
            dict(sorted(names.items(), key=itemgetter(1))),
            selected.state,
            placeholder="Choose a State",
            width=280,
        )
        filters.choose_day(ON, "Day (UTC)", selected.day, width=160)
