"""The latest edition of the list of participants, to download."""

import streamlit as st

from bsm_projections.meetings.issued_lists import issued_lists
from bsm_projections.meetings.registration_terms import registration_terms
from bsm_service.registration.list_of_participants.lists import (
    LIST_OF_PARTICIPANTS,
    LISTED_PEOPLE,
    may_see_list,
)
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.registration.list_of_participants import texts
from dashboard.widgets.document_download import (
    show_document_button,
    show_list_buttons,
)
from dashboard.widgets.headings import show_heading


def show_issued_list(page: PageContext) -> None:
    """For the secretariat, and for others where the terms of the meeting say so."""
    viewer, meeting, action = (
        page.viewer,
        page.shown_meeting,
        LIST_OF_PARTICIPANTS.action,
    )
    if not current_principal.has_permission(viewer.principal, action):
        return
    issued = viewer.fetch(action, issued_lists, meeting.id)
    terms = viewer.fetch("read.meetings", registration_terms, meeting.id)
    if not issued or not may_see_list(viewer.principal, terms):
        return
    latest = issued[0]
    show_heading(texts.finding(latest, meeting.time_zone), texts.MEASURE)
    file_stem = f"participants-{meeting.starts_on}-{latest.edition}"
    with st.container(horizontal=True):
        show_document_button(
            viewer, LIST_OF_PARTICIPANTS, meeting.id, f"{file_stem}.pdf"
        )
        show_list_buttons(viewer, LISTED_PEOPLE, file_stem, meeting_id=meeting.id)
