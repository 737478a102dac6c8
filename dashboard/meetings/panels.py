"""The Meeting page's panels: each a finding, what it is made of, and its facts."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_projections.meetings.read_model import Meeting, MeetingDelegation, Objective
from bsm_projections.registration.queries import RegistrationCount
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.meetings import forms, texts
from dashboard.meetings.texts import NOT_STATED
from dashboard.widgets.headings import show_empty_state, show_heading


def show_properties(
    page: PageContext, meeting: Meeting, delegations: Sequence[MeetingDelegation]
) -> None:
    """Status, days with their zone, place, and who invites."""
    taken_seats = sum(delegation.participants for delegation in delegations)
    dates = texts.date_range(meeting.starts_on, meeting.ends_on)
    st.html(
        render(
            "meetings/meeting.html",
            "meeting_properties",
            [
                ("Status", texts.STATUSES.get(meeting.status, meeting.status)),
                ("Dates", f"{dates}, {texts.time_zone_name(meeting.time_zone)}"),
                ("Place", meeting.city or NOT_STATED),
                ("Format", meeting.mode),
                ("Host", meeting.host_name or NOT_STATED),
                ("Chair", _state_name(meeting.chair, page.viewer.moment.at.date())),
                ("Organiser", meeting.organiser or NOT_STATED),
                ("Seats", texts.taken_seats(taken_seats, meeting.capacity)),
                ("Themes", "; ".join(meeting.themes) or NOT_STATED),
            ],
            texts,
        )
    )


def _state_name(code: str | None, day: date) -> str:
    if code is None:
        return NOT_STATED
    return state_name(code, day) if code in STATES else code


def show_agenda(meeting: Meeting) -> None:
    sessions = meeting.agenda
    show_heading(texts.agenda_finding(sessions), texts.AGENDA_MEASURE)
    if not sessions:
        show_empty_state(texts.NO_SESSIONS)
        return
    st.html(render("meetings/meeting.html", "agenda", sessions))


def show_objectives(page: PageContext, rows: Sequence[Objective]) -> None:
    show_heading(texts.objectives_finding(rows), texts.OBJECTIVES_MEASURE)
    if not rows:
        show_empty_state(texts.NO_OBJECTIVES)
        return
    for row in rows:
        st.html(render("meetings/meeting.html", "objective", row, texts))
        forms.discussion_button(page, row)


def show_attendance(
    meeting: Meeting,
    delegations: Sequence[MeetingDelegation],
    counts: Sequence[RegistrationCount] | None,
) -> None:
    """What was counted here, beside what a source states; never added up."""
    seated = sum(delegation.participants for delegation in delegations)
    show_heading(
        texts.participants_finding(meeting, seated),
        texts.ATTENDANCE_MEASURE,
    )
    rows = []
    if counts:
        present = _count_with_status(counts, "attended")
        rows = [
            [
                "Counted here",
                formatting.format_number(seated),
                texts.REGISTRATIONS_COUNTED,
            ],
            [
                texts.OF_THEM_PRESENT,
                formatting.format_number(present),
                texts.PRESENCE_COUNTED,
            ],
        ]
    stated = meeting.stated
    rows.append(
        [
            texts.STATED_BY_SOURCE,
            texts.stated_number_or_none(stated),
            stated.source if stated else texts.NO_TOTAL_STATED,
        ]
    )
    if counts is not None and not counts:
        show_empty_state(texts.NOTHING_COUNTED)
    columns = [Column("Count"), Column("Participants", True), Column("Source")]
    st.html(components_html.table("Attendance", columns, rows))


def _count_with_status(rows: Sequence[RegistrationCount] | None, *statuses: str) -> int:
    return sum(row.registrations for row in rows or () if row.status in statuses)
