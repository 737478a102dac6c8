"""What cannot be taken back takes two taps: the first asks, the second names what it
records. A change of the draft in between puts it back.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.agreement.room import texts
from dashboard.components import html
from dashboard.shell.callback_checks import checked

_ARMED_KEY = "room-armed"


def tap_first(action: str) -> None:
    """`action` names what is done with which version of what, as it is shown."""
    st.session_state[_ARMED_KEY] = action


def is_armed(action: str) -> bool:
    return bool(st.session_state.get(_ARMED_KEY) == action)


def show_second_tap(
    sentence: str, label: str, callback: Callable[..., object], *arguments: Any
) -> None:
    """What will be recorded, the button that does, and the way back."""

    def confirm() -> None:
        _disarm()
        callback(*arguments)

    st.html(html.paragraphs("about", sentence))
    with st.container(horizontal=True, gap="xsmall", key="room-second-tap"):
        st.button(label, key="room-confirm", type="primary", on_click=checked(confirm))
        st.button(
            texts.CANCEL,
            key="room-cancel",
            type="tertiary",
            on_click=checked(_disarm),
        )


def _disarm() -> None:
    st.session_state.pop(_ARMED_KEY, None)
