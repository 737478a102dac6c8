"""Pills of which several can be chosen, quickly one after the other."""

from collections.abc import Sequence

import streamlit as st


def set_chosen(key: str, codes: Sequence[str]) -> None:
    """What the pills with this key show. Set only if it is something else: the browser
    takes what is set over taps that are still on their way here.
    """
    if {*st.session_state.get(key, ())} != {*codes}:
        st.session_state[key] = [*codes]
