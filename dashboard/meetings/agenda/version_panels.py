"""The versions of an agenda: the choice of one, and two side by side."""

import streamlit as st

from bsm_projections.meetings import agenda_queries
from bsm_projections.meetings.agenda_queries import Agenda
from dashboard.components import html
from dashboard.components.templates import render
from dashboard.meetings.agenda import (
    difference_texts,
    selection,
    session_rows,
    texts,
)
from dashboard.meetings.agenda.selection import AgendaSelection
from dashboard.shell import filters
from dashboard.widgets.headings import show_empty_state, show_heading


def show_versions(selected: AgendaSelection) -> None:
    """All versions with their notes, and the choice of one and of another with which it
    is compared, if there are several.
    """
    numbers, versions = selected.numbers, selected.versions
    if len(numbers) < 2:
        return
    show_heading(
        texts.versions_finding(len(numbers)), texts.VERSIONS_MEASURE, "versions"
    )
    zone = selected.meeting.time_zone
    by_number = {version.number: version for version in versions}
    options = {
        str(number): texts.version_option(number, by_number.get(number), zone)
        for number in numbers
    }
    shown = str(selected.agenda.number)
    others = {number: name for number, name in options.items() if number != shown}
    with st.container(horizontal=True, key="agenda-versions"):
        filters.choose_one(
            selection.VERSION,
            texts.VERSION_LABEL,
            options,
            shown,
            selection.COMPARE,
            default=str(selected.meeting.agenda_number),
            width=300,
        )
        filters.choose_one(
            selection.COMPARE,
            texts.COMPARE_LABEL,
            {"": texts.NOT_COMPARED, **others},
            str(selected.compared.number) if selected.compared is not None else "",
            default="",
            width=300,
        )
    entries = [
        (
            options[str(number)],
            texts.version_note(by_number.get(number)),
            selection.link_address(version=str(number)),
        )
        for number in numbers
    ]
    st.html(render("meetings/agenda.html", "versions", entries))


def show_comparison(selected: AgendaSelection, compared: Agenda) -> None:
    """Two versions beside each other, the earlier one first."""
    earlier, later = sorted(
        (selected.agenda, compared), key=lambda agenda: agenda.number
    )
    changes = agenda_queries.differences(earlier.sessions, later.sessions)
    show_heading(
        difference_texts.comparison_finding(changes),
        difference_texts.comparison_measure(earlier.number, later.number),
        "compared",
    )
    by_id = {each.session_id: each for each in changes}
    marks = {id: difference_texts.change_text(each) for id, each in by_id.items()}
    left, right = st.columns(2, gap="large")
    with left:
        dropped = {id: mark for id, mark in marks.items() if by_id[id].after is None}
        _show_version(
            selected, earlier, session_rows.session_rows(earlier.sessions, {}, dropped)
        )
    with right:
        _show_version(
            selected,
            later,
            session_rows.session_rows(later.sessions, {}, marks, differences=by_id),
        )


def _show_version(
    selected: AgendaSelection, agenda: Agenda, rows: list[session_rows.SessionRow]
) -> None:
    meeting = selected.meeting
    show_heading(
        texts.version_name(agenda.number),
        texts.agenda_measure(meeting, agenda, meeting.agenda_number),
    )
    if note := texts.note_text(agenda.note):
        st.html(html.paragraphs("measure", note))
    if not rows:
        show_empty_state(texts.EMPTY_VERSION)
        return
    st.html(
        render(
            "meetings/agenda.html",
            "days",
            session_rows.by_day(rows),
            texts,
            selected.page.marks_invented,
        )
    )
