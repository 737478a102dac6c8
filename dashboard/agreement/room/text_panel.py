"""The current text of the draft on the table."""

import streamlit as st

from bsm_projections.agreement.queries import decision_versions
from dashboard.agreement.comparison import shown_paragraphs
from dashboard.agreement.room import forms, texts
from dashboard.agreement.room.selection import RoomSelection
from dashboard.components.templates import render


def show_text(room: RoomSelection) -> None:
    decision = room.decision
    if decision is None:
        return
    versions = room.page.viewer.fetch("read.decisions", decision_versions, decision.id)
    number = decision.adopted_version or decision.text_version
    text = next(version.text for version in versions if version.number == number)
    paragraphs = shown_paragraphs(text)
    seen = forms.seen(decision)
    label = texts.text_label(number)
    st.html(render("agreement/room.html", "text", text.title, paragraphs, label, seen))
