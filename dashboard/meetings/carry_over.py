"""Open activities of earlier meetings, for the preparation of a meeting."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.queries import open_from_earlier_meetings
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings.read_model import Meeting
from bsm_service.follow_up.lineage_commands import CarryOver
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.follow_up import due_date_texts, texts
from dashboard.forms import form_dialog, submit
from dashboard.forms.submit import FormResult, may_submit
from dashboard.shell import address
from dashboard.shell.callback_checks import checked
from dashboard.widgets.headings import show_heading

_ENDED_STATUSES = ("concluded", "cancelled")
_REFUSALS_KEY = "carry-over-refused"


def show_open_activities(page: PageContext) -> None:
    """Open activities that this meeting does not follow yet, the oldest first; for
    Chair and secretariat a button to let it follow them.
    """
    meeting = page.shown_meeting
    if meeting.status in _ENDED_STATUSES or not current_principal.has_permission(
        page.viewer.principal, "read.activities"
    ):
        return
    rows = page.viewer.fetch("read.activities", open_from_earlier_meetings, meeting.id)
    show_heading(
        texts.left_open_finding(rows),
        texts.LEFT_OPEN_MEASURE,
        "preparation",
    )
    if not rows:
        return
    editions = {meeting.id: meeting for meeting in page.viewer.meetings()}
    cells = [
        {
            "Owner": row.owner_name,
            "Activity": row.title,
            "Status": row.status,
            "Due": due_date_texts.due_date_text(row.due_on, row.due_precision),
            "Age": due_date_texts.age_text(row, editions.get(row.first_meeting_id)),
        }
        for row in rows
    ]
    addresses = [
        address.link("/follow-up", activity=row.id, scope="all") for row in rows
    ]
    columns = html.columns_of(cells)
    st.html(
        html.sortable_table(
            texts.LEFT_OPEN,
            columns,
            cells,
            addresses,
            "Activity",
            are_invented=page.marks_invented,
        )
    )
    _show_carry_over_button(page, meeting, rows)


def _show_carry_over_button(
    page: PageContext, meeting: Meeting, rows: Sequence[Activity]
) -> None:
    submittable = [
        row for row in rows if may_submit(page.viewer.principal, CarryOver, row.owner)
    ]
    if refusals := st.session_state.pop(_REFUSALS_KEY, None):
        st.html(html.paragraphs("complaint", *refusals))
    if submittable and not page.is_frozen:
        count_text = formatting.format_count(len(submittable), "activity", "activities")
        st.button(
            f"Carry {count_text} over",
            key="carry-over",
            help=texts.CARRY_OVER_HINT,
            on_click=checked(_submit_carry_over),
            args=(page, meeting, submittable),
        )


def _submit_carry_over(
    page: PageContext, meeting: Meeting, rows: Sequence[Activity]
) -> None:
    """One command each, so that one refusal does not stop the others."""
    results = [
        submit.submit_command(
            page.viewer.principal,
            CarryOver,
            {"activity_id": row.id, "meeting_id": meeting.id},
            command_id=submit.derived_id(UUID(row.id), f"{row.version} {meeting.id}"),
            stream_id=row.id,
            expected_version=row.version,
        )
        for row in rows
    ]
    recorded = [result for result in results if isinstance(result, FormResult)]
    refusals = [
        f"{row.title}: {result.sentence}"
        for row, result in zip(rows, results, strict=True)
        if not isinstance(result, FormResult)
    ]
    if refusals:
        st.session_state[_REFUSALS_KEY] = refusals
    if recorded:
        text = formatting.format_count(len(recorded), "activity was", "activities were")
        form_dialog.show_result(
            FormResult(f"{text} carried over.", recorded[-1].position)
        )
