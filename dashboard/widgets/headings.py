"""What panels consist of: headings, texts in place of an empty panel, lines with
buttons.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from markupsafe import Markup

from bsm_domain.foundation import formatting
from dashboard.components import html
from dashboard.components.templates import render


def show_heading(
    title: str, measure: str, anchor: str | None = None, *, is_invented: bool = False
) -> None:
    """A panel's finding and measure; links on the page lead to `anchor`."""
    heading = render(
        "components/text.html", "heading", title, measure, anchor, is_invented
    )
    st.html(heading)


def show_empty_state(text: str) -> None:
    st.html(html.paragraphs("empty", text))


def show_rest(total: int, shown: int) -> None:
    """Says below a list how many are not shown."""
    if total > shown:
        text = f"and {formatting.format_number(total - shown)} more"
        st.html(html.paragraphs("measure", text))


@contextmanager
def line_with_buttons(line: Markup, key: str) -> Iterator[None]:
    """A line about one thing; buttons that are drawn within stand at its end."""
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.html(line, width="stretch")
        yield
