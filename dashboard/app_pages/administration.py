"""Administrators ask: who can come in, as what? Auditors: who could act on that day?

One part at a time, of those that the viewer may see.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.accounts import mandates as mandate_panels
from dashboard.accounts import panels as account_panels
from dashboard.administration import selection as admin_parts
from dashboard.administration import texts as admin_wording
from dashboard.administration.selection import Part
from dashboard.components import html as markup
from dashboard.data.page_context import Scene
from dashboard.forms import action_form as duties
from dashboard.privacy import panels as erasure_panels
from dashboard.reminders import panels as letter_panels
from dashboard.shell import layout as frame

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


if frame.lets_see("page.administration"):
    duties.opened(frame.scene())
    admin_parts.bar(frame.scene())
frame.show(page, "page.administration")
