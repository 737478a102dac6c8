"""Forms about registrations: buttons that open them."""

from bsm_projections.meetings.queries import Meeting
from bsm_projections.registration.queries import Registration
from dashboard.data.page_context import PageContext
from dashboard.forms import buttons, command_form
from dashboard.people import command_forms


def nomination_button(page: PageContext) -> None:
    """A button that opens the form for another delegate to the scene's meeting."""
    viewer, meeting = page.viewer, page.meeting
    if (
        page.is_frozen
        or meeting is None
        or not buttons.may_submit_anything(viewer.principal)
    ):
        return
    buttons.form_button(
        page,
        command_forms.nomination_forms(
            viewer, meeting, buttons.delegation_options(page)
        ),
        label="Nominate a delegate",
        title="New registration",
        description=meeting.title,
        ids={"meeting_id": meeting.id},
        button_place="nominate",
    )


def registration_button(
    page: PageContext, registration: Registration, meeting: Meeting, name: str | None
) -> None:
    """A button that opens what the viewer may do with a registration; `name` is whose
    it is, if the viewer may see it.
    """
    whose = f"{name}, " if name else ""
    buttons.form_button(
        page,
        command_form.registration_forms(page.viewer.principal, registration, meeting),
        title="Registration",
        description=f"{whose}{registration.delegation_name}, {registration.function} "
        f"({registration.status})",
        ids={"registration_id": registration.id},
        version=registration.version,
    )


def can_change_registration(page: PageContext, registration: Registration) -> bool:
    """Whether the viewer may do anything with a registration here and now."""
    principal, meeting = page.viewer.principal, page.meeting
    return not page.is_frozen and bool(
        meeting and command_form.registration_forms(principal, registration, meeting)
    )
