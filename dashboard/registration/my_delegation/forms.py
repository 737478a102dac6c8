"""Forms about a delegation to a meeting: answers, notes, requests to take part."""

from bsm_domain.registration.delegation_facts import NoteKind
from bsm_projections.registration.delegation_records import DelegationNote
from bsm_service.registration.commands import NominateDelegate, RequestRegistration
from bsm_service.registration.delegation_commands import (
    AnswerInvitation,
    DestroyNoteFile,
    ReceiveNote,
    ReplaceNote,
)
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import Override, form_of, override
from dashboard.meetings import form_defaults
from dashboard.people import texts as people_texts
from dashboard.people.forms import person_options_of
from dashboard.registration import forms as registration_forms
from dashboard.registration.my_delegation import texts
from dashboard.registration.my_delegation.selection import DelegationSelection


def _button(
    selected: DelegationSelection,
    title: str,
    place: str,
    *forms: Form,
    label: str | None = None,
    is_primary: bool = False,
    **ids: str,
) -> None:
    """A button for those of the forms that are possible and allowed."""
    page, meeting = selected.page, selected.meeting
    form_dialog.form_button(
        page,
        FormSubject(
            title,
            f"{selected.card.name}, {meeting.title}",
            {**ids, "meeting_id": meeting.id},
            place=f"{place}-{selected.code}",
        ),
        allowed_forms(
            page.viewer.principal, selected.code, *forms, status=meeting.status
        ),
        label,
        is_primary=is_primary,
    )


def answer_button(selected: DelegationSelection) -> None:
    card = selected.card
    form = form_of(
        AnswerInvitation,
        override("answer", value=card.answer),
        override("expected", label=texts.EXPECTED, value=card.expected),
        override("remark", value=card.remark),
        given={"delegation": selected.code},
        label=texts.CHANGE_ANSWER if card.answer else texts.ANSWER_LABEL,
    )
    _button(
        selected, texts.ANSWER, "answer", form, is_primary=selected.card.answer is None
    )


def note_button(selected: DelegationSelection) -> None:
    form = form_of(
        ReceiveNote,
        *_note_fields(selected),
        given={"delegation": selected.code},
        label=texts.RECORD_NOTE,
    )
    _button(selected, texts.RECORD_NOTE, "note", form)


def existing_note_button(selected: DelegationSelection, note: DelegationNote) -> None:
    """What can be done with a note that is on record."""
    forms = []
    if note.replaced_by is None:
        forms.append(
            form_of(
                ReplaceNote,
                *_note_fields(selected),
                given={"delegation": selected.code},
                explanations=(texts.REPLACE_NOTE_EFFECT,),
            )
        )
    if note.sha256 is not None:
        forms.append(
            form_of(
                DestroyNoteFile,
                given={"delegation": selected.code},
                explanations=(texts.DESTROY_NOTE_EFFECT,),
            )
        )
    _button(selected, texts.note_line(note), "note", *forms, note_id=note.id)


def _note_fields(selected: DelegationSelection) -> tuple[Override, ...]:
    today = form_defaults.today_at(selected.meeting, selected.page.viewer.moment)
    is_first = not selected.valid_notes
    people: tuple[Override, ...] = ()
    if options := _member_options(selected):
        people = (override("note.covers", label=texts.COVERS, options=options),)
    return (
        override("note.kind", value=NoteKind.NOTE_VERBALE),
        override("note.dated_on", label="Date of the note"),
        override("note.received_on", value=today),
        override("note.file", help=texts.NOTE_FILE_HELP),
        override("note.covers_all", label=texts.COVERS_ALL, value=is_first),
        *people,
    )


def _member_options(selected: DelegationSelection) -> Options:
    return tuple(
        (
            member.id,
            f"{person.name if person else people_texts.NAME_TO_FOLLOW}, "
            f"{member.function}",
        )
        for member in selected.members
        for person in [selected.person_of(member)]
    )


def request_button(selected: DelegationSelection) -> None:
    """For the secretariat: somebody asked by e-mail or telephone."""
    if not selected.terms.people_may_ask:
        return
    options = person_options_of(
        selected.page.viewer, "entering a request to take part", "form Ask to take part"
    )

    def with_people(form: Form) -> Form:
        people = override(
            "participant_id",
            label="Person",
            options=options(selected.code),
            optional=False,
        )
        filled = form_of(RequestRegistration, people, first=("participant_id",))
        return form.with_only_fields(*filled.fields)

    form = form_of(RequestRegistration, label=texts.REQUEST_LABEL, complete=with_people)
    _button(selected, texts.REQUEST_LABEL, "request", form)


def nomination_button(selected: DelegationSelection) -> None:
    """Another delegate of this delegation: the note can be named as well."""
    page, meeting = selected.page, selected.meeting
    if not registration_forms.takes_nominations(page.viewer.principal, meeting.status):
        return
    notes = tuple(
        (note.id, texts.note_option(note)) for note in reversed(selected.valid_notes)
    )
    forms = registration_forms.nomination_forms(
        page.viewer, delegation=selected.code, notes=notes
    )
    _button(
        selected,
        "New registration",
        "nominate",
        *(form for form in forms if form.command is NominateDelegate),
        label=texts.NOMINATE_ONE,
    )
