"""Forms about a meeting, and the buttons that open them."""

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings.objective_queries import Objective
from bsm_projections.meetings.queries import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import RecordDiscussion
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.command_form import CommandForm, FormField, allowed_forms


def discussion_button(page: PageContext, objective: Objective) -> None:
    """A button that opens what the viewer may record of an objective."""
    if page.meeting is None:
        return
    form_dialog.form_button(
        page,
        objective_forms(page.viewer.principal, objective, page.meeting),
        title="Objective",
        description=f"{objective.code} · {objective.text}",
        ids={"objective_id": objective.id},
        version=objective.version,
    )


def objective_forms(
    principal: Principal, objective: Objective, meeting: Meeting
) -> tuple[CommandForm, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return allowed_forms(principal, None, [_RECORD_DISCUSSION])


_RECORD_DISCUSSION = CommandForm(
    RecordDiscussion,
    "Record the discussion",
    "Record the discussion",
    (
        FormField(
            "summary",
            "What was said, in the Chair's summary",
            max_length=50_000,
            help="Part of the official record",
        ),
    ),
)
