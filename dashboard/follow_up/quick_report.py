"""A report in two taps: how far an activity is, and that it is so."""

from uuid import UUID

import streamlit as st

from bsm_projections.follow_up.queries import Activity
from bsm_service.follow_up.commands import ReportComplete, ReportProgress
from dashboard.data.page_context import PageContext
from dashboard.follow_up.lifecycle_forms import IN_WORK_STATUSES
from dashboard.forms import buttons, field_widgets, submit
from dashboard.forms.submit import may_submit
from dashboard.shell.access_checks import checked

# As many steps as a thumb reaches in one row.
MAX_QUICK_STEPS = 4


def may_report(page: PageContext, activity: Activity) -> bool:
    return (
        not page.is_frozen
        and activity.status in IN_WORK_STATUSES
        and may_submit(page.viewer.principal, ReportProgress, activity.owner)
    )


def show_quick_report(page: PageContext, activity: Activity) -> None:
    """The next steps to tap, and then the button that records the one that was."""
    if not may_report(page, activity):
        return
    key = f"quick-{activity.id}"
    if refused := st.session_state.get(f"{key}-refused"):
        field_widgets.show_error(refused)
    chosen = st.pills(
        f"How far is “{activity.title}”?",
        next_percentages(activity.percent),
        format_func=lambda step: "done" if step == 100 else f"{step} %",
        label_visibility="collapsed",
        key=key,
    )
    if chosen is not None:
        st.button(
            "Report it complete" if chosen == 100 else f"Report {chosen} %",
            key=f"{key}-send",
            type="primary",
            width="stretch",
            on_click=checked(_submit_report),
            args=(page, activity, key, chosen),
        )


def next_percentages(percent: int) -> list[int]:
    """The tens that are next, and the end: 30, 40, 50, 100."""
    tens = [step for step in range(10, 100, 10) if step > percent]
    return [*tens[: MAX_QUICK_STEPS - 1], 100]


def _submit_report(
    page: PageContext, activity: Activity, key: str, percent: int
) -> None:
    command = ReportComplete if percent == 100 else ReportProgress
    told: dict[str, object] = {"activity_id": activity.id}
    if percent < 100:
        told["percent"] = percent
    # The same tap twice, of the same version, is one report.
    of = UUID(activity.id)
    answer = submit.submit_command(
        page.viewer.principal,
        command,
        told,
        command_id=submit.derived_id(of, f"{activity.version} {percent}"),
        stream_id=activity.id,
        expected_version=activity.version,
        occurred_on=None,
        time_zone=page.meeting.time_zone if page.meeting else "UTC",
    )
    st.session_state[key] = None
    if isinstance(answer, submit.FormResult):
        st.session_state.pop(f"{key}-refused", None)
        buttons.show_result(answer)
    else:
        st.session_state[f"{key}-refused"] = answer.sentence
