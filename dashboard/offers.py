"""What may be asked of a thing in its present state, by whom, and with which fields.

Offers are hints: whatever a form sends, the single door and the aggregate decide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bsm_domain.follow_up_activity import ActivityStatus
from bsm_domain.meeting import MeetingStatus
from bsm_domain.objective import ObjectiveStatus
from bsm_domain.registration import RegistrationStatus
from bsm_projections.queries.lists import Activity, Objective, Registration
from bsm_projections.queries.meetings import Meeting
from bsm_service import commands as ask
from bsm_service.commands import Command
from bsm_service.permissions import Principal
from dashboard.asking import may_ask


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    PERCENT = "percent"
    ONE = "one of"
    SOME = "some of"
    QUARTER = "whole quarter"


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
    in what the command takes. `filled` completes it with what only whoever opens it
    may read.
    """

    command: type[Command]
    label: str
    verb: str
    fields: tuple[Field, ...] = ()
    before: tuple[str, ...] = ()
    finish: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    filled: "Callable[[Offer], Offer] | None" = None


def _reason(label: str = "Reason", help: str | None = None) -> Field:
    return Field("reason", label, longest=2_000, help=help)


_NOTE = Field("note", "Note", optional=True, longest=5_000)
_QUARTER = Field("due_precision", "Until the end of that quarter", Kind.QUARTER)

_AGREE = Offer(ask.AgreeActivity, "Agree", "Record that it is agreed")
_ACCEPT = Offer(ask.AcceptActivity, "Accept", "Accept the activity")
_COMPLETE = Offer(ask.ReportComplete, "Report complete", "Report it complete", (_NOTE,))
_CONFIRM = Offer(ask.ConfirmActivity, "Confirm as done", "Confirm that it is done")
_RETURN = Offer(
    ask.ReturnActivity,
    "Return",
    "Return it to its owner",
    (_reason("What is missing"),),
)
_BLOCK = Offer(
    ask.BlockActivity,
    "Block",
    "Record that it is blocked",
    (Field("blocked_by", "What blocks it", longest=2_000),),
)
_UNBLOCK = Offer(ask.UnblockActivity, "Unblock", "Record that the way is free")
_WITHDRAW = Offer(
    ask.WithdrawActivity, "Withdraw", "Withdraw the activity", (_reason(),)
)

_UNDER_WAY = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)
_OVER = (ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN)


def of_activity(who: Principal, activity: Activity) -> tuple[Offer, ...]:
    """The most likely first."""
    status = ActivityStatus(activity.status)
    possible: list[Offer] = []
    if status is ActivityStatus.PROPOSED:
        possible.append(_AGREE)
    if status is ActivityStatus.AGREED:
        possible.append(_ACCEPT)
    if status in _UNDER_WAY:
        possible += [_progress(activity), _COMPLETE]
    if status is ActivityStatus.REPORTED_COMPLETE:
        possible += [_CONFIRM, _RETURN]
    if status is ActivityStatus.BLOCKED:
        possible.append(_UNBLOCK)
    if status not in _OVER:
        possible.append(_due_date(activity))
    if status in (ActivityStatus.AGREED, *_UNDER_WAY):
        possible.append(_BLOCK)
    if status not in _OVER:
        possible.append(_WITHDRAW)
    return _for(who, activity.owner, possible)


def _progress(activity: Activity) -> Offer:
    return Offer(
        ask.ReportProgress,
        "Report progress",
        "Report",
        (
            Field("percent", "How much is done", Kind.PERCENT, value=activity.percent),
            replace(
                _reason(f"Why less than {activity.percent} %"), below=activity.percent
            ),
            _NOTE,
        ),
    )


def _due_date(activity: Activity) -> Offer:
    by_quarter = activity.due_precision == "quarter"
    return Offer(
        ask.ChangeDueDate,
        "Change due date",
        "Change the due date",
        (
            Field("due_on", "New last day", Kind.DAY, value=activity.due_on),
            replace(_QUARTER, value=by_quarter),
            _reason(),
        ),
    )


def to_propose(
    who: Principal,
    objectives: Sequence[Objective],
    delegations: Sequence[tuple[str, str]],
    due_on: date,
) -> tuple[Offer, ...]:
    """A new activity of a meeting; a focal point proposes for its own delegation.

    `delegations` are codes with names, in the order in which they are offered.
    """
    owners = tuple(
        one for one in delegations if may_ask(who, ask.ProposeActivity, one[0])
    )
    if not owners or not objectives:
        return ()
    return (
        Offer(
            ask.ProposeActivity,
            "Propose an activity",
            "Propose",
            (
                Field("title", "What is to be done", Kind.LINE, longest=300),
                Field(
                    "objective_id",
                    "Which objective it follows from",
                    Kind.ONE,
                    tuple((one.id, f"{one.code} · {one.text}") for one in objectives),
                ),
                Field("owner", "Who does it", Kind.ONE, owners),
                Field("agency", "Its agency", Kind.LINE, optional=True, longest=300),
                Field("partners", "With whom", Kind.SOME, tuple(delegations), True),
                Field("due_on", "Until when", Kind.DAY, value=due_on),
                _QUARTER,
            ),
        ),
    )


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
    ask.ConfirmRegistration,
    "Confirm",
    "Confirm the registration",
    (
        replace(
            _reason("Why before others that wait"),
            optional=True,
            help="Needed only where others have waited longer for a seat",
        ),
    ),
)
_WAITLIST = Offer(ask.WaitlistRegistration, "Waitlist", "Put on the waiting list")
_REFUSE = Offer(
    ask.RefuseRegistration, "Refuse", "Refuse the registration", (_reason(),)
)
_WITHDRAW_SEAT = Offer(
    ask.WithdrawRegistration, "Withdraw", "Withdraw the registration"
)
_ATTENDED = Offer(ask.RecordAttendance, "Attended", "Record that they were there")


def of_objective(
    who: Principal, objective: Objective, meeting: Meeting
) -> tuple[Offer, ...]:
    """The discussion of an objective, once the meeting has begun."""
    has_begun = meeting.status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED)
    if objective.status != ObjectiveStatus.SET or not has_begun:
        return ()
    return _for(who, None, [_DISCUSSED])


_DISCUSSED = Offer(
    ask.RecordDiscussion,
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


def _for(
    who: Principal, delegation: str | None, possible: Sequence[Offer]
) -> tuple[Offer, ...]:
    return tuple(one for one in possible if may_ask(who, one.command, delegation))
