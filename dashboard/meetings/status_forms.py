"""Forms that move a meeting on: registration opens and closes, the meeting as well."""

from dataclasses import replace

from bsm_domain.foundation.errors import InvalidValue
from bsm_projections.meetings.read_model import Meeting
from bsm_service.meetings.commands import (
    CloseRegistration,
    ConcludeMeeting,
    OpenMeeting,
    OpenRegistration,
)
from dashboard.data.page_context import PageContext
from dashboard.forms.form import FieldKind, Form, FormField, Values
from dashboard.forms.generated_form import form_of, override
from dashboard.meetings import form_defaults, form_texts

# The confirmation that something happens before its day; it is not sent.
_EARLY = "early"


def registration_opening_form(page: PageContext, meeting: Meeting) -> Form:
    """With as many seats as the delegations were offered."""
    seats = form_defaults.total_seats(page.viewer.delegations(meeting.id))
    return form_of(
        OpenRegistration,
        override("capacity", label="Total number of seats", value=seats or None),
        explanations=(form_texts.registration_opening_effect(seats),),
    )


def registration_closing_form(page: PageContext, meeting: Meeting) -> Form:
    counts = page.viewer.registration_counts(meeting.id)
    registered = () if counts is None else (form_texts.registered_so_far(counts),)
    return form_of(
        CloseRegistration,
        explanations=(*registered, form_texts.REGISTRATION_CLOSING_EFFECT),
    )


def opening_form(_: PageContext, meeting: Meeting) -> Form:
    return form_of(OpenMeeting, explanations=(form_texts.opening_effect(meeting),))


def conclusion_form(page: PageContext, meeting: Meeting) -> Form:
    """Asks once more where the meeting ends on a later day."""
    form = form_of(ConcludeMeeting, explanations=(form_texts.CONCLUSION_EFFECT,))
    today = form_defaults.today_at(meeting, page.viewer.moment)
    if today >= meeting.ends_on:
        return form

    def to_command(values: Values) -> Values:
        if not values[_EARLY]:
            sentence = form_texts.confirm_early(meeting)
            raise InvalidValue(sentence, field=_EARLY)
        return {name: value for name, value in values.items() if name != _EARLY}

    confirmation = FormField(
        _EARLY,
        form_texts.early_confirmation(meeting),
        FieldKind.CHECKBOX,
        value=False,
    )
    warning = form_texts.early_warning(meeting, today)
    return replace(
        form,
        fields=(*form.fields, confirmation),
        explanations=(warning, *form.explanations),
        adjust=to_command,
    )
