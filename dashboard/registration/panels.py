"""The Meeting page's panels about attendance, delegations and their registrations.

Tables count, and lists come a page at a time, so ten thousand are as quick as ten.
"""

from collections import Counter
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup, escape

from bsm_domain.foundation import formatting
from bsm_projections.registration.queries import RegistrationCount
from dashboard.components import html as components_html
from dashboard.components.source_marks import source_mark
from dashboard.data.page_context import PageContext
from dashboard.meetings.texts import WAITING_STATUSES, stated_number_or_none
from dashboard.registration import charts, forms, registration_list, texts
from dashboard.registration.attendance import panels as attendance_panels
from dashboard.registration.list_of_participants.panels import show_issued_list
from dashboard.widgets.headings import show_empty_state, show_heading


def count_waiting(rows: Sequence[RegistrationCount] | None) -> int | None:
    """How many are undecided or waiting for a seat."""
    if rows is None:
        return None
    return _count_with_status(rows, *WAITING_STATUSES)


def show_attendance(page: PageContext) -> None:
    """What was counted here, beside what a source states; never added up."""
    meeting = page.shown_meeting
    delegations = page.viewer.delegations_on_record(meeting.id)
    counts = page.viewer.registration_counts(meeting.id)
    seated = sum(delegation.participants for delegation in delegations)
    show_heading(
        texts.participants_finding(meeting, seated),
        texts.ATTENDANCE_MEASURE,
    )
    rows: list[tuple[str, str | int, Markup]] = []
    invented = source_mark(None, is_demonstration=page.marks_invented)
    if counts:
        present = _count_with_status(counts, "attended")
        rows = [
            ("Counted here", seated, escape(texts.REGISTRATIONS_COUNTED) + invented),
            (texts.OF_THEM_PRESENT, present, escape(texts.PRESENCE_COUNTED) + invented),
        ]
    stated = meeting.stated
    source = (
        escape(texts.stated_source(stated))
        + source_mark(stated.page, is_demonstration=page.marks_invented)
        if stated
        else escape(texts.NO_TOTAL_STATED)
    )
    rows.append((texts.STATED_BY_SOURCE, stated_number_or_none(stated), source))
    if counts is not None and not counts:
        show_empty_state(texts.NOTHING_COUNTED)
    table = [
        {"Count": count, "People": people, "Source": source}
        for count, people, source in rows
    ]
    st.html(components_html.table("Attendance", table, ["People"]))


def _count_with_status(rows: Sequence[RegistrationCount], *statuses: str) -> int:
    return sum(row.registrations for row in rows if row.status in statuses)


def show_registrations(page: PageContext) -> None:
    """Registrations one by one, with what the viewer may decide right there."""
    meeting = page.shown_meeting
    rows = page.viewer.registration_counts(meeting.id)
    if rows is None:
        return
    total = sum(count_row.registrations for count_row in rows)
    waiting = count_waiting(rows) or 0
    show_heading(
        _registrations_finding(total, waiting),
        texts.REGISTRATIONS_MEASURE,
        is_invented=page.marks_invented and bool(rows),
    )
    forms.nomination_button(page)
    attendance_panels.show_buttons(page)
    if not rows:
        show_empty_state(
            texts.NO_REGISTRATIONS_YET
            if meeting.status in ("announced", "registration open", "postponed")
            else texts.NO_REGISTRATIONS
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_function_table(rows))
    with right:
        registration_list.show_registration_list(page, meeting, rows, waiting)


def _function_table(rows: Sequence[RegistrationCount]) -> str:
    """The number of registrations by function and status."""
    counts = Counter[tuple[str, str]]()
    for count_row in rows:
        counts[count_row.function, count_row.status] += count_row.registrations
    statuses = [
        status
        for status in texts.REGISTRATION_STATUS_ORDER
        if any(row.status == status for row in rows)
    ]
    functions = [
        function
        for function in texts.FUNCTION_ORDER
        if any(row.function == function for row in rows)
    ]
    return components_html.table(
        texts.REGISTRATIONS_TABLE,
        [
            {"Function": function}
            | {status.capitalize(): counts[function, status] for status in statuses}
            for function in functions
        ],
    )


def _registrations_finding(total: int, waiting: int) -> str:
    if not total:
        return texts.NOBODY_REGISTERED
    waiting_text = (
        f"{formatting.format_number(waiting)} waiting for a decision or a seat"
        if waiting
        else "none waiting for a decision"
    )
    return f"{formatting.format_count(total, 'registration')}; {waiting_text}"


# Below each other on the Meeting page, beside those of the meeting; the registrations
# themselves take the whole width below.
SECTIONS = (show_attendance, charts.seats, show_issued_list)
