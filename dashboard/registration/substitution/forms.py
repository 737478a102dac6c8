"""Forms that name a substitute or another function, and those in which the secretariat
grants or refuses what was requested.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings import read_model
from bsm_projections.registration.note_queries import delegation_notes
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.substitution.queries import change_requests
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.registration.commands import ChangeFunction, WithdrawRegistration
from bsm_service.registration.substitution.commands import (
    GrantChange,
    RefuseChange,
    SubstituteDelegate,
)
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.forms.form import Form, Options
from dashboard.forms.generated_form import Override, form_of, override
from dashboard.people import texts as people_texts
from dashboard.people.forms import person_fields, person_options_of
from dashboard.registration.substitution import texts
from dashboard.registration.terms.forms import terms_of

_CHANGES = (SubstituteDelegate, ChangeFunction)
# What waits for the secretariat first, what ends the registration last.
_ORDER: Mapping[type[Command] | None, int] = {
    GrantChange: 0,
    RefuseChange: 0,
    WithdrawRegistration: 2,
}
_PURPOSE, _PLACE = "choosing a substitute", "form Name a substitute"


def is_offered(
    principal: Principal,
    registration: Registration,
    meeting: read_model.Meeting,
    command: type[Command] | None,
) -> bool:
    """Whether the form makes sense, beside what the statuses allow."""
    has_request = registration.change_request is not None
    if command in (GrantChange, RefuseChange):
        return has_request
    if command not in _CHANGES or principal.role is Role.SECRETARIAT:
        return True
    in_session = meeting.status == MeetingStatus.IN_SESSION
    if has_request or registration.status == "attended":
        return False
    return command is ChangeFunction or not in_session


def with_substitution(
    viewer: Viewer,
    forms: tuple[Form, ...],
    registration: Registration,
    meeting: read_model.Meeting,
) -> tuple[Form, ...]:
    """The forms about a registration, with those about substitutes; what waits for the
    secretariat comes first, and withdrawing last.
    """
    if not any(form.command in (*_CHANGES, GrantChange) for form in forms):
        return forms
    asks = _must_ask(viewer, registration, meeting)
    improved: list[Form] = []
    for form in forms:
        if form.command is SubstituteDelegate:
            improved.extend(_substitution_forms(viewer, registration, asks))
        elif form.command is ChangeFunction:
            improved.append(_function_form(asks))
        elif form.command in (GrantChange, RefuseChange):
            improved.append(_with_request(form, viewer, registration))
        else:
            improved.append(form)
    return tuple(sorted(improved, key=lambda form: _ORDER.get(form.command, 1)))


def _must_ask(
    viewer: Viewer, registration: Registration, meeting: read_model.Meeting
) -> bool:
    """Whether the viewer can only request a change, as the command decides it."""
    if viewer.principal.role is Role.SECRETARIAT or registration.status != "confirmed":
        return False
    deadline = terms_of(viewer, meeting).changes_until
    is_late = deadline is not None and viewer.moment.at >= deadline
    return is_late or meeting.status != MeetingStatus.REGISTRATION_OPEN


def _effect(asks: bool) -> tuple[str, ...]:
    return (texts.REQUEST_EFFECT,) if asks else ()


def _reason(asks: bool) -> Override:
    if asks:
        return override("reason", optional=False)
    return override("reason", help=texts.REASON_HELP)


def _function_form(asks: bool) -> Form:
    return form_of(
        ChangeFunction,
        _reason(asks),
        label=texts.ASK_FOR_FUNCTION if asks else texts.CHANGE_FUNCTION,
        explanations=_effect(asks),
    )


def _substitution_forms(
    viewer: Viewer, registration: Registration, asks: bool
) -> Iterator[Form]:
    """Somebody on record, somebody new, nobody yet; who is on record, and which notes
    there are, is read when a form is opened.
    """
    is_named = registration.participant_id is not None
    labels: Sequence[str] = (texts.SUBSTITUTE if is_named else texts.NAME)[asks]
    function = override("function", help=texts.WITHOUT_CHANGE_TO)
    common = (function, _reason(asks))
    people = person_options_of(viewer, _PURPOSE, _PLACE)

    def with_people(form: Form) -> Form:
        person = override(
            "participant_id",
            label="Person",
            options=people(registration.delegation),
            optional=False,
        )
        note, without_note = _note_field(viewer, registration)
        filled = form_of(
            SubstituteDelegate,
            *(person, *common, *note),
            first=("participant_id",),
            without=("person", "person_is_new", "nobody_yet", *without_note),
        )
        return form.with_only_fields(*filled.fields)

    def with_notes(form: Form) -> Form:
        note, without_note = _note_field(viewer, registration)
        if without_note:
            return form.with_only_fields(
                *(field for field in form.fields if field.name != "note_id")
            )
        [labelled] = form_of(SubstituteDelegate, *note, first=("note_id",)).fields[:1]
        fields = (
            labelled if field.name == "note_id" else field for field in form.fields
        )
        return form.with_only_fields(*fields)

    yield form_of(
        SubstituteDelegate,
        *common,
        label=labels[0],
        without=("person", "person_is_new", "nobody_yet"),
        explanations=_effect(asks),
        complete=with_people,
    )
    yield form_of(
        SubstituteDelegate,
        *person_fields("person"),
        override(
            "person_is_new",
            label=people_texts.IS_SOMEBODY_ELSE,
            help=people_texts.IS_SOMEBODY_ELSE_HELP,
        ),
        *common,
        label=labels[1],
        without=("participant_id", "nobody_yet"),
        explanations=_effect(asks),
        complete=with_notes,
    )
    if is_named:
        yield form_of(
            SubstituteDelegate,
            *common,
            given={"nobody_yet": True},
            label=labels[2],
            without=("participant_id", "person", "person_is_new"),
            explanations=_effect(asks),
            complete=with_notes,
        )


def _note_field(
    viewer: Viewer, registration: Registration
) -> tuple[tuple[Override, ...], tuple[str, ...]]:
    """The field of the note with its options, or that it is left out."""
    notes = viewer.fetch(
        "read.delegation-notes",
        delegation_notes,
        registration.meeting_id,
        delegation=registration.delegation,
    ).items
    options: Options = tuple(
        (note.id, f"{note.kind} {note.reference}".capitalize())
        for note in reversed(notes)
        if note.replaced_by is None
    )
    if not options:
        return (), ("note_id",)
    return (override("note_id", label=texts.NOTE_LABEL, options=options),), ()


def _with_request(form: Form, viewer: Viewer, registration: Registration) -> Form:
    """Says what was requested, once the form is opened."""

    def complete(form: Form) -> Form:
        requests = viewer.fetch(
            "read.change-requests",
            change_requests,
            registration.meeting_id,
            delegation=registration.delegation,
        ).items
        explanations = tuple(
            texts.requested_change(request, _name_of(viewer, request.substitute))
            for request in requests
            if request.registration_id == registration.id
        )
        return replace(form, explanations=explanations)

    return replace(form, complete=complete)


def _name_of(viewer: Viewer, participant: str | None) -> str | None:
    if participant is None:
        return None
    people = personal_data.open_by_ids(
        viewer,
        [participant],
        personal_data.NAME_AND_POST,
        purpose="deciding on a requested change",
        place="form Grant the requested change",
    )
    person = people.get(participant)
    return person.name if person else None
