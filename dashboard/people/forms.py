"""Forms of commands about people.

As in `command_form`, these are hints: the command service and the aggregate decide.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration import DelegateFunction
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.people.queries import Participant
from bsm_service.access.permissions import Principal
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.vault.personal_data_reader import VisiblePerson
from bsm_service.vault.personal_details import GROUPS
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.forms import texts as forms_texts
from dashboard.forms.command_form import CommandForm, FieldKind, FormField
from dashboard.forms.submit import may_submit
from dashboard.people import texts as people_texts

FUNCTIONS = tuple((function.value, function.value) for function in DelegateFunction)
Options = tuple[tuple[str, str], ...]


def person_fields(
    part: str, known_person: VisiblePerson | None = None
) -> tuple[FormField, ...]:
    """The fields about a person, needs last and apart; `known_person` fills them."""

    def line(name: str, label: str, **options: Any) -> FormField:
        value = None if known_person is None else _readable(getattr(known_person, name))
        values: dict[str, Any] = {
            "kind": FieldKind.LINE,
            "max_length": 300,
            "optional": True,
            "value": value,
        }
        return FormField(f"{part}.{name}", label, **values | options)

    return (
        line("name", "Name", optional=False),
        line("email", "E-mail", max_length=254),
        line("function", "Function at home"),
        line("agency", "Agency"),
        line("phone", "Telephone", max_length=40),
        line(
            "language",
            "Language",
            kind=FieldKind.CHOICE,
            options=people_texts.LANGUAGES,
            max_length=None,
        ),
        line(
            "dietary_needs",
            "Dietary needs",
            max_length=2_000,
            heading=people_texts.needs_explanation(
                personal_data.needs_retention_days()
            ),
        ),
        line("access_needs", "Access needs", max_length=2_000),
    )


def person_options_of(
    viewer: Viewer, purpose: str, place: str
) -> Callable[[str], Options]:
    """The people whom a delegation has on record, once somebody chooses among them."""

    def options(delegation: str) -> Options:
        ids = [
            person.id
            for person in personal_data.known_people(viewer, delegation)
            if not person.erased
        ]
        participants = personal_data.find_participants(
            viewer, ids[: personal_data.MAX_OPTIONS]
        )
        people = personal_data.open_personal_data(
            viewer,
            tuple(participants.values()),
            personal_data.NAME_AND_POST,
            purpose=purpose,
            place=place,
        )
        options = [(id, _option_label(person)) for id, person in people.items()]
        return tuple(sorted(options, key=lambda option: option[1].casefold()))

    return options


def _option_label(person: VisiblePerson) -> str:
    post = people_texts.post_text(person)
    return f"{person.name} ({post})" if post else str(person.name)


def new_person_forms(
    principal: Principal, delegations: Sequence[tuple[str, str]]
) -> tuple[CommandForm, ...]:
    """Somebody new, without a meeting."""
    submittable = tuple(
        delegation
        for delegation in delegations
        if may_submit(principal, EnterParticipant, delegation[0])
    )
    if not submittable:
        return ()
    delegation_field = FormField(
        "delegation", "Of which delegation", FieldKind.CHOICE, submittable
    )
    return (
        CommandForm(
            EnterParticipant,
            "Enter a person",
            "Enter",
            (delegation_field, *person_fields("person")),
        ),
    )


def person_forms(
    viewer: Viewer,
    participant: Participant,
    *,
    today: date,
    focal_points: tuple[Sequence[str], date | None] = ((), None),
) -> tuple[CommandForm, ...]:
    """The forms about somebody. `focal_points` are the State's focal points today
    and since when, if the viewer may see them.
    """
    if PersonalGroup.NAME in participant.erased:
        return ()
    command_forms = [
        CommandForm(
            ChangeDetails,
            "Change details",
            "Change the details",
            explanations=(people_texts.EMPTY_FIELDS_NOTE,),
            prefill=_prefill_details(viewer, participant),
        )
    ]
    designation_form = _designation_form(
        today, people_texts.succession_note(*focal_points)
    )
    end_designation_form = _end_designation_form(today)
    if participant.designated_since is None:
        command_forms.append(designation_form)
    elif participant.designated_until is None:
        command_forms.append(end_designation_form)
    elif participant.designated_until < today:
        command_forms += [designation_form, end_designation_form]
    else:
        command_forms += [end_designation_form, designation_form]
    command_forms.append(_erasure_form(participant))
    return tuple(
        command_form
        for command_form in command_forms
        if may_submit(
            viewer.principal,
            command_form.command,
            participant.delegation,
            participant.id,
        )
    )


def _prefill_details(
    viewer: Viewer, participant: Participant
) -> Callable[[CommandForm], CommandForm]:
    """What is on record of somebody, read only once a form asks to change it."""

    def prefill(command_form: CommandForm) -> CommandForm:
        person = personal_data.open_personal_data(
            viewer,
            (participant,),
            personal_data.ALL_GROUPS,
            purpose="changing somebody's details",
            place="form Change details",
        )[participant.id]
        if person.name == UNAVAILABLE_TEXT:
            return replace(
                command_form, explanations=(people_texts.TEMPORARILY_UNREADABLE,)
            )
        return replace(
            command_form,
            fields=person_fields("details", person),
            to_command=lambda values: (
                values | changed_groups(person, values["details"])
            ),
        )

    return prefill


def changed_groups(before: VisiblePerson, after: Mapping[str, Any]) -> dict[str, Any]:
    """Only the groups that are not as they were, each whole; empty ones are withdrawn.

    Of a group that the viewer does not see, nothing is known and nothing changes.
    """
    details: dict[str, Any] = {}
    withdrawn = []
    for group, names in GROUPS.items():
        previous = {name: _readable(getattr(before, name)) for name in names}
        previous_texts = {name: text for name, text in previous.items() if text}
        new_texts = {name: after[name] for name in names if after.get(name)}
        if previous_texts == new_texts or group not in before.shown:
            continue
        if new_texts or group is PersonalGroup.NAME:
            details |= new_texts or {"name": ""}
        else:
            withdrawn.append(group)
    return {"details": details, "withdrawn": tuple(withdrawn)}


def _readable(text: str | None) -> str | None:
    """A value for a form; None for one that cannot be read. Erased needs may be entered
    anew.
    """
    return None if text == ERASED_TEXT else text


def _designation_form(today: date, note: str) -> CommandForm:
    return CommandForm(
        DesignateFocalPoint,
        "Designate",
        "Record the designation",
        (
            FormField(
                "since", "National Focal Point from", FieldKind.DATE, value=today
            ),
            FormField(
                "until",
                "Last day",
                FieldKind.DATE,
                optional=True,
                help="Empty: until further notice",
            ),
        ),
        explanations=(note,),
    )


def _end_designation_form(today: date) -> CommandForm:
    return CommandForm(
        EndDesignation,
        "End designation",
        "Record the end",
        (
            FormField(
                "on", "Last day as National Focal Point", FieldKind.DATE, value=today
            ),
        ),
    )


def _erasure_form(participant: Participant) -> CommandForm:
    has_needs = PersonalGroup.NEEDS in participant.sealed.keys() - participant.erased
    choices = (
        people_texts.ERASURE_OPTIONS if has_needs else people_texts.ERASURE_OPTIONS[:1]
    )
    return CommandForm(
        ErasePersonalData,
        "Erase",
        "Erase for ever",
        (
            FormField(
                "groups",
                "What is erased",
                FieldKind.CHOICE,
                choices,
                value="everything",
            ),
            FormField(
                "reason", "Reason", max_length=2_000, help=forms_texts.REASON_HELP
            ),
        ),
        explanations=people_texts.ERASURE_NOTES,
        to_command=_erasure_command,
    )


def _erasure_command(values: dict[str, Any]) -> dict[str, Any]:
    only = values.pop("groups", None) == "needs"
    return values | ({"groups": (PersonalGroup.NEEDS,)} if only else {})
