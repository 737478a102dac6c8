"""Forms about people, and the buttons that open them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Unpack

from bsm_domain.foundation.formatting import language_name
from bsm_domain.people.names import sort_key
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.sealed_texts import ERASED_TEXT, UNAVAILABLE_TEXT
from bsm_projections.people.read_model import Participant
from bsm_service.application.command_declarations import IN_HEADER
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
from dashboard.data.page_context import PageContext
from dashboard.data.queries import Viewer
from dashboard.forms import delegation_options, form_dialog, submit
from dashboard.forms import texts as forms_texts
from dashboard.forms.form import FieldKind, Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import (
    Changes,
    Override,
    fields_of,
    form_of,
    override,
)
from dashboard.people import texts as people_texts
from dashboard.people.entry_forms import (
    entry_forms,
    has_other_letters,
    latin_name_form,
)

# A State's focal points of the day, and since when it has had them.
FocalPoints = tuple[Sequence[str], date | None]


def new_person_button(page: PageContext) -> None:
    """A button that opens the form for somebody who is not on record yet."""
    if delegation_options.submittable_delegations(page, EnterParticipant):
        description = "A member of a delegation, for this meeting or later ones"
        form_dialog.form_button(
            page,
            FormSubject("New person", description, place="person"),
            (form_of(EnterParticipant, *person_fields("person")),),
        )


def person_button(
    page: PageContext,
    participant: Participant,
    person: VisiblePerson,
    focal_points: FocalPoints = ((), None),
) -> None:
    """A button that opens what the viewer may do about somebody; their data in full
    are read for whoever opens it only.
    """
    zone = page.meeting.time_zone if page.meeting else "UTC"
    form_dialog.form_button(
        page,
        FormSubject(
            "Person",
            f"{person.name} ({participant.delegation_name})",
            {"participant_id": participant.id},
            participant.version,
            place="person",
        ),
        person_forms(
            page.viewer,
            participant,
            today=submit.today_in(zone),
            focal_points=focal_points,
            name=person.name,
        ),
    )


def person_fields(
    part: str, known_person: VisiblePerson | None = None
) -> tuple[Override, ...]:
    """What is said about the fields of a person; `known_person` fills them."""

    def of(name: str, **changes: Unpack[Changes]) -> Override:
        if known_person is not None:
            changes["value"] = _readable(getattr(known_person, name))
        return override(f"{part}.{name}", **changes)

    languages = tuple((tag, language_name(tag)) for tag in people_texts.LANGUAGES)
    return (
        of("name", optional=False, help=people_texts.NAME_HELP),
        of("honorific", help="Printed before the name, for example Ms or Dr"),
        of("given_names"),
        of("family_name", help="Lists are sorted by it"),
        of("latin_name", label="Name in Latin letters", help=people_texts.LATIN_HELP),
        of("email"),
        of("function", label="Position"),
        of("agency"),
        of("phone"),
        of("language", options=languages),
        of(
            "dietary_needs",
            heading=people_texts.needs_explanation(
                personal_data.needs_retention_days()
            ),
        ),
        of("access_needs"),
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
        people = personal_data.open_by_ids(
            viewer,
            ids[: personal_data.MAX_OPTIONS],
            personal_data.NAME_AND_POST,
            purpose=purpose,
            place=place,
        )
        ordered = sorted(people.items(), key=lambda found: name_order(found[1]))
        return tuple((id, _option_label(person)) for id, person in ordered)

    return options


def name_order(person: VisiblePerson) -> str:
    """Where a person stands among others: by family name."""
    return sort_key(person.name or "", person.family_name, person.latin_name)


def _option_label(person: VisiblePerson) -> str:
    post = people_texts.post_text(person)
    return f"{person.name} ({post})" if post else str(person.name)


def person_forms(
    viewer: Viewer,
    participant: Participant,
    *,
    today: date,
    focal_points: FocalPoints = ((), None),
    name: str | None = None,
) -> tuple[Form, ...]:
    """The forms about somebody. `focal_points` are the State's focal points today
    and since when, and `name` is theirs, if the viewer may see them.
    """
    if PersonalGroup.NAME in participant.erased:
        return ()
    forms = [
        form_of(
            ChangeDetails,
            without=("details", "withdrawn"),
            explanations=(people_texts.EMPTY_FIELDS_NOTE,),
            complete=_with_details(viewer, participant),
        )
    ]
    designation_form = form_of(
        DesignateFocalPoint,
        override("since", label="First day as National Focal Point", value=today),
        override("until", label="Last day", help="Leave empty for no end date"),
        explanations=(people_texts.succession_note(*focal_points),),
    )
    end_designation_form = form_of(
        EndDesignation,
        override("on", label="Last day as National Focal Point", value=today),
    )
    if participant.designated_since is None:
        forms.append(designation_form)
    elif participant.designated_until is None:
        forms.append(end_designation_form)
    elif participant.designated_until < today:
        forms += [designation_form, end_designation_form]
    else:
        forms += [end_designation_form, designation_form]
    if name is not None and has_other_letters(name):
        forms.insert(1, latin_name_form(viewer, participant))
    forms += [
        *entry_forms(viewer, participant),
        _erasure_form(participant),
    ]
    return allowed_forms(
        viewer.principal, participant.delegation, *forms, person=participant.id
    )


def _with_details(viewer: Viewer, participant: Participant) -> Callable[[Form], Form]:
    """What is on record of somebody, read only once a form asks to change it."""

    def complete(form: Form) -> Form:
        person = personal_data.open_personal_data(
            viewer,
            (participant,),
            personal_data.ALL_GROUPS,
            purpose="changing somebody's details",
            place="form Change details",
        )[participant.id]
        if person.name == UNAVAILABLE_TEXT:
            return replace(form, explanations=(people_texts.TEMPORARILY_UNREADABLE,))
        return replace(
            form,
            fields=fields_of(
                ChangeDetails,
                *person_fields("details", person),
                without=("participant_id", "withdrawn", *IN_HEADER),
            ),
            adjust=lambda values: (
                values | changed_groups(person, values.get("details", {}))
            ),
        )

    return complete


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


def _erasure_form(participant: Participant) -> Form:
    has_needs = PersonalGroup.NEEDS in participant.sealed.keys() - participant.erased
    choices = (
        people_texts.ERASURE_OPTIONS if has_needs else people_texts.ERASURE_OPTIONS[:1]
    )
    return form_of(
        ErasePersonalData,
        override(
            "groups", label="What to erase", kind=FieldKind.CHOICE, options=choices
        ),
        override("reason", help=forms_texts.REASON_HELP),
        explanations=people_texts.ERASURE_NOTES,
    )
