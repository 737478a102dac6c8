"""Administration: one part at a time, of those that the viewer may see."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import (
    account_panels,
    admin_parts,
    admin_wording,
    erasure_panels,
    letter_panels,
    mandate_panels,
    markup,
)
from dashboard.admin_parts import Part
from dashboard.scene import Scene

_PANELS: Mapping[str, Callable[[Scene, Part], None]] = {
    "accounts": account_panels.panel,
    "mandates": mandate_panels.panel,
    "day": mandate_panels.on_a_day,
    "retention": erasure_panels.retention,
    "erasures": erasure_panels.register,
    "letters": letter_panels.panel,
}


def page(scene: Scene) -> None:
    part = admin_parts.wanted(scene)
    _PANELS[part.name](scene, part)
    if scene.frozen:
        st.html(markup.paragraphs("past", admin_wording.ACCOUNTS_ARE_NOW))
