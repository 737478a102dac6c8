"""Forms about registrations, and the buttons that open them."""

from collections.abc import Sequence
from dataclasses import replace

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.registration.registration import RegistrationStatus
from bsm_projections.meetings.queries import Meeting
from bsm_projections.registration.queries import Registration
from bsm_service.access.permissions import Principal
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms import form_dialog
from dashboard.forms.command_form import CommandForm, FieldKind, FormField, reason_field
from dashboard.forms.submit import may_submit
from dashboard.people import texts
from dashboard.people.forms import FUNCTIONS, person_fields, person_options_of


def nomination_button(page: PageContext) -> None:
    """A button that opens the form for another delegate to the page's meeting."""
    viewer, meeting = page.viewer, page.meeting
    if (
        page.is_frozen
        or meeting is None
        or not form_dialog.may_submit_anything(viewer.principal)
    ):
        return
    form_dialog.form_button(
        page,
        nomination_forms(viewer, meeting, form_dialog.delegation_options(page)),
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
    name_prefix = f"{name}, " if name else ""
    form_dialog.form_button(
        page,
        registration_forms(page.viewer.principal, registration, meeting),
        title="Registration",
        description=f"{name_prefix}{registration.delegation_name}, "
        f"{registration.function} ({registration.status})",
        ids={"registration_id": registration.id},
        version=registration.version,
    )


def can_change_registration(page: PageContext, registration: Registration) -> bool:
    """Whether the viewer may do anything with a registration here and now."""
    principal, meeting = page.viewer.principal, page.meeting
    return not page.is_frozen and bool(
        meeting and registration_forms(principal, registration, meeting)
    )


def registration_forms(
    principal: Principal, registration: Registration, meeting: Meeting
) -> tuple[CommandForm, ...]:
    """What may come of a registration while seats are given, and who was there."""
    status = RegistrationStatus(registration.status)
    is_waiting = status in (RegistrationStatus.NOMINATED, RegistrationStatus.WAITLISTED)
    seats_are_given = meeting.status in (
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
    )
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    command_forms: list[CommandForm] = []
    if is_waiting and seats_are_given:
        command_forms.append(_CONFIRM)
    if status is RegistrationStatus.NOMINATED and seats_are_given:
        command_forms.append(_WAITLIST)
    if is_waiting:
        command_forms.append(_REFUSE)
    if status is RegistrationStatus.CONFIRMED and has_begun:
        command_forms.append(_RECORD_ATTENDANCE)
    if is_waiting or status is RegistrationStatus.CONFIRMED:
        command_forms.append(_WITHDRAW)
    participant_id = registration.participant_id
    return tuple(
        command_form
        for command_form in command_forms
        if may_submit(
            principal, command_form.command, registration.delegation, participant_id
        )
    )


_CONFIRM = CommandForm(
    ConfirmRegistration,
    "Confirm",
    "Confirm the registration",
    (
        replace(
            reason_field("Why before others that wait"),
            optional=True,
            help="Needed only where others have waited longer for a seat",
        ),
    ),
)


_WAITLIST = CommandForm(WaitlistRegistration, "Waitlist", "Put on the waiting list")


_REFUSE = CommandForm(
    RefuseRegistration, "Refuse", "Refuse the registration", (reason_field(),)
)


_WITHDRAW = CommandForm(WithdrawRegistration, "Withdraw", "Withdraw the registration")


_RECORD_ATTENDANCE = CommandForm(
    RecordAttendance, "Attended", "Record that they were there"
)


def nomination_forms(
    viewer: Viewer, meeting: Meeting, delegations: Sequence[tuple[str, str]]
) -> tuple[CommandForm, ...]:
    """Another delegate, while registration is open: somebody new, somebody on record,
    or nobody named yet.
    """
    submittable = tuple(
        delegation
        for delegation in delegations
        if may_submit(viewer.principal, NominateDelegate, delegation[0])
    )
    if not submittable or meeting.status != MeetingStatus.REGISTRATION_OPEN:
        return ()
    delegation_field = FormField(
        "delegation",
        "Of which delegation",
        FieldKind.CHOICE,
        submittable,
        has_dependents=True,
    )
    function = FormField(
        "function", "As what", FieldKind.CHOICE, FUNCTIONS, value="member"
    )
    person_field = FormField(
        "participant_id",
        "Who",
        FieldKind.CHOICE,
        depends_on="delegation",
        options_for=person_options_of(
            viewer, "choosing whom to nominate", "form Nominate"
        ),
        help="Those whom the delegation has on record",
    )
    nominate = CommandForm(NominateDelegate, "Somebody new", "Nominate")
    return (
        replace(
            nominate, fields=(delegation_field, function, *person_fields("person"))
        ),
        replace(
            nominate,
            label="Somebody on record",
            fields=(delegation_field, person_field, function),
        ),
        replace(
            nominate,
            label=texts.NAME_TO_FOLLOW,
            fields=(delegation_field, function),
        ),
    )
