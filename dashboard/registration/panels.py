"""The Meeting page's panels about delegations and their registrations.

Tables count, and lists come a page at a time, so ten thousand are as quick as ten.
"""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.meetings.read_model import Meeting, MeetingDelegation
from bsm_projections.registration.queries import RegistrationCount
from dashboard.components import html as components_html
from dashboard.components.html import Column
from dashboard.data.page_context import PageContext
from dashboard.meetings import texts
from dashboard.registration import forms, registration_list
from dashboard.registration import texts as registration_texts
from dashboard.widgets.headings import show_empty_state, show_heading


def count_waiting(rows: Sequence[RegistrationCount] | None) -> int | None:
    """How many are not decided upon, or wait for a seat."""
    if rows is None:
        return None
    return sum(
        count_row.registrations
        for count_row in rows
        if count_row.status in ("nominated", "waitlisted")
    )


def show_registrations(
    page: PageContext,
    meeting: Meeting,
    invited: Sequence[MeetingDelegation],
    rows: Sequence[RegistrationCount],
) -> None:
    """Registrations one by one, with what the viewer may decide right there."""
    total = sum(count_row.registrations for count_row in rows)
    waiting = count_waiting(rows) or 0
    show_heading(
        _registrations_finding(total, waiting),
        registration_texts.REGISTRATIONS_MEASURE,
    )
    forms.nomination_button(page)
    if not rows:
        show_empty_state(
            registration_texts.NO_REGISTRATIONS_YET
            if meeting.status in ("announced", "registration open")
            else registration_texts.NO_REGISTRATIONS
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.html(_function_table(rows))
    with right:
        registration_list.show_registrations(page, meeting, invited, rows, waiting)


def _function_table(rows: Sequence[RegistrationCount]) -> str:
    """How many of each function stand where: a row each, however many there are."""
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
        registration_texts.REGISTRATIONS_TABLE,
        [
            Column("Function"),
            *(Column(status.capitalize(), True) for status in statuses),
        ],
        [
            [
                function,
                *(
                    formatting.format_number(counts[function, status])
                    for status in statuses
                ),
            ]
            for function in functions
        ],
    )


def _registrations_finding(total: int, waiting: int) -> str:
    if not total:
        return registration_texts.NOBODY_REGISTERED
    waiting_text = (
        f"{formatting.format_number(waiting)} waiting for a decision or a seat"
        if waiting
        else "none waiting for a decision"
    )
    return f"{formatting.format_count(total, 'registration')}; {waiting_text}"
