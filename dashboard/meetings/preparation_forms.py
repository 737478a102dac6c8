"""The forms by which a meeting is announced, prepared, held and concluded."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from bsm_domain.foundation.participating_states import DelegationKind
from bsm_projections.meetings.read_model import Meeting
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CancelMeeting,
    ChangeCapacity,
    ChangeDetails,
    ChangeQuota,
    ChooseSymbol,
    CloseRegistration,
    ConcludeMeeting,
    CorrectAttendance,
    InviteDelegations,
    NameSource,
    OpenMeeting,
    OpenRegistration,
    PostponeMeeting,
    ReopenRegistration,
    StateAttendance,
    WithdrawInvitation,
)
from bsm_service.meetings.objective_commands import SetObjective
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog, submit
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Values,
    allowed_forms,
)
from dashboard.forms.generated_form import form_of, override
from dashboard.meetings import (
    change_forms,
    form_defaults,
    form_texts,
    invitations,
    status_forms,
)
from dashboard.meetings.agenda import forms as agenda_forms
from dashboard.meetings.invitations import Invitable
from dashboard.shell import address

# The meetings that the viewer has announced from the page of another, and which it was.
_PREDECESSORS_KEY = "meeting-predecessors"


def may_announce(principal: Principal) -> bool:
    return submit.may_submit(principal, AnnounceMeeting, None)


def announcement_button(page: PageContext) -> None:
    """A button for whoever may announce a meeting: the first, or the next one."""
    form_dialog.form_button(
        page,
        FormSubject("New meeting", form_texts.ANNOUNCEMENT, place="announce"),
        allowed_forms(page.viewer.principal, None, _announcement_form(page)),
        is_primary=not page.viewer.meetings(),
    )


MakeForm = Callable[[PageContext, Meeting], Form]


def step_button(
    page: PageContext,
    meeting: Meeting,
    command: type[Command],
    make_form: MakeForm | None = None,
    *,
    is_primary: bool,
) -> None:
    """A button that opens the form of one step of a meeting; `make_form` is for a step
    of another subject.
    """
    form = (make_form or _FORMS[command])(page, meeting)
    form_dialog.form_button(
        page,
        FormSubject(
            form.label, meeting.title, {"meeting_id": meeting.id}, place=command.NAME
        ),
        (form,),
        is_primary=is_primary,
    )


def change_button(
    page: PageContext,
    meeting: Meeting,
    commands: Sequence[type[Command]],
    label: str,
) -> None:
    """A button that opens the forms of several commands about a meeting as it is."""
    form_dialog.form_button(
        page,
        FormSubject(
            label,
            meeting.title,
            {"meeting_id": meeting.id},
            meeting.version,
            place="change-meeting",
        ),
        tuple(_FORMS[command](page, meeting) for command in commands),
        label,
    )


def _announcement_form(page: PageContext) -> Form:
    """The meeting after the one that the page shows."""
    meetings = page.viewer.meetings()
    last = page.meeting or form_defaults.latest_meeting(meetings)
    proposed = form_defaults.next_meeting_details(meetings, last)

    def open_announced(values: Values) -> None:
        meeting_id = str(values["meeting_id"])
        address.set_parameter(address.MEETING, meeting_id)
        if last is not None:
            known = st.session_state.get(_PREDECESSORS_KEY, {})
            st.session_state[_PREDECESSORS_KEY] = {**known, meeting_id: last.id}

    return form_of(
        AnnounceMeeting,
        *(override(f"details.{name}", value=value) for name, value in proposed.items()),
        *change_forms.DETAIL_FIELDS,
        label=form_texts.announce_label(last),
        first=change_forms.FIRST_DETAILS,
        follow=open_announced,
    )


def _invitation_form(page: PageContext, meeting: Meeting) -> Form:
    viewer = page.viewer
    known = st.session_state.get(_PREDECESSORS_KEY, {}).get(meeting.id)
    last = form_defaults.predecessor(viewer.meetings(), meeting, known)
    invited = viewer.delegations(meeting.id)
    invitable = Invitable(
        viewer.moment.at.date(),
        viewer.delegations(last.id) if last else (),
        frozenset(delegation.code for delegation in invited),
    )
    whom = _whom_options(invitable, last)

    def to_command(values: Values) -> Values:
        delegations = invitations.delegations_to_invite(values, invitable)
        return {"meeting_id": values["meeting_id"], "delegations": delegations}

    return Form(
        form_texts.INVITE,
        form_texts.INVITE,
        (
            FormField(
                "whom", "Who to invite", FieldKind.CHOICE, whom, value=whom[0][0]
            ),
            FormField(
                "others",
                "Also invite",
                FieldKind.CHOICES,
                invitable.state_options(),
                optional=True,
                help=form_texts.OTHERS_HELP,
            ),
            FormField(
                "organisations",
                form_texts.ORGANISATIONS,
                optional=True,
                max_length=20_000,
                help=form_texts.ORGANISATIONS_HELP,
            ),
            FormField(
                "seats",
                "Seats for each delegation",
                FieldKind.NUMBER,
                value=form_defaults.usual_seats(invitable.earlier or invited),
                minimum=1,
                maximum=100_000,
                help=form_texts.seats_help(last),
            ),
            FormField(
                "exceptions",
                form_texts.EXCEPTIONS,
                optional=True,
                max_length=20_000,
            ),
        ),
        command=InviteDelegations,
        adjust=to_command,
    )


def _whom_options(invitable: Invitable, last: Meeting | None) -> Options:
    options = []
    if last is not None and (earlier := invitable.from_earlier_meeting()):
        options.append((invitations.AS_BEFORE, form_texts.as_before(last, earlier)))
    if states := invitable.states(DelegationKind.PARTICIPATING_STATE):
        options.append((invitations.ALL_STATES, form_texts.all_states(len(states))))
    return (*options, (invitations.ONLY_NAMED, form_texts.ONLY_NAMED))


def _objective_form(page: PageContext, meeting: Meeting) -> Form:
    objectives = page.viewer.objectives(meeting.id)
    code = form_defaults.next_objective_code(objectives)
    return form_of(
        SetObjective,
        override("code", value=code),
        override("text", label="Objective"),
        override("outcome_kind", value="discussion"),
        override(
            "aim_for_all",
            label=form_texts.AIM_FOR_ALL,
            help=form_texts.AIM_FOR_ALL_HELP,
        ),
        label=form_texts.ADD_OBJECTIVE,
        first=("code", "text", "outcome_kind"),
        again=_again(page, _objective_form),
    )


def _again(page: PageContext, make: MakeForm) -> Callable[[], Form | None]:
    """The same form once more, as the meeting is then."""

    def make_again() -> Form | None:
        refreshed = page.refreshed()
        return None if refreshed.meeting is None else make(refreshed, refreshed.meeting)

    return make_again


_FORMS: Mapping[type[Command], MakeForm] = {
    InviteDelegations: _invitation_form,
    ChangeQuota: lambda *_: form_of(
        ChangeQuota, override("quota", label="New number of seats")
    ),
    ScheduleSession: agenda_forms.session_form,
    ReleaseAgenda: agenda_forms.release_form,
    ChangeDetails: change_forms.details_form,
    PostponeMeeting: change_forms.postponement_form,
    CancelMeeting: change_forms.cancellation_form,
    NameSource: change_forms.source_form,
    WithdrawInvitation: change_forms.invitation_withdrawal_form,
    ChangeCapacity: change_forms.capacity_form,
    ReopenRegistration: change_forms.reopening_form,
    CorrectAttendance: change_forms.attendance_correction_form,
    SetObjective: _objective_form,
    OpenRegistration: status_forms.registration_opening_form,
    CloseRegistration: status_forms.registration_closing_form,
    OpenMeeting: status_forms.opening_form,
    ConcludeMeeting: status_forms.conclusion_form,
    ChooseSymbol: lambda _, meeting: form_of(
        ChooseSymbol,
        override("prefix", label="Prefix", help=form_texts.symbol_help(meeting)),
    ),
    StateAttendance: lambda *_: form_of(
        StateAttendance,
        *change_forms.TOTAL_FIELDS,
        explanations=(form_texts.ATTENDANCE_EFFECT,),
    ),
}
