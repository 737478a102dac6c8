"""Forms about one arrival or departure."""

from dataclasses import replace

from bsm_domain.foundation.formatting import format_datetime
from bsm_projections.meetings import read_model
from bsm_projections.registration.attendance.queries import movements_of_registration
from bsm_projections.registration.read_model import Registration
from bsm_service.registration.attendance.commands import (
    RecordDeparture,
    StrikeAttendance,
)
from bsm_service.registration.commands import RecordAttendance
from dashboard.data.queries import Viewer
from dashboard.forms.form import FieldKind, Form, FormField, Options, Values
from dashboard.forms.generated_form import form_of, override
from dashboard.registration.attendance import texts

_TIME = FormField(
    "occurred_at",
    texts.HAPPENED_AT,
    FieldKind.TIME,
    optional=True,
    help=texts.HAPPENED_AT_HELP,
)


def session_options(meeting: read_model.Meeting) -> Options:
    """The sessions of the released agenda that the viewer can see."""
    return tuple((session.id, session.title) for session in meeting.agenda)


def with_time_and_sessions(
    form: Form, meeting: read_model.Meeting, *, explains: bool = True
) -> Form:
    """Asks when it happened, and at which session, if the meeting has any."""
    options = session_options(meeting)
    fields = [
        replace(
            field,
            label=texts.SESSION,
            help=texts.SESSION_HELP if explains else None,
            options=options,
            kind=FieldKind.CHOICE,
        )
        if field.name == "session_id"
        else field
        for field in form.fields
        if field.name != "session_id" or options
    ]
    return replace(form, fields=(*fields, _TIME), takes_earlier_date=False)


def with_movements(
    viewer: Viewer,
    forms: tuple[Form, ...],
    registration: Registration,
    meeting: read_model.Meeting,
) -> tuple[Form, ...]:
    """The forms about a registration, with what those about arrivals need."""

    def improved(form: Form) -> Form:
        if form.command in (RecordAttendance, RecordDeparture):
            arrives = form.command is RecordAttendance
            return with_time_and_sessions(form, meeting, explains=arrives)
        if form.command is StrikeAttendance:
            return deletion_form(viewer, meeting, registration)
        return form

    return tuple(map(improved, forms))


def deletion_form(
    viewer: Viewer, meeting: read_model.Meeting, registration: Registration
) -> Form:
    """Which arrival or departure is deleted is read when the form is opened."""

    def complete(form: Form) -> Form:
        found = viewer.fetch(
            "read.attendances", movements_of_registration, registration.id
        )
        titles = dict(session_options(meeting))
        options = tuple(
            (
                str(movement.version),
                texts.movement(
                    is_arrival=movement.is_arrival,
                    at=format_datetime(movement.at, meeting.time_zone),
                    session=titles.get(place, texts.A_SESSION) if place else None,
                ),
            )
            for place, movement in found
        )
        fields = (
            replace(field, kind=FieldKind.CHOICE, options=options)
            if field.name == "corrects"
            else field
            for field in form.fields
        )
        return form.with_only_fields(*fields)

    def with_version(values: Values) -> Values:
        return values | {"corrects": int(values["corrects"])}

    return form_of(
        StrikeAttendance,
        override("corrects", label=texts.MOVEMENT, kind=FieldKind.CHOICE, options=()),
        explanations=(texts.DELETION_NOTE,),
        adjust=with_version,
        complete=complete,
        takes_earlier_date=False,
    )
