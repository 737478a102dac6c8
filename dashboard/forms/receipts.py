"""A paper that somebody may keep: shown whole, and given as a file."""

import streamlit as st

from dashboard.components import html
from dashboard.forms import texts
from dashboard.shell import access_checks


def show_receipt(sentence: str, receipt: str, key: str) -> bool:
    """Shows it with what it is; whether the reader has done with it."""
    st.html(html.paragraphs("about", sentence))
    st.code(receipt, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        receipt_button(receipt, key)
        return st.button("Close", key=f"{key}-close")


def receipt_button(receipt: str, key: str) -> None:
    """The paper as a text file."""
    st.download_button(
        texts.RECEIPT_FILE,
        access_checks.checked_file(receipt.encode),
        file_name="receipt.txt",
        mime="text/plain",
        key=f"{key}-file",
        on_click="ignore",
    )
