"""Forms about an objective, and the button that opens them."""

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings import read_model
from bsm_projections.meetings.objectives import Objective
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.meetings.objective_commands import ListAim, RecordDiscussion
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.generated_form import form_of, override, possible_forms
from dashboard.meetings.texts import was_discussed


def discussion_button(page: PageContext, objective: Objective) -> None:
    """A button that opens the forms about an objective that the viewer may send."""
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
    principal: Principal, objective: Objective, meeting: read_model.Meeting
) -> tuple[Form, ...]:
    """What may be recorded of an objective, once the meeting has begun."""
    if objective.status is None or not is_possible(
        Meeting.must_have_begun, meeting.status
    ):
        return ()
    is_for_all = objective.audience == MatterAudience.ALL
    # What was agreed since does not matter: decisions have their own forms.
    is_discussed = was_discussed(objective)
    forms = possible_forms(
        "objective_id",
        ObjectiveStatus.DISCUSSED if is_discussed else ObjectiveStatus.SET,
        _objective_form,
        without=(ListAim,) if is_for_all else (),
    )
    return allowed_forms(principal, None, *forms)


def _objective_form(command: type[Command]) -> Form:
    if command is not RecordDiscussion:
        return form_of(command)
    return form_of(
        RecordDiscussion,
        override(
            "summary",
            label="Summary of the discussion",
            help="Part of the official record",
        ),
    )
