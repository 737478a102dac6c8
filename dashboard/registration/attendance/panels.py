"""The buttons that record who came: a whole list at once, and at the door."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.read_context import local_day
from bsm_projections.registration import queries
from bsm_projections.registration.read_model import Registration
from bsm_service.access.permissions import is_allowed
from bsm_service.registration.attendance.commands import (
    RecordAttendances,
    RegisterAtDoor,
)
from dashboard.data import personal_data
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Values,
)
from dashboard.forms.generated_form import form_of, override
from dashboard.people import texts as people_texts
from dashboard.people.forms import person_fields, person_options_of
from dashboard.registration.attendance import texts
from dashboard.registration.attendance.forms import (
    session_options,
    with_time_and_sessions,
)

_MOST_AT_ONCE = 500  # offered at once, of all delegations
_SEATED = ("confirmed", "attended")
_DELEGATION = "delegation"
_PLACE = "page Meeting"


def show_buttons(page: PageContext) -> None:
    """Of arrivals from the day before the meeting on; at the door, in session."""
    meeting = page.shown_meeting
    principal = page.viewer.principal
    if meeting.capacity is None or not is_allowed(principal, RecordAttendances.NAME):
        return
    today = local_day(page.viewer.moment.at, meeting.time_zone)
    begins = meeting.starts_on - timedelta(days=1)
    if today >= begins and is_possible(Meeting.must_take_arrivals, meeting.status):
        subject = FormSubject(
            texts.ARRIVALS, meeting.title, {"meeting_id": meeting.id}, place="arrivals"
        )
        form_dialog.form_button(page, subject, arrival_forms(page), texts.ARRIVALS)
    if is_possible(Meeting.must_register_at_door, meeting.status):
        subject = FormSubject(
            texts.AT_DOOR, meeting.title, {"meeting_id": meeting.id}, place="door"
        )
        form_dialog.form_button(page, subject, door_forms(page), texts.AT_DOOR)


def arrival_forms(page: PageContext) -> tuple[Form, ...]:
    """Those who arrive at the meeting; or at one of its sessions."""
    at_meeting = form_of(
        RecordAttendances,
        override("registration_ids", label=texts.WHO, options=()),
        without=("session_id",),
        label=texts.AT_MEETING,
        submit_label=texts.ARRIVALS,
        complete=partial(_with_delegates, page, at_session=False),
    )
    forms = [with_time_and_sessions(at_meeting, page.shown_meeting)]
    if session_options(page.shown_meeting):
        at_session = form_of(
            RecordAttendances,
            override("registration_ids", label=texts.WHO, options=()),
            override(
                "session_id",
                label=texts.SESSION,
                kind=FieldKind.CHOICE,
                options=session_options(page.shown_meeting),
                optional=False,
            ),
            first=("session_id",),
            label=texts.AT_SESSION,
            submit_label=texts.ARRIVALS,
            explanations=(texts.SESSION_NOTE,),
            complete=partial(_with_delegates, page, at_session=True),
        )
        forms.append(
            with_time_and_sessions(at_session, page.shown_meeting, explains=False)
        )
    return tuple(forms)


def _with_delegates(page: PageContext, form: Form, *, at_session: bool) -> Form:
    """Names are read only once the form is opened: of everybody who may arrive, or,
    where these are many, of the delegation that is chosen.
    """
    counts = page.viewer.registration_counts(page.shown_meeting.id) or ()
    seated = sum(c.registrations for c in counts if c.status in _SEATED)
    listed = partial(_expected_options, page, at_session=at_session)
    if seated <= _MOST_AT_ONCE:
        return _replaced(form, options=listed(None))
    delegations = {c.delegation for c in counts if c.status in _SEATED}
    delegation = FormField(
        _DELEGATION,
        texts.DELEGATION,
        FieldKind.CHOICE,
        options=tuple(
            (each.code, each.name)
            for each in page.viewer.delegations(page.shown_meeting.id)
            if each.code in delegations
        ),
        help=texts.DELEGATION_HELP,
    )
    narrowed = _replaced(form, depends_on=_DELEGATION, options_for=listed)
    return replace(
        narrowed, fields=(delegation, *narrowed.fields), adjust=_without_delegation
    )


def _replaced(form: Form, **changes: Any) -> Form:
    """The form with another choice of people."""
    return form.with_only_fields(
        *(
            replace(field, **changes) if field.name == "registration_ids" else field
            for field in form.fields
        )
    )


def _without_delegation(values: Values) -> Values:
    """It only narrows the choice of people."""
    return {name: value for name, value in values.items() if name != _DELEGATION}


def _expected_options(
    page: PageContext, delegation: str | None, *, at_session: bool
) -> Options:
    """Those of a delegation, or of all, who may arrive."""
    counts = page.viewer.registration_counts(page.shown_meeting.id) or ()
    found = page.viewer.fetch(
        "read.registrations",
        queries.registrations,
        page.shown_meeting.id,
        delegation=delegation,
        limit=sum(
            c.registrations for c in counts if delegation in (None, c.delegation)
        ),
    )
    return _options(
        page,
        [
            each
            for each in found.items
            if each.status == "confirmed"
            or (each.status == "attended" and (at_session or not each.present))
        ],
    )


def _options(page: PageContext, expected: Sequence[Registration]) -> Options:
    """By delegation and name."""
    people = personal_data.people_of_registrations(
        page.viewer, expected, purpose="recording arrivals", place=_PLACE
    )
    labels = []
    for each in expected:
        person = people.get(each.participant_id or "")
        name = person.name if person and person.name else texts.NOT_NAMED
        label = f"{each.delegation_name}: {name}, {each.function}"
        labels.append((each.id, label))
    return tuple(sorted(labels, key=lambda option: option[1]))


def door_forms(page: PageContext) -> tuple[Form, ...]:
    """Somebody new, or somebody on record."""
    on_record = override(
        "participant_id",
        label="Person",
        depends_on="delegation",
        options_for=person_options_of(
            page.viewer, "choosing whom to register", "form Register at the door"
        ),
        optional=False,
        help="People whom the delegation has on record",
    )
    form = partial(
        form_of,
        RegisterAtDoor,
        override("function", value=DelegateFunction.MEMBER),
        override("reason", help=texts.DOOR_REASON_HELP),
        submit_label=texts.AT_DOOR,
        explanations=(texts.DOOR_NOTE,),
    )
    return (
        form(
            *person_fields("person"),
            override(
                "person_is_new",
                label=people_texts.IS_SOMEBODY_ELSE,
                help=people_texts.IS_SOMEBODY_ELSE_HELP,
            ),
            label="New person",
            without=("participant_id", "note_id"),
        ),
        form(
            on_record,
            label="Person on record",
            first=("delegation", "participant_id"),
            without=("person", "person_is_new", "note_id"),
        ),
    )
