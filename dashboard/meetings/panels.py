"""The Meeting page's panels: each a finding, its details, and its facts."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import streamlit as st

from bsm_domain.foundation.formatting import format_date_range
from bsm_domain.foundation.participating_states import STATES, state_name
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting
from dashboard.components.templates import render
from dashboard.data.page_context import PageContext
from dashboard.meetings import change_texts, forms, texts
from dashboard.meetings.agenda import selection as agenda_selection
from dashboard.meetings.agenda import session_rows
from dashboard.meetings.agenda import texts as agenda_texts
from dashboard.meetings.agenda.session_times import next_sessions
from dashboard.meetings.objective_links import decision_links, objective_sessions
from dashboard.meetings.texts import NOT_STATED
from dashboard.widgets.headings import show_empty_state, show_heading

_NEXT_SESSIONS = 3


def show_properties(
    page: PageContext, meeting: Meeting, delegations: Sequence[MeetingDelegation]
) -> None:
    """Title, status, dates with their time zone, place, and organisers."""
    dates = change_texts.NO_DAYS_YET
    if meeting.status != MeetingStatus.POSTPONED:
        dates = format_date_range(meeting.starts_on, meeting.ends_on)
        dates += f", {texts.time_zone_name(meeting.time_zone)}"
    sources = {of_field.field: of_field.source for of_field in meeting.sources}
    chair = _state_name(meeting.chair, page.viewer.moment.at.date())
    properties = (
        ("Title", meeting.title, "title"),
        (
            "Status",
            change_texts.status_text(meeting) or texts.STATUSES[meeting.status],
            None,
        ),
        ("Dates", dates, "starts_on"),
        ("Place", meeting.city or NOT_STATED, "city"),
        ("Format", meeting.mode, "mode"),
        ("Host", meeting.host_name or NOT_STATED, "host"),
        ("Chair", chair, "chair"),
        ("Organiser", meeting.organiser or NOT_STATED, "organiser"),
        ("Seats", texts.taken_seats(delegations, meeting.capacity), None),
        ("Themes", "; ".join(meeting.themes) or NOT_STATED, "themes"),
    )
    st.html(
        render(
            "meetings/meeting.html",
            "meeting_properties",
            [
                (
                    term,
                    text,
                    sources.get(field) if field else None,
                    # A status follows from facts, each with its own source.
                    page.marks_invented and term != "Status",
                )
                for term, text, field in properties
            ],
            texts,
        )
    )


def _state_name(code: str | None, day: date) -> str:
    if code is None:
        return NOT_STATED
    return state_name(code, day) if code in STATES else code


def show_agenda(page: PageContext) -> None:
    sessions = page.shown_meeting.agenda
    is_final = not agenda_selection.can_still_change(page.shown_meeting)
    finding = texts.agenda_finding(sessions, is_final=is_final)
    show_heading(finding, texts.AGENDA_MEASURE)
    if not sessions:
        show_empty_state(agenda_texts.NO_AGENDA if is_final else texts.NO_SESSIONS)
        return
    following = next_sessions(
        page.shown_meeting, sessions, agenda_selection.wall_time(page), _NEXT_SESSIONS
    )
    rows = session_rows.session_rows(following, {}, {}, among=sessions)
    st.html(
        render(
            "meetings/agenda.html",
            "days",
            session_rows.by_day(rows),
            agenda_texts,
            page.marks_invented,
        )
        + render(
            "components/text.html",
            "link_line",
            agenda_texts.FULL_AGENDA,
            agenda_selection.link_address(meeting=page.shown_meeting.id),
        )
    )


def show_objectives(page: PageContext) -> None:
    rows = page.viewer.objectives(page.shown_meeting.id)
    show_heading(texts.objectives_finding(rows), texts.OBJECTIVES_MEASURE)
    if not rows:
        show_empty_state(texts.NO_OBJECTIVES)
        return
    sessions = objective_sessions(page)
    for row in sorted(rows, key=texts.is_withdrawn):  # those at the end
        links = decision_links(row)
        st.html(
            render(
                "meetings/meeting.html",
                "objective",
                row,
                links,
                sessions.get(row.session_id or ""),
                _earlier_wordings(page, row),
                texts,
                page.marks_invented,
            )
        )
        forms.objective_button(page, row)


def _earlier_wordings(
    page: PageContext, objective: Objective
) -> tuple[tuple[str, str], ...]:
    """What it said before, and until when and why it did."""
    if objective.wordings < 2 or objective.status is None:
        return ()
    wordings = page.viewer.fetch(
        "read.objectives", objective_queries.objective_wordings, objective.id
    )
    return tuple(
        (earlier.text, texts.reworded(later.since.date(), later.reason))
        for earlier, later in pairwise(wordings)
    )


# Below each other on the Meeting page.
SECTIONS = (show_agenda, show_objectives)
