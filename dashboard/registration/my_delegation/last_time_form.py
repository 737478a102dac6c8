"""Nominates those who represented the delegation at the last meeting."""

from collections.abc import Sequence
from dataclasses import replace

from bsm_domain.foundation.errors import InvalidValue
from bsm_projections.registration.my_delegation.queries import SentBefore, sent_before
from bsm_service.registration.commands import NominateDelegation
from dashboard.data import personal_data
from dashboard.forms import form_dialog
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Values,
    allowed_forms,
)
from dashboard.registration import texts as registration_texts
from dashboard.registration.my_delegation import list_forms, list_texts
from dashboard.registration.my_delegation.selection import DelegationSelection


def last_time_button(selected: DelegationSelection) -> None:
    """A button to nominate again whom the delegation sent to the last meeting."""
    if not list_forms.takes_lists(selected):
        return
    viewer, meeting = selected.page.viewer, selected.meeting
    people = viewer.fetch(
        "read.delegation-members", sent_before, meeting.id, delegation=selected.code
    )
    if not people:
        return
    label = list_texts.from_last_time(len(people))
    form_dialog.form_button(
        selected.page,
        FormSubject(
            list_texts.FROM_LAST_TIME,
            f"{selected.card.name}, {meeting.title}",
            {"meeting_id": meeting.id},
            place=f"last-time-{selected.code}",
        ),
        allowed_forms(
            viewer.principal, selected.code, _last_time_form(selected, people)
        ),
        label,
    )


def _last_time_form(
    selected: DelegationSelection, people: Sequence[SentBefore]
) -> Form:
    functions = {person.participant_id: person.function for person in people}

    def to_command(values: Values) -> Values:
        chosen = values.get("people") or ()
        if not chosen:
            raise InvalidValue(list_texts.NOBODY_TICKED, field="people")
        delegates = tuple(
            {
                "function": values.get("function") or functions[id],
                "participant_id": id,
            }
            for id in functions
            if id in chosen
        )
        sent = {
            name: value
            for name, value in values.items()
            if name not in ("people", "function")
        }
        return sent | {"delegates": delegates}

    def with_names(form: Form) -> Form:
        first, *others = form.fields
        options = _options(selected, functions)
        return form.with_only_fields(replace(first, options=options), *others)

    return Form(
        list_texts.FROM_LAST_TIME,
        list_texts.from_last_time(len(people)),
        (
            FormField(
                "people",
                list_texts.WHOM,
                FieldKind.CHOICES,
                help=list_texts.WHOM_HELP,
            ),
            FormField(
                "function",
                list_texts.AS_LAST_TIME,
                FieldKind.CHOICE,
                tuple((each, each) for each in registration_texts.FUNCTION_ORDER),
                optional=True,
                help=list_texts.AS_LAST_TIME_HELP,
            ),
            *list_forms.note_field(selected),
            list_forms.reason_field(),
        ),
        command=NominateDelegation,
        given={"delegation": selected.code},
        adjust=to_command,
        complete=with_names,
    )


def _options(selected: DelegationSelection, functions: dict[str, str]) -> Options:
    """With names, read once somebody opens the form."""
    people = personal_data.open_by_ids(
        selected.page.viewer,
        list(functions),
        personal_data.NAME_AND_POST[:1],
        purpose="nominating who came last time",
        place="form From last time",
    )
    return tuple(
        (id, f"{people[id].name}, {function}")
        for id, function in functions.items()
        if id in people and people[id].name
    )
