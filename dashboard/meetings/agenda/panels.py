"""The page Agenda: now and next, the released agenda by days, and its versions."""

import streamlit as st

from bsm_projections.meetings.agenda_queries import SessionOnRecord
from bsm_service.meetings.agenda_document import file_name
from bsm_service.meetings.lists import AGENDA
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.meetings.agenda import (
    charts,
    draft_panel,
    selection,
    session_rows,
    session_times,
    texts,
    version_panels,
)
from dashboard.meetings.agenda.selection import AgendaSelection
from dashboard.meetings.agenda.session_places import lines_by_session
from dashboard.shell import address
from dashboard.widgets import sections
from dashboard.widgets.document_download import show_document_button
from dashboard.widgets.headings import show_empty_state, show_heading

_TEMPLATE = "meetings/agenda.html"


def show_agenda(page: PageContext) -> None:
    """The agenda of the meeting, or the session that the address names."""
    session_id = address.parameter(selection.SESSION)
    if session_id is not None:
        _show_session(page, session_id)
        return
    selected = selection.read_selection(page)
    meeting, agenda = selected.meeting, selected.agenda
    current = None
    if selected.is_present:
        current = session_times.now_and_next(meeting, agenda.sessions, selected.now)
    st.html(
        html.headline(
            texts.headline(
                meeting, agenda, is_released=selected.is_released, current=current
            )
        )
    )
    if current is not None:
        st.html(html.paragraphs("measure", texts.clock_note(meeting, selected.now)))
    if selected.unknown_version is not None:
        st.html(
            html.paragraphs("notice", texts.unknown_version(selected.unknown_version))
        )
    if selected.compared is not None:
        version_panels.show_comparison(selected, selected.compared)
    else:
        _show_agenda_and_draft(selected, current)
    if not selected.is_present or selected.compared is not None:
        st.html(
            render(
                "components/text.html",
                "link_line",
                texts.CURRENT_VERSION,
                selection.link_address(),
            )
        )
    if selected.is_released:
        version_panels.show_versions(selected)
        if any(session.starts_at for session in agenda.sessions):
            sections.show_sections(page, selected, charts.CHARTS)


def _show_agenda_and_draft(
    selected: AgendaSelection, current: session_times.NowAndNext | None
) -> None:
    page = selected.page
    if not selected.is_present or not selection.shows_draft(page):
        _show_released(selected, current)
        return
    form_dialog.show_past_notice(page)
    released, draft = st.columns(2, gap="large")
    with released:
        _show_released(selected, current)
    with draft:
        draft_panel.show_draft(selected)


def _show_released(
    selected: AgendaSelection, current: session_times.NowAndNext | None
) -> None:
    meeting, agenda = selected.meeting, selected.agenda
    if not selected.is_released:
        show_empty_state(
            texts.NOTHING_RELEASED
            if selection.can_still_change(meeting)
            else texts.NO_AGENDA
        )
        return
    show_heading(
        texts.finding(meeting, agenda),
        texts.agenda_measure(meeting, agenda, meeting.agenda_number),
        "agenda",
    )
    notices = texts.meeting_notices(meeting, agenda, is_present=selected.is_present)
    if notices:
        st.html(html.paragraphs("notice", *notices))
    if note := texts.note_text(agenda.note):
        st.html(html.paragraphs("measure", note))
    # Places are those of the agenda as it is now.
    places = {}
    if selected.is_present:
        places = lines_by_session(selected.page.viewer, meeting)
    rows = session_rows.session_rows(
        agenda.sessions,
        selected.objectives,
        session_rows.marks_of(current),
        places=places,
    )
    st.html(
        render(
            _TEMPLATE,
            "days",
            session_rows.by_day(rows),
            texts,
            selected.page.marks_invented,
        )
    )
    show_document_button(
        selected.page.viewer,
        AGENDA,
        meeting.id,
        file_name(meeting, agenda, selected.page.viewer.moment),
        number=agenda.number,
    )


def _show_session(page: PageContext, id: str) -> None:
    """A session at its own address, as it was last released."""
    on_record = selection.session_on_record(page, id)
    if on_record is None:
        st.html(html.headline(texts.UNKNOWN_SESSION))
        show_empty_state(texts.CHECK_LINK)
    else:
        _show_session_on_record(page, on_record)
    st.html(
        render(
            "components/text.html",
            "link_line",
            texts.ALL_SESSIONS,
            selection.link_address(),
        )
    )


def _show_session_on_record(page: PageContext, on_record: SessionOnRecord) -> None:
    session, meeting = on_record.session, page.shown_meeting
    st.html(html.headline(texts.session_headline(on_record)))
    st.html(html.paragraphs("measure", texts.session_measure(on_record)))
    agenda = selection.released_agenda(page, on_record.last_number)
    others = agenda.sessions if agenda is not None else ()
    if not on_record.is_current:
        versions = selection.AgendaSelection(page, agenda).versions if agenda else ()
        following = [each for each in versions if each.number > on_record.last_number]
        dropped = texts.dropped_text(
            on_record, following[-1] if following else None, meeting.time_zone
        )
        st.html(html.paragraphs("notice", dropped))
    row = session_rows.session_row(
        session,
        others,
        selection.objectives_by_session(page).get(session.id, ()),
        places=lines_by_session(page.viewer, meeting).get(session.id, ()),
    )
    st.html(
        render(_TEMPLATE, "days", [(session.on, [row])], texts, page.marks_invented)
    )
