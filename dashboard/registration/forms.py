"""Forms about registrations, and the buttons that open them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings import read_model
from bsm_projections.registration.read_model import Registration
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.registration.attendance.commands import (
    RecordDeparture,
    StrikeAttendance,
)
from bsm_service.registration.commands import (
    ChangeFunction,
    ConfirmRegistration,
    DeclineRequest,
    EndorseRequest,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.seats.commands import MoveInQueue
from bsm_service.registration.session_places.commands import GiveUpPlace, TakePlace
from bsm_service.registration.substitution.commands import (
    GrantChange,
    RefuseChange,
    SubstituteDelegate,
)
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms import delegation_options, form_dialog
from dashboard.forms.form import Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override, possible_forms
from dashboard.people import texts
from dashboard.people.forms import person_fields, person_options_of
from dashboard.registration import texts as registration_texts
from dashboard.registration.attendance.forms import with_movements
from dashboard.registration.seats.forms import with_queue
from dashboard.registration.session_places.forms import with_places
from dashboard.registration.substitution import texts as substitution_texts
from dashboard.registration.substitution.forms import is_offered, with_substitution
from dashboard.registration.terms.forms import terms_of

# What the meeting's status must allow as well.
_MEETING_DECISIONS: Mapping[type[Command] | None, Callable[..., object]] = {
    ConfirmRegistration: Meeting.must_assign_seats,
    WaitlistRegistration: Meeting.must_assign_seats,
    RecordAttendance: Meeting.must_take_arrivals,
    RecordDeparture: Meeting.must_take_arrivals,
    StrikeAttendance: Meeting.must_take_arrivals,
    RefuseRegistration: Meeting.must_decide_on_registrations,
    EndorseRequest: Meeting.must_accept_nominations,
    DeclineRequest: Meeting.must_decide_on_registrations,
    ChangeFunction: Meeting.must_allow_change,
    SubstituteDelegate: Meeting.must_allow_change,
    GrantChange: Meeting.must_allow_change,
    RefuseChange: Meeting.must_decide_on_registrations,
    MoveInQueue: Meeting.must_assign_seats,
    WithdrawRegistration: Meeting.must_allow_withdrawal,
}


def nomination_button(page: PageContext) -> None:
    """A button that opens the form for another delegate to the page's meeting, while
    registration is open.
    """
    viewer, meeting = page.viewer, page.meeting
    if meeting is None or not takes_nominations(viewer.principal, meeting.status):
        return
    if not delegation_options.submittable_delegations(page, NominateDelegate):
        return
    form_dialog.form_button(
        page,
        FormSubject(
            "New registration",
            meeting.title,
            {"meeting_id": meeting.id},
            place="nominate",
        ),
        nomination_forms(viewer),
        "Nominate a delegate",
    )


def takes_nominations(principal: Principal, status: str) -> bool:
    """Once registration is closed, only of the secretariat."""
    is_closed = status == MeetingStatus.REGISTRATION_CLOSED
    return NominateDelegate.is_possible(status) and (
        not is_closed or principal.role is Role.SECRETARIAT
    )


def registration_button(
    page: PageContext,
    registration: Registration,
    meeting: read_model.Meeting,
    name: str | None,
    *,
    label: str | None = None,
) -> None:
    """A button that opens what the viewer may do with a registration; `name` is whose
    it is, if the viewer may see it. Unless there is something to decide, the button has
    the `label`.
    """
    name_prefix = f"{name}, " if name else ""
    forms = registration_forms(page.viewer.principal, registration, meeting)
    forms = with_movements(page.viewer, forms, registration, meeting)
    forms = with_substitution(page.viewer, forms, registration, meeting)
    forms = with_places(page.viewer, forms, registration, meeting)
    forms = tuple(_with_reason(form, page.viewer, meeting) for form in forms)
    decides = len(forms) > 1 and forms[0].command in (ConfirmRegistration, GrantChange)
    form_dialog.form_button(
        page,
        FormSubject(
            "Registration",
            f"{name_prefix}{registration.delegation_name}, "
            f"{registration.function} ({registration.status})",
            {"registration_id": registration.id},
            registration.version,
        ),
        tuple(
            with_queue(
                _with_seats(form, page, registration, meeting), page, registration
            )
            for form in forms
        ),
        registration_texts.DECIDE if decides else label,
    )


def _with_reason(form: Form, viewer: Viewer, meeting: read_model.Meeting) -> Form:
    """From the deadline for changes on, and in session, whoever withdraws a
    registration gives a reason.
    """
    if form.command is not WithdrawRegistration:
        return form
    deadline = terms_of(viewer, meeting).changes_until
    is_late = deadline is not None and viewer.moment.at >= deadline
    is_needed = is_late or meeting.status == MeetingStatus.IN_SESSION
    return form_of(
        WithdrawRegistration,
        override("reason", optional=not is_needed, help=substitution_texts.REASON_HELP),
    )


def _with_seats(
    form: Form,
    page: PageContext,
    registration: Registration,
    meeting: read_model.Meeting,
) -> Form:
    """Before a registration is confirmed, the form says how many seats are left; before
    one is moved on the waiting list, who else is on it.
    """
    if form.command is not ConfirmRegistration or meeting.capacity is None:
        return with_queue(form, page, registration)
    delegations = page.viewer.delegations(meeting.id)
    taken = sum(delegation.participants for delegation in delegations)
    explanations = tuple(
        registration_texts.seats_held(delegation, taken, meeting.capacity)
        for delegation in delegations
        if delegation.code == registration.delegation
    )
    return replace(form, explanations=explanations)


def can_change_registration(page: PageContext, registration: Registration) -> bool:
    """Whether the viewer may do anything with a registration here and now."""
    principal, meeting = page.viewer.principal, page.meeting
    return not page.is_frozen and bool(
        meeting and registration_forms(principal, registration, meeting)
    )


def registration_forms(
    principal: Principal, registration: Registration, meeting: read_model.Meeting
) -> tuple[Form, ...]:
    """What may be done with a registration in its status, and in the meeting's."""
    forms = possible_forms("registration_id", registration.status, _registration_form)
    return allowed_forms(
        principal,
        registration.delegation,
        *(
            form
            for form in forms
            if _is_possible_at(meeting, form.command)
            and is_offered(principal, registration, meeting, form.command)
            and form.command not in (TakePlace, GiveUpPlace)  # of a session
        ),
        person=registration.participant_id,
    )


