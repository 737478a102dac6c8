"""Administrators ask: who can come in, as what? Auditors: who could act on that day?

One part at a time, of those that the viewer may see.
"""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.accounts import mandates
from dashboard.accounts import panels as accounts_panels
from dashboard.administration import selection, texts
from dashboard.administration.selection import Part
from dashboard.components import html
from dashboard.data.page_context import Scene
from dashboard.forms import action_form
from dashboard.privacy import panels as privacy_panels
from dashboard.reminders import panels as reminders_panels
from dashboard.shell import layout

_PANELS: Mapping[str, Callable[[Scene, Part], None]] = {
    "accounts": accounts_panels.panel,
    "mandates": mandates.panel,
    "day": mandates.on_a_day,
    "retention": privacy_panels.retention,
    "erasures": privacy_panels.register,
    "letters": reminders_panels.panel,
}


def page(scene: Scene) -> None:
    part = selection.wanted(scene)
    _PANELS[part.name](scene, part)
    if scene.frozen:
        st.html(html.paragraphs("past", texts.ACCOUNTS_ARE_NOW))


if layout.lets_see("page.administration"):
    action_form.opened(layout.scene())
    selection.bar(layout.scene())
layout.show(page, "page.administration")
