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
from dashboard.forms.submit import may_ask


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    PERCENT = "percent"
    ONE = "one of"
    SOME = "some of"
    QUARTER = "whole quarter"
    CHECK = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a command, as people fill it in. `options`: code, then name.

    A `name` such as "person.email" is a field within a part of the command. With
    `below`, the field is asked for only where the percentage is less; `options_of`
    gives the options that what was chosen in the field `of` leaves, and `decides` says
    that others depend on this one. `above` is said before the field.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    value: Any = None
    longest: int | None = None
    help: str | None = None
    below: int | None = None
    of: str | None = None
    options_of: Callable[[str], tuple[tuple[str, str], ...]] | None = None
    decides: bool = False
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One command: `label` names it, `verb` is what its button says.

    `before` tells what will happen, a paragraph each; `finish` makes of what was filled
    in what the command takes, ids included. `filled` completes it with what only
    whoever opens it may read. `new` is the field that names what it makes.
    """

    command: type[Command]
    label: str
    verb: str
    fields: tuple[Field, ...] = ()
    before: tuple[str, ...] = ()
    finish: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    filled: "Callable[[Offer], Offer] | None" = None
    new: str | None = None


def because(label: str = "Reason", help: str | None = None) -> Field:
    return Field("reason", label, longest=2_000, help=help)


def of_registration(
    who: Principal, registration: Registration, meeting: Meeting
) -> tuple[Offer, ...]:
    """What may come of a registration while seats are given, and who was there."""
    status = RegistrationStatus(registration.status)
    waits = status in (RegistrationStatus.NOMINATED, RegistrationStatus.WAITLISTED)
    seats_are_given = meeting.status in (
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
    )
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    possible: list[Offer] = []
    if waits and seats_are_given:
        possible.append(_CONFIRM_SEAT)
    if status is RegistrationStatus.NOMINATED and seats_are_given:
        possible.append(_WAITLIST)
    if waits:
        possible.append(_REFUSE)
    if status is RegistrationStatus.CONFIRMED and has_begun:
        possible.append(_ATTENDED)
    if waits or status is RegistrationStatus.CONFIRMED:
        possible.append(_WITHDRAW_SEAT)
    whom = registration.participant_id
    return tuple(
        one
        for one in possible
        if may_ask(who, one.command, registration.delegation, whom)
    )


_CONFIRM_SEAT = Offer(
    ConfirmRegistration,
    "Confirm",
    "Confirm the registration",
    (
        replace(
            because("Why before others that wait"),
            optional=True,
            help="Needed only where others have waited longer for a seat",
        ),
    ),
)
_WAITLIST = Offer(WaitlistRegistration, "Waitlist", "Put on the waiting list")
_REFUSE = Offer(RefuseRegistration, "Refuse", "Refuse the registration", (because(),))
_WITHDRAW_SEAT = Offer(WithdrawRegistration, "Withdraw", "Withdraw the registration")
_ATTENDED = Offer(RecordAttendance, "Attended", "Record that they were there")


def of_objective(
    who: Principal, objective: Objective, meeting: Meeting
) -> tuple[Offer, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return only_for(who, None, [_DISCUSSED])


_DISCUSSED = Offer(
    RecordDiscussion,
    "Record the discussion",
    "Record the discussion",
    (
        Field(
            "summary",
            "What was said, in the Chair's summary",
            longest=50_000,
            help="Part of the official record",
        ),
    ),
)


def only_for(
    who: Principal, delegation: str | None, possible: Sequence[Offer]
) -> tuple[Offer, ...]:
    return tuple(one for one in possible if may_ask(who, one.command, delegation))