def _is_possible_at(meeting: read_model.Meeting, command: type[Command] | None) -> bool:
    decision = _MEETING_DECISIONS.get(command)
    return decision is None or is_possible(decision, meeting.status)


def _registration_form(command: type[Command]) -> Form:
    if command is not ConfirmRegistration:
        return form_of(command)
    return form_of(
        ConfirmRegistration,
        override(
            "reason",
            label="Reason for going ahead of others",
            help="Needed only if others have waited longer for a seat",
        ),
    )


def nomination_forms(
    viewer: Viewer, *, delegation: str | None = None, notes: Options = ()
) -> tuple[Form, ...]:
    """Another delegate: somebody new, somebody on record, or nobody named yet; of a
    `delegation`, covered by one of its `notes`.
    """
    purpose, place = "choosing whom to nominate", "form Nominate"
    on_record = override(
        "participant_id",
        label="Person",
        depends_on="delegation",
        options_for=person_options_of(viewer, purpose, place),
        optional=False,
        help="People whom the delegation has on record",
    )
    member = override("function", value=DelegateFunction.MEMBER)
    late = override(
        "reason",
        label="Reason for a late nomination",
        help="Needed only after the deadline for nominations",
    )
    of = (override("delegation", value=delegation),) if delegation else ()
    note = (override("note_id", label="Note", options=notes),) if notes else ()
    nomination = partial(
        form_of,
        NominateDelegate,
        *(member, late, *of, *note),
        submit_label=NominateDelegate.TITLE,
    )
    return (
        nomination(
            *person_fields("person"),
            override(
                "person_is_new",
                label=texts.IS_SOMEBODY_ELSE,
                help=texts.IS_SOMEBODY_ELSE_HELP,
            ),
            label="New person",
        ),
        nomination(
            on_record,
            label="Person on record",
            first=("delegation", "participant_id"),
            without=("person", "person_is_new"),
        ),
        nomination(label=texts.NAME_TO_FOLLOW, without=("person", "person_is_new")),
    )
