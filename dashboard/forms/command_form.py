"""What may be asked of a thing in its present state, by whom, and with which fields.

Offers are hints: whatever a form sends, the single door and the aggregate decide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bsm_domain.meetings.meeting import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_domain.registration.registration import RegistrationStatus
from bsm_projections.meetings.queries import Meeting
from bsm_projections.registration.queries import Objective, Registration
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.meetings.commands import RecordDiscussion
from bsm_service.registration.commands import (
    ConfirmRegistration,
    RecordAttendance,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from dashboard.forms.submit import may_submit


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "day"
    PERCENT = "percent"
    CHOICE = "one of"
    CHOICES = "some of"
    QUARTER = "whole quarter"
    CHECKBOX = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a command, as people fill it in. `options`: code, then name.

    A `name` such as "person.email" is a field within a part of the command. With
    `below`, the field is asked for only where the percentage is less; `options_of`
    gives the options that what was chosen in the field `of` leaves, and `decides` says
    that others depend on this one. `above` is said before the field.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    value: Any = None
    max_length: int | None = None
    help: str | None = None
    only_below: int | None = None
    depends_on: str | None = None
    options_for: Callable[[str], tuple[tuple[str, str], ...]] | None = None
    has_dependents: bool = False
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class CommandForm:
    """One command: `label` names it, `verb` is what its button says.

    `before` tells what will happen, a paragraph each; `finish` makes of what was filled
    in what the command takes, ids included. `filled` completes it with what only
    whoever opens it may read. `new` is the field that names what it makes.
    """

    command: type[Command]
    label: str
    submit_label: str
    fields: tuple[FormField, ...] = ()
    explanations: tuple[str, ...] = ()
    to_command: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    prefill: "Callable[[CommandForm], CommandForm] | None" = None
    new_id_field: str | None = None


def reason_field(label: str = "Reason", help: str | None = None) -> FormField:
    return FormField("reason", label, max_length=2_000, help=help)


def registration_forms(
    principal: Principal, registration: Registration, meeting: Meeting
) -> tuple[CommandForm, ...]:
    """What may come of a registration while seats are given, and who was there."""
    status = RegistrationStatus(registration.status)
    waits = status in (RegistrationStatus.NOMINATED, RegistrationStatus.WAITLISTED)
    seats_are_given = meeting.status in (
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
    )
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    possible: list[CommandForm] = []
    if waits and seats_are_given:
        possible.append(_CONFIRM)
    if status is RegistrationStatus.NOMINATED and seats_are_given:
        possible.append(_WAITLIST)
    if waits:
        possible.append(_REFUSE)
    if status is RegistrationStatus.CONFIRMED and has_begun:
        possible.append(_RECORD_ATTENDANCE)
    if waits or status is RegistrationStatus.CONFIRMED:
        possible.append(_WITHDRAW)
    whom = registration.participant_id
    return tuple(
        command_form
        for command_form in possible
        if may_submit(principal, command_form.command, registration.delegation, whom)
    )


_CONFIRM = CommandForm(
    ConfirmRegistration,
    "Confirm",
    "Confirm the registration",
    (
        replace(
            reason_field("Why before others that wait"),
            optional=True,
            help="Needed only where others have waited longer for a seat",
        ),
    ),
)
_WAITLIST = CommandForm(WaitlistRegistration, "Waitlist", "Put on the waiting list")
_REFUSE = CommandForm(
    RefuseRegistration, "Refuse", "Refuse the registration", (reason_field(),)
)
_WITHDRAW = CommandForm(WithdrawRegistration, "Withdraw", "Withdraw the registration")
_RECORD_ATTENDANCE = CommandForm(
    RecordAttendance, "Attended", "Record that they were there"
)


def objective_forms(
    principal: Principal, objective: Objective, meeting: Meeting
) -> tuple[CommandForm, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return allowed_forms(principal, None, [_RECORD_DISCUSSION])


_RECORD_DISCUSSION = CommandForm(
    RecordDiscussion,
    "Record the discussion",
    "Record the discussion",
    (
        FormField(
            "summary",
            "What was said, in the Chair's summary",
            max_length=50_000,
            help="Part of the official record",
        ),
    ),
)


def allowed_forms(
    principal: Principal, delegation: str | None, possible: Sequence[CommandForm]
) -> tuple[CommandForm, ...]:
    return tuple(
        command_form
        for command_form in possible
        if may_submit(principal, command_form.command, delegation)
    )
