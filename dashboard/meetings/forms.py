"""The form about the discussion of an objective, and the button that opens it."""

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings.read_model import Meeting, Objective
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import RecordDiscussion
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.generated_form import form_of, override

_RECORD_DISCUSSION = form_of(
    RecordDiscussion,
    override(
        "summary",
        label="What was said, in the Chair's summary",
        help="Part of the official record",
    ),
)


def discussion_button(page: PageContext, objective: Objective) -> None:
    """A button that opens what the viewer may record of an objective."""
    if page.meeting is None:
        return
    form_dialog.form_button(
        page,
        FormSubject(
            "Objective",
            f"{objective.code} · {objective.text}",
            {"objective_id": objective.id},
            objective.version,
        ),
        objective_forms(page.viewer.principal, objective, page.meeting),
    )


def objective_forms(
    principal: Principal, objective: Objective, meeting: Meeting
) -> tuple[Form, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return allowed_forms(principal, None, _RECORD_DISCUSSION)
