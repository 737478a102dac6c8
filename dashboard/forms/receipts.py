"""A paper that somebody may keep: shown whole, and given as a file."""

import streamlit as st

from dashboard.components import html as markup
from dashboard.forms import texts as form_wording
from dashboard.shell import access_checks as session


def shown(sentence: str, paper: str, key: str) -> bool:
    """Shows it with what it is; whether the reader has done with it."""
    st.html(markup.paragraphs("about", sentence))
    st.code(paper, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        given(paper, key)
        return st.button("Close", key=f"{key}-close")


def given(paper: str, key: str) -> None:
    """The paper as a text file."""
    st.download_button(
        form_wording.KEEP_RECEIPT,
        session.file(paper.encode),
        file_name="receipt.txt",
        mime="text/plain",
        key=f"{key}-file",
        on_click="ignore",
    )
