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
    seats = NOT_STATED
    if meeting.capacity is not None:
        seats = (
            f"{formatting.format_number(taken_seats)} of "
            f"{formatting.format_number(meeting.capacity)} taken"
        )
    dates = texts.date_range(meeting.starts_on, meeting.ends_on)
    st.html(
        render(
            "meetings/meeting.html",
            "meeting_properties",
            [
                ("Status", texts.STATUSES.get(meeting.status, meeting.status)),
                ("Days", f"{dates}, {texts.time_zone_name(meeting.time_zone)}"),
                ("Place", meeting.city or NOT_STATED),
                ("Held", meeting.mode),
                ("Host", meeting.host_name or NOT_STATED),
                ("Chair", _state_name(meeting.chair, page.viewer.moment.at.date())),
                ("Organiser", meeting.organiser or NOT_STATED),
                ("Seats", seats),
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
    closed = sum(session.audience != "all" for session in sessions)
    finding = (
        formatting.format_count(len(sessions), "session")
        if sessions
        else "No session yet"
    )
    if closed:
        finding += f", {formatting.format_number(closed)} for focal points only"
    show_heading(finding, "Agenda, day by day")
    if not sessions:
        show_empty_state(
            "Nothing is on the agenda here. The secretariat schedules sessions; for "
            "some past meetings the sources state none."
        )
        return
    st.html(render("meetings/meeting.html", "agenda", sessions))


def show_objectives(page: PageContext, rows: Sequence[Objective]) -> None:
    done = sum(objective.status == "discussed" for objective in rows)
    show_heading(
        f"{formatting.format_number(done)} of "
        f"{formatting.format_count(len(rows), 'objective')} "
        "discussed"
        if rows
        else "No objective yet",
        "What the meeting set out to do, and what was said",
    )
    if not rows:
        show_empty_state(
            "No objective is set. The Chair or the secretariat sets objectives."
        )
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
        _attendance_finding(meeting, seated),
        "Participants, as counted here and as a source states them",
    )
    rows = []
    if counts:
        present = _count_with_status(counts, "attended")
        rows = [
            [
                "Counted here",
                formatting.format_number(seated),
                "Registrations on record that are confirmed or attended",
            ],
            [
                "Of them noted as present",
                formatting.format_number(present),
                "Registrations whose attendance was recorded at the meeting",
            ],
        ]
    stated = meeting.stated
    rows.append(
        [
            "Stated by a source",
            texts.stated_number_or_none(stated),
            stated.source if stated else "No source on record states a total",
        ]
    )
    if counts is not None and not counts:
        show_empty_state(
            "No registrations are on record, so nothing was counted here. Focal points "
            "nominate while registration is open; the secretariat confirms."
        )
    columns = [Column("What"), Column("Participants", True), Column("From where")]
    st.html(components_html.table("Attendance", columns, rows))


def _count_with_status(rows: Sequence[RegistrationCount] | None, *statuses: str) -> int:
    return sum(row.registrations for row in rows or () if row.status in statuses)


def _attendance_finding(meeting: Meeting, seated: int) -> str:
    stated = meeting.stated
    if meeting.status not in ("in session", "concluded"):
        return (
            f"{formatting.format_count(seated, 'seat')} taken; the meeting has not "
            "begun"
        )
    if not seated:
        if stated is None:
            return "How many took part is not on record"
        return f"A source states {texts.stated_participants_text(stated)}"
    if stated is None:
        return (
            f"{formatting.format_count(seated, 'participant')} counted, no total stated"
        )
    if stated.participants == seated and not stated.at_least:
        return f"{formatting.format_count(seated, 'participant')}, as the source states"
    return (
        f"{formatting.format_count(seated, 'participant')} counted; a source states "
        f"{texts.stated_number_text(stated)}"
    )
