"""Nominates a whole delegation, as a list that is checked while it is typed."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bsm_domain.foundation.errors import DomainError, InvalidValue
from bsm_domain.people.names import folded_name
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.delegates.delegate_list import (
    ListedDelegate,
    read_delegate_list,
)
from bsm_service.registration.commands import NominateDelegation
from dashboard.components import html
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.drafts import Draft
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Values,
    allowed_forms,
)
from dashboard.registration import forms as registration_forms
from dashboard.registration import texts as registration_texts
from dashboard.registration.my_delegation import list_texts, selection, texts
from dashboard.registration.my_delegation.selection import DelegationSelection

_PLACE = "whole-delegation-"
_HEIGHT = 240  # pixels


def list_button(selected: DelegationSelection) -> None:
    """A button that opens the form for the list of the delegation."""
    if not takes_lists(selected):
        return
    subject, forms = _subject_and_forms(selected)
    form_dialog.form_button(
        selected.page, subject, forms, is_primary=not selected.members
    )


def takes_lists(selected: DelegationSelection) -> bool:
    principal = selected.page.viewer.principal
    return registration_forms.takes_nominations(principal, selected.meeting.status)


def restore_form(
    page: PageContext, draft: Draft
) -> tuple[FormSubject, tuple[Form, ...]] | None:
    """The form of a list that was not sent; None if it is no longer available."""
    code = draft.button_place.removeprefix(_PLACE)
    if code == draft.button_place or page.meeting is None:
        return None
    if draft.subject_id != page.meeting.id:
        return None
    card = next((card for card in selection.cards(page) if card.code == code), None)
    if card is None or not takes_lists(DelegationSelection(page, card)):
        return None
    return _subject_and_forms(DelegationSelection(page, card))


def _subject_and_forms(
    selected: DelegationSelection,
) -> tuple[FormSubject, tuple[Form, ...]]:
    meeting = selected.meeting
    subject = FormSubject(
        list_texts.NOMINATE_ALL,
        f"{selected.card.name}, {meeting.title}",
        {"meeting_id": meeting.id},
        place=f"{_PLACE}{selected.code}",
        draft_id=meeting.id,
    )
    forms = allowed_forms(
        selected.page.viewer.principal, selected.code, _list_form(selected)
    )
    return subject, forms


def _list_form(selected: DelegationSelection) -> Form:
    """With the people of the delegation, whose names are read once it is opened. They
    are those whom the list replaces.
    """
    rows: list[ListedDelegate] = []

    def read(text: str) -> tuple[ListedDelegate, ...]:
        names = {selected.code: selected.card.name}
        data = text.encode()
        return read_delegate_list(data, "txt", names, of=selected.code)

    def check(text: str) -> Markup:
        if not text.strip():
            return html.paragraphs("measure", list_texts.CHECK_AS_TYPED)
        try:
            listed = read(text)
        except DomainError as refusal:
            return html.paragraphs("complaint", *list_texts.sentences(str(refusal)))
        return _checked(selected, listed)

    def to_command(values: Values) -> Values:
        try:
            rows[:] = read(str(values["lines"]))
        except UnreadableFile as refusal:
            raise InvalidValue(str(refusal), field="lines") from None
        delegates = tuple(
            {"function": each.delegate.function, "person": each.delegate.person}
            for each in rows
        )
        sent = {name: value for name, value in values.items() if name != "lines"}
        return sent | {"delegates": delegates}

    notes = note_field(selected)
    fields = (
        FormField(
            "lines",
            list_texts.LINES,
            help=list_texts.LINES_HELP,
            max_length=50_000,
            height=_HEIGHT,
            check=check,
        ),
        *notes,
        reason_field(),
    )

    def with_people(form: Form) -> Form:
        first, *others = form.fields
        filled = replace(first, value="\n".join(_lines_of(selected)))
        return form.with_only_fields(filled, *others)

    named = [each for each in selected.members if each.participant_id]
    return Form(
        list_texts.NOMINATE_ALL,
        list_texts.NOMINATE_ALL,
        fields,
        command=NominateDelegation,
        explanations=(
            *((list_texts.REPLACES,) if named else ()),
            *(() if notes else (list_texts.NO_NOTE_YET,)),
        ),
        given={
            "delegation": selected.code,
            "replaces": tuple(each.id for each in named),
        },
        adjust=to_command,
        complete=with_people if named else None,
        explain=lambda sentence: registration_texts.with_list_rows(
            sentence, [each.row for each in rows]
        ),
    )


def _lines_of(selected: DelegationSelection) -> list[str]:
    """The people of the delegation as they are typed: "Eva Muster; head"."""
    return [
        f"{person.name}; {member.function}"
        for member in selected.members
        if (person := selected.person_of(member)) is not None and person.name
    ]


def _checked(selected: DelegationSelection, listed: Sequence[ListedDelegate]) -> Markup:
    names = {
        folded_name(each.delegate.person.name)
        for each in listed
        if each.delegate.person is not None
    }
    besides = {
        member.id: (person.name if person and person.name else "somebody")
        for member in selected.seated
        for person in [selected.person_of(member)]
        if person is None or folded_name(person.name or "") not in names
    }
    heads = [
        besides[member.id]
        for member in selected.seated
        if member.function == "head" and member.id in besides
    ]
    found = list_texts.problems(listed, selected.terms, heads, selected.card.kind)
    finding = list_texts.finding(listed, selected.card, len(besides))
    return html.paragraphs("about", finding) + html.paragraphs("complaint", *found)


def note_field(selected: DelegationSelection) -> tuple[FormField, ...]:
    options = tuple(
        (note.id, texts.note_option(note)) for note in reversed(selected.valid_notes)
    )
    if not options:
        return ()
    note = FormField(
        "note_id", list_texts.NOTE, FieldKind.CHOICE, options, optional=True
    )
    return (note,)


def reason_field() -> FormField:
    return FormField(
        "reason",
        list_texts.LATE_REASON,
        optional=True,
        max_length=2_000,
        help=list_texts.LATE_REASON_HELP,
    )
