"""A panel's heading, and what stands in place of an empty panel."""

import streamlit as st

from dashboard.components import html


def show_heading(title: str, measure: str, anchor: str | None = None) -> None:
    """A panel's finding, and what is measured; links on the page lead to `anchor`."""
    id_attribute = f' id="{anchor}"' if anchor else ""
    st.html(
        f'<h2 class="bsm-title"{id_attribute}>{html.escape_text(title)}</h2>'
        f'<p class="bsm-measure">{html.escape_text(measure)}</p>'
    )


def show_empty_state(text: str) -> None:
    st.html(html.paragraphs("empty", text))
