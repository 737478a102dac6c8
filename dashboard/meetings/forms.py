"""Forms about a meeting: buttons that open them."""

from bsm_projections.registration.queries import Objective
from dashboard.data.page_context import PageContext
from dashboard.forms import buttons, command_form


def discussion_button(page: PageContext, objective: Objective) -> None:
    """A button that opens what the viewer may record of an objective."""
    if page.meeting is None:
        return
    buttons.form_button(
        page,
        command_form.objective_forms(page.viewer.principal, objective, page.meeting),
        title="Objective",
        description=f"{objective.code} · {objective.text}",
        ids={"objective_id": objective.id},
        version=objective.version,
    )
