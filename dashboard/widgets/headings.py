"""A panel's heading, and the text in place of an empty panel."""

import streamlit as st

from dashboard.components import html
from dashboard.components.templates import render


def show_heading(title: str, measure: str, anchor: str | None = None) -> None:
    """A panel's finding and measure; links on the page lead to `anchor`."""
    st.html(render("components/text.html", "heading", title, measure, anchor))


def show_empty_state(text: str) -> None:
    st.html(html.paragraphs("empty", text))
