"""Forms about registrations: buttons that open them."""

from bsm_projections.meetings.queries import Meeting
from bsm_projections.registration.queries import Registration
from dashboard.data.page_context import Scene
from dashboard.forms import buttons, command_form
from dashboard.people import command_forms


def nominate(scene: Scene) -> None:
    """A button that opens the form for another delegate to the scene's meeting."""
    look, meeting = scene.look, scene.meeting
    if scene.frozen or meeting is None or not buttons.may_act(look.principal):
        return
    buttons.button(
        scene,
        command_forms.to_nominate(look, meeting, buttons.invited(scene)),
        label="Nominate a delegate",
        title="New registration",
        about=meeting.title,
        ids={"meeting_id": meeting.id},
        place="nominate",
    )


def for_registration(
    scene: Scene, registration: Registration, meeting: Meeting, name: str | None
) -> None:
    """A button that opens what the viewer may do with a registration; `name` is whose
    it is, if the viewer may see it.
    """
    whose = f"{name}, " if name else ""
    buttons.button(
        scene,
        command_form.of_registration(scene.look.principal, registration, meeting),
        title="Registration",
        about=f"{whose}{registration.delegation_name}, {registration.function} "
        f"({registration.status})",
        ids={"registration_id": registration.id},
        version=registration.version,
    )


def is_open_to(scene: Scene, registration: Registration) -> bool:
    """Whether the viewer may do anything with a registration here and now."""
    who, meeting = scene.look.principal, scene.meeting
    return not scene.frozen and bool(
        meeting and command_form.of_registration(who, registration, meeting)
    )
