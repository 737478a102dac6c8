"""Forms that change a meeting once it is announced: its details, days, seats and
invitations, its stated total, and the names of organisations.
"""

from dataclasses import fields, replace
from typing import Any

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.meetings.meeting_facts import MeetingDetails, MeetingStatus
from bsm_domain.meetings.source_facts import SourcedPart
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_service.meetings.commands import (
    CancelMeeting,
    ChangeCapacity,
    ChangeDetails,
    CorrectAttendance,
    NameOrganisation,
    NameSource,
    PostponeMeeting,
    ReopenRegistration,
    WithdrawInvitation,
)
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.delegation_options import delegation_options, state_options
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    FormSubject,
    Options,
    Values,
    allowed_forms,
)
from dashboard.forms.generated_form import Override, form_of, override
from dashboard.meetings import change_texts, form_defaults, form_texts

# How the details of a meeting are asked for, when it is announced and later.
DETAIL_FIELDS = (
    override("details.series", label="Series", help=form_texts.SERIES_HELP),
    override("details.starts_on", label="First day"),
    override("details.ends_on", label="Last day"),
    override("details.mode", label="Format"),
    override("details.themes", label="Themes", help="One per line"),
)
FIRST_DETAILS = tuple(
    f"details.{name}"
    for name in ("title", "series", "edition", "starts_on", "ends_on", "city")
)
# And what a source says of how many took part.
TOTAL_FIELDS = (
    override("total.source", label="Source", help=form_texts.SOURCE_HELP),
    override("total.states", label=change_texts.FROM_STATES),
    override("total.remark", label="Remark", help=change_texts.REMARK_HELP),
)
_DAYS = ("starts_on", "ends_on")
# The confirmation of what is final; it is not sent.
_SURE = "sure"


def details_form(page: PageContext, meeting: Meeting) -> Form:
    """With all present details. The days of a meeting that is postponed until further
    notice are set by postponing it to them.
    """
    present = {name: getattr(meeting, name) for name in MeetingDetails.model_fields}
    kept = _DAYS if meeting.status == MeetingStatus.POSTPONED else ()

    def to_command(values: Values) -> Values:
        days = {name: present[name] for name in kept}
        return {**values, "details": {**values.get("details", {}), **days}}

    return form_of(
        ChangeDetails,
        *(
            each
            for each in DETAIL_FIELDS
            if each.name not in [f"details.{name}" for name in kept]
        ),
        *(
            override(f"details.{name}", options=_delegations(page, present[name]))
            for name in ("host", "chair")
        ),
        *_present_values("details", present, without=kept),
        first=FIRST_DETAILS,
        without=tuple(f"details.{name}" for name in kept),
        explanations=(change_texts.days_explanation(is_postponed=bool(kept)),),
        adjust=to_command,
    )


def source_form(*_: object) -> Form:
    """For a page that was found after what it says was recorded."""
    parts = tuple(
        (part.value, change_texts.SOURCED_PARTS.get(part, str(part).capitalize()))
        for part in SourcedPart
    )
    return form_of(
        NameSource,
        override("parts", label=change_texts.ON_THE_PAGE, options=parts),
        explanations=(change_texts.SOURCE_EFFECT,),
    )


def _delegations(page: PageContext, present: str | None) -> Options:
    """The invited delegations and all States, and what is on record."""
    names = dict(state_options()) | dict(delegation_options(page))
    if present is not None:
        names.setdefault(present, present)
    return tuple(sorted(names.items(), key=lambda each: each[1]))


def _present_values(
    part: str, values: dict[str, Any], *, without: tuple[str, ...] = ()
) -> tuple[Override, ...]:
    return tuple(
        override(f"{part}.{name}", value=value)
        for name, value in values.items()
        if name not in without
    )


def postponement_form(_: PageContext, meeting: Meeting) -> Form:
    """To other days, or until further notice; one that is postponed so, to its days."""
    is_postponed = meeting.status == MeetingStatus.POSTPONED
    return form_of(
        PostponeMeeting,
        override("starts_on", label="New first day", optional=not is_postponed),
        override("ends_on", label="New last day", optional=not is_postponed),
        label=change_texts.SET_NEW_DAYS if is_postponed else None,
        explanations=(
            *(() if is_postponed else (change_texts.WITHOUT_DAYS,)),
            change_texts.POSTPONEMENT_KEEPS,
            change_texts.WHO_IS_NOTIFIED,
        ),
    )


def cancellation_form(_: PageContext, meeting: Meeting) -> Form:
    """Asks once more, because it is final."""

    def to_command(values: Values) -> Values:
        if not values[_SURE]:
            raise InvalidValue(change_texts.CONFIRM_CANCELLATION, field=_SURE)
        return {name: value for name, value in values.items() if name != _SURE}

    form = form_of(
        CancelMeeting,
        explanations=(
            change_texts.CANCELLATION_EFFECT,
            change_texts.WHO_IS_NOTIFIED,
        ),
        adjust=to_command,
    )
    confirmation = FormField(
        _SURE,
        change_texts.cancellation_confirmation(meeting),
        FieldKind.CHECKBOX,
        value=False,
    )
    return form.with_fields(confirmation)


def invitation_withdrawal_form(page: PageContext, meeting: Meeting) -> Form:
    invited = page.viewer.delegations(meeting.id)
    return form_of(
        WithdrawInvitation,
        override(
            "delegation",
            options=tuple(
                (each.code, change_texts.delegation_with_seats(each))
                for each in invited
            ),
        ),
        explanations=(change_texts.INVITATION_WITHDRAWAL_EFFECT,),
    )


def capacity_form(page: PageContext, meeting: Meeting) -> Form:
    delegations = page.viewer.delegations(meeting.id)
    return form_of(
        ChangeCapacity,
        override("capacity", label="Total number of seats", value=meeting.capacity),
        explanations=(change_texts.seats_taken(delegations, meeting.capacity),),
    )


def reopening_form(*_: object) -> Form:
    return form_of(ReopenRegistration, explanations=(change_texts.REOPENING_EFFECT,))


def attendance_correction_form(_: PageContext, meeting: Meeting) -> Form:
    """With the total that is on record."""
    form = form_of(
        CorrectAttendance,
        *TOTAL_FIELDS,
        explanations=(form_texts.ATTENDANCE_EFFECT,),
    )
    if meeting.stated is None:
        return form
    stated = {
        f"total.{field.name}": getattr(meeting.stated, field.name)
        for field in fields(StatedAttendance)
    }
    return form.with_only_fields(
        *(
            replace(field, value=stated.get(field.name, field.value))
            for field in form.fields
        )
    )


def organisation_name_button(page: PageContext) -> None:
    """A button beside the delegations that opens the form for the name of one of the
    organisations that are invited.
    """
    meeting = page.shown_meeting
    organisations = tuple(
        (each.code, f"{each.name} ({each.code})")
        for each in page.viewer.delegations(meeting.id)
        if each.kind == "organisation"
    )
    if not organisations:
        return
    today = form_defaults.today_at(meeting, page.viewer.moment)
    form = form_of(
        NameOrganisation,
        override("code", label="Organisation", options=organisations),
        override("name", label="New name"),
        override("since", label="Since", value=today),
        explanations=(change_texts.ORGANISATION_NAME_EFFECT,),
    )
    form_dialog.form_button(
        page,
        FormSubject(form.label, change_texts.ORGANISATIONS, place="organisation-name"),
        allowed_forms(page.viewer.principal, None, form),
    )
