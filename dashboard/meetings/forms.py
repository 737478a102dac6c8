"""Forms about a meeting: buttons that open them."""

from bsm_projections.registration.queries import Objective
from dashboard.data.page_context import Scene
from dashboard.forms import buttons, command_form


def for_objective(scene: Scene, objective: Objective) -> None:
    """A button that opens what the viewer may record of an objective."""
    if scene.meeting is None:
        return
    buttons.button(
        scene,
        command_form.of_objective(scene.look.principal, objective, scene.meeting),
        title="Objective",
        about=f"{objective.code} · {objective.text}",
        ids={"objective_id": objective.id},
        version=objective.version,
    )
