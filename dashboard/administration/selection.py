"""Which part of Administration is shown, and what is looked for in it."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.states import STATES, state_name
from dashboard.administration import actions, texts
from dashboard.data.page_context import PageContext
from dashboard.shell import address
from dashboard.shell.access_checks import checked
from dashboard.widgets import pagination

PART, STATE, ON = "part", "state", "on"
_WORDS = "admin-words"
_NEEDED = {
    "accounts": "read.accounts",
    "mandates": "read.mandates",
    "day": "read.mandates",
    "retention": "read.retention",
    "erasures": "read.erasures",
    "letters": "read.letters",
}


@dataclass(frozen=True, slots=True)
class Part:
    """`words` are letters of a name; `state` and `on` ask who could act."""

    name: str
    words: str
    state: str | None
    on: date


def open_to(page: PageContext) -> tuple[str, ...]:
    """The parts that the viewer may see, by the table."""
    principal = page.viewer.principal
    return tuple(
        part for part, action in _NEEDED.items() if actions.may(principal, action)
    )


def wanted(page: PageContext) -> Part:
    """What is chosen; what makes no sense in the address is left out."""
    parts, asked = open_to(page), address.parameter(PART)
    state = address.parameter(STATE)
    return Part(
        name=asked if asked in parts else parts[0],
        words=search_key(str(st.session_state.get(_WORDS) or "").strip()),
        state=state if state in STATES else None,
        on=address.day_parameter(ON) or actions.now().date(),
    )


def bar(page: PageContext) -> None:
    """The choices. They live outside of what is redrawn, so nothing typed is lost."""
    parts, part = open_to(page), wanted(page)
    st.segmented_control(
        "Part",
        list(parts),
        format_func=texts.PARTS.__getitem__,
        label_visibility="collapsed",
        required=True,
        **address.bind_widget(PART, part.name, lambda chosen: chosen, pagination.PAGE),
    )
    if part.name in ("accounts", "mandates"):
        st.text_input(
            "Find by name",
            key=_WORDS,
            width=280,
            autocomplete="off",
            on_change=checked(pagination.go_to_first_page),
        )
    if part.name == "day":
        _day(part)


def _day(part: Part) -> None:
    names = {code: state_name(code, part.on) for code in STATES}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        st.selectbox(
            "For which State",
            sorted(names, key=names.__getitem__),
            filter_mode="contains",
            format_func=names.__getitem__,
            placeholder="Please choose",
            width=280,
            **address.bind_widget(STATE, part.state, lambda code: code),
        )
        st.date_input(
            "On which day (UTC)",
            min_value=date(1990, 1, 1),
            max_value=date(2999, 12, 31),
            format="DD.MM.YYYY",
            width=160,
            **address.bind_widget(
                ON, part.on, lambda day: day.isoformat() if day else None
            ),
        )
