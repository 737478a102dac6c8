"""Components that run in the browser: a script with its HTML and style sheet."""

from pathlib import Path
from typing import Any

import streamlit as st


def browser_component(script: Path, style_sheet: str | None = None) -> Any:
    """A component of Streamlit, named after its script. Its HTML is the file beside the
    script that has the same name, if there is one, and so is the style sheet named.
    """
    html = script.with_suffix(".html")
    return st.components.v2.component(
        script.stem,
        js=script.read_text(encoding="utf-8"),
        html=html.read_text(encoding="utf-8") if html.exists() else "<span></span>",
        css=script.with_name(style_sheet).read_text(encoding="utf-8")
        if style_sheet
        else None,
    )
