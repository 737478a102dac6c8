"""The draft of the next version, for whoever may read it: what differs from the
released agenda, and the buttons that change it.
"""

import streamlit as st

from dashboard.components import html
from dashboard.components.templates import render
from dashboard.meetings.agenda import difference_texts, forms, selection, session_rows
from dashboard.meetings.agenda.selection import AgendaSelection
from dashboard.widgets.headings import (
    line_with_buttons,
    show_empty_state,
    show_heading,
)

_TEMPLATE = "meetings/agenda.html"


def show_draft(selected: AgendaSelection) -> None:
    page = selected.page
    draft = selection.draft_sessions(page)
    if draft is None:
        return
    changes = selection.draft_changes(page)
    differs = selection.draft_differs(page)
    is_final = not selection.can_still_change(page.shown_meeting)
    show_heading(
        difference_texts.draft_finding(draft, changes, differs=differs),
        difference_texts.draft_measure(is_final=is_final),
        "draft",
    )
    with st.container(horizontal=True, key="draft-agenda-buttons"):
        if differs and (draft or selected.is_released):
            forms.release_button(page, is_primary=True)
        forms.session_adding_button(page, is_primary=not differs)
    if not draft:
        show_empty_state(
            difference_texts.NOTHING_LEFT if is_final else difference_texts.EMPTY_DRAFT
        )
    by_id = {each.session_id: each for each in changes}
    released = {session.id for session in page.shown_meeting.agenda}
    marks = {id: difference_texts.change_text(each) for id, each in by_id.items()}
    rows = session_rows.session_rows(
        draft, selected.objectives, marks, differences=by_id, with_links=False
    )
    for day, of_day in session_rows.by_day(rows):
        st.html(render(_TEMPLATE, "day_heading", day))
        for row in of_day:
            session = row.session
            line = render(_TEMPLATE, "session", row, page.marks_invented)
            with line_with_buttons(line, f"draft-session-{session.id}"):
                forms.session_button(page, session, is_released=session.id in released)
    dropped = [each for each in changes if each.after is None]
    if dropped:
        reasons = selection.removal_reasons(page)
        title = difference_texts.dropped_title(is_final=is_final)
        st.html(html.paragraphs("above", title))
        entries = [
            difference_texts.dropped_from_draft(each, reasons.get(each.session_id))
            for each in dropped
        ]
        st.html(html.paragraphs("measure", *entries))
