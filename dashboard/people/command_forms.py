"""What may be asked about people, by whom, and with which fields.

As in `offers`, these are hints: the single door and the aggregate decide.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bsm_domain.meetings.meeting import MeetingStatus
from bsm_domain.people.participant import PersonalGroup
from bsm_domain.registration.registration import DelegateFunction
from bsm_projections.engine.sealed_texts import ERASED, UNAVAILABLE
from bsm_projections.meetings.queries import Meeting
from bsm_projections.people.queries import Participant
from bsm_service.access.permissions import Principal
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.privacy.commands import RedactText
from bsm_service.registration.commands import NominateDelegate
from bsm_service.vault.personal_data import VisiblePerson
from bsm_service.vault.personal_details import GROUPS
from dashboard.data import personal_data
from dashboard.data.queries import Viewer
from dashboard.forms import texts as forms_texts
from dashboard.forms.command_form import CommandForm, FieldKind, FormField
from dashboard.forms.submit import may_submit
from dashboard.people import texts as people_texts

FUNCTIONS = tuple((one.value, one.value) for one in DelegateFunction)
Options = tuple[tuple[str, str], ...]


def details(part: str, of: VisiblePerson | None = None) -> tuple[FormField, ...]:
    """The fields about a person, needs last and apart; `of` is what is known so far."""

    def line(name: str, label: str, **more: Any) -> FormField:
        known = None if of is None else _readable(getattr(of, name))
        given: dict[str, Any] = {
            "kind": FieldKind.LINE,
            "max_length": 300,
            "optional": True,
            "value": known,
        }
        return FormField(f"{part}.{name}", label, **given | more)

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
            heading=people_texts.why_needs(personal_data.needs_retention_days()),
        ),
        line("access_needs", "Access needs", max_length=2_000),
    )


def to_nominate(
    viewer: Viewer, meeting: Meeting, delegations: Sequence[tuple[str, str]]
) -> tuple[CommandForm, ...]:
    """Another delegate, while registration is open: somebody new, somebody on record,
    or nobody named yet.
    """
    theirs = tuple(
        one
        for one in delegations
        if may_submit(viewer.principal, NominateDelegate, one[0])
    )
    if not theirs or meeting.status != MeetingStatus.REGISTRATION_OPEN:
        return ()
    whose = FormField(
        "delegation",
        "Of which delegation",
        FieldKind.CHOICE,
        theirs,
        has_dependents=True,
    )
    function = FormField(
        "function", "As what", FieldKind.CHOICE, FUNCTIONS, value="member"
    )
    known = FormField(
        "participant_id",
        "Who",
        FieldKind.CHOICE,
        depends_on="delegation",
        options_for=known_of(viewer, "choosing whom to nominate", "form Nominate"),
        help="Those whom the delegation has on record",
    )
    nominate = CommandForm(NominateDelegate, "Somebody new", "Nominate")
    return (
        replace(nominate, fields=(whose, function, *details("person"))),
        replace(nominate, label="Somebody on record", fields=(whose, known, function)),
        replace(
            nominate,
            label=people_texts.NAME_TO_FOLLOW,
            fields=(whose, function),
        ),
    )


def known_of(viewer: Viewer, purpose: str, place: str) -> Callable[[str], Options]:
    """The people whom a delegation has on record, once somebody chooses among them."""

    def options(delegation: str) -> Options:
        ids = [
            one.id
            for one in personal_data.known_people(viewer, delegation)
            if not one.erased
        ]
        found = personal_data.find_participants(
            viewer, ids[: personal_data.MAX_OPTIONS]
        )
        told = personal_data.open_personal_data(
            viewer,
            tuple(found.values()),
            personal_data.NAME_AND_POST,
            purpose=purpose,
            place=place,
        )
        named = [(id, _called(one)) for id, one in told.items()]
        return tuple(sorted(named, key=lambda one: one[1].casefold()))

    return options


def _called(one: VisiblePerson) -> str:
    post = people_texts.post(one)
    return f"{one.name} ({post})" if post else str(one.name)


def to_enter(
    principal: Principal, delegations: Sequence[tuple[str, str]]
) -> tuple[CommandForm, ...]:
    """Somebody new, without a meeting."""
    theirs = tuple(
        one for one in delegations if may_submit(principal, EnterParticipant, one[0])
    )
    if not theirs:
        return ()
    whose = FormField("delegation", "Of which delegation", FieldKind.CHOICE, theirs)
    return (
        CommandForm(
            EnterParticipant,
            "Enter a person",
            "Enter",
            (whose, *details("person")),
        ),
    )


def of_person(
    viewer: Viewer,
    one: Participant,
    *,
    today: date,
    present: tuple[Sequence[str], date | None] = ((), None),
) -> tuple[CommandForm, ...]:
    """What may be asked about somebody. `present` are the State's focal points today
    and since when, if the viewer may see them.
    """
    if PersonalGroup.NAME in one.erased:
        return ()
    possible = [
        CommandForm(
            ChangeDetails,
            "Change details",
            "Change the details",
            explanations=(people_texts.KEPT_FIELDS,),
            prefill=_with_details(viewer, one),
        )
    ]
    begins = _designate(today, people_texts.succession(*present))
    ends = _end_designation(today)
    if one.designated_since is None:
        possible.append(begins)
    elif one.designated_until is None:
        possible.append(ends)
    elif one.designated_until < today:
        possible += [begins, ends]
    else:
        possible += [ends, begins]
    possible.append(_erase(one))
    return tuple(
        offer
        for offer in possible
        if may_submit(viewer.principal, offer.command, one.delegation, one.id)
    )


def _with_details(
    viewer: Viewer, one: Participant
) -> Callable[[CommandForm], CommandForm]:
    """What is on record of somebody, read only once a form asks to change it."""

    def filled(offer: CommandForm) -> CommandForm:
        told = personal_data.open_personal_data(
            viewer,
            (one,),
            personal_data.ALL_GROUPS,
            purpose="changing somebody's details",
            place="form Change details",
        )[one.id]
        if told.name == UNAVAILABLE:
            return replace(offer, explanations=(people_texts.NOT_NOW,))
        return replace(
            offer,
            fields=details("details", told),
            to_command=lambda given: given | changed(told, given["details"]),
        )

    return filled


def changed(before: VisiblePerson, after: Mapping[str, Any]) -> dict[str, Any]:
    """Only the groups that are not as they were, each whole; empty ones are withdrawn.

    Of a group that the viewer does not see, nothing is known and nothing changes.
    """
    details: dict[str, Any] = {}
    withdrawn = []
    for group, names in GROUPS.items():
        known = {name: _readable(getattr(before, name)) for name in names}
        was = {name: text for name, text in known.items() if text}
        now = {name: after[name] for name in names if after.get(name)}
        if was == now or group not in before.shown:
            continue
        if now or group is PersonalGroup.NAME:
            details |= now or {"name": ""}
        else:
            withdrawn.append(group)
    return {"details": details, "withdrawn": tuple(withdrawn)}


def _readable(text: str | None) -> str | None:
    """Needs that were erased may be told anew."""
    return None if text == ERASED else text


def _designate(today: date, present: str) -> CommandForm:
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
        explanations=(present,),
    )


def _end_designation(today: date) -> CommandForm:
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


def _erase(one: Participant) -> CommandForm:
    has_needs = PersonalGroup.NEEDS in one.sealed.keys() - one.erased
    choices = people_texts.ERASE_WHAT if has_needs else people_texts.ERASE_WHAT[:1]
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
        explanations=people_texts.ERASURE,
        to_command=_groups,
    )


def _groups(given: dict[str, Any]) -> dict[str, Any]:
    only = given.pop("groups", None) == "needs"
    return given | ({"groups": (PersonalGroup.NEEDS,)} if only else {})


def to_redact(
    principal: Principal, version: int, texts: Sequence[str]
) -> tuple[CommandForm, ...]:
    """A text of a fact, made unreadable; `texts` are the fields that hold one."""
    if not texts or not may_submit(principal, RedactText, None):
        return ()
    named = tuple((one, one.replace("_", " ")) for one in texts)
    return (
        CommandForm(
            RedactText,
            "Redact a text",
            "Redact for ever",
            (
                FormField("field", "Which text", FieldKind.CHOICE, named),
                FormField(
                    "reason", "Reason", max_length=2_000, help=forms_texts.REASON_HELP
                ),
            ),
            explanations=(people_texts.REDACTION,),
            to_command=lambda given: {**given, "version": version},
        ),
    )
