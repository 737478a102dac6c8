"""Receipts of erasures: shown in full, and as a file."""

import streamlit as st

from dashboard.components import html
from dashboard.forms import texts
from dashboard.shell import callback_checks


def show_receipt(sentence: str, receipt: str, key: str) -> bool:
    """Shows a receipt; whether the reader has closed it."""
    st.html(html.paragraphs("about", sentence))
    st.code(receipt, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        receipt_button(receipt, key)
        return st.button("Close", key=f"{key}-close")


def receipt_button(receipt: str, key: str) -> None:
    """A button for the receipt as a text file."""
    st.download_button(
        texts.RECEIPT_FILE,
        callback_checks.checked_file(receipt.encode),
        file_name="receipt.txt",
        mime="text/plain",
        key=f"{key}-file",
        on_click="ignore",
    )
