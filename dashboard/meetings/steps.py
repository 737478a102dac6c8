"""The steps of a meeting, from its announcement to its stated attendance: which are
done, which is next, and the commands that take them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import filterfalse

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.queries import RegistrationCount
from bsm_service.application.command import Command
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import (
    CancelMeeting,
    ChangeCapacity,
    ChangeDetails,
    ChangeQuota,
    ChooseSymbol,
    CloseRegistration,
    ConcludeMeeting,
    CorrectAttendance,
    InviteDelegations,
    NameSource,
    OpenMeeting,
    OpenRegistration,
    PostponeMeeting,
    ReopenRegistration,
    SetRegistrationTerms,
    StateAttendance,
    WithdrawInvitation,
)
from bsm_service.meetings.objective_commands import SetObjective
from bsm_service.registration.commands import RegisterDelegates
from bsm_service.registration.list_of_participants.commands import IssueList
from dashboard.meetings import step_texts
from dashboard.meetings.step_texts import StepTitle
from dashboard.meetings.texts import is_withdrawn, objectives_finding

# Those that a meeting goes through; it is postponed or cancelled in one of them.
_STATUS_ORDER = (
    MeetingStatus.ANNOUNCED,
    MeetingStatus.REGISTRATION_OPEN,
    MeetingStatus.REGISTRATION_CLOSED,
    MeetingStatus.IN_SESSION,
    MeetingStatus.CONCLUDED,
)
# So long before the first day, to close registration is what comes next.
_CLOSING_PERIOD = timedelta(days=7)


class StepState(StrEnum):
    """`SKIPPED` is what the meeting went without: it can no longer be done."""

    DONE = "done"
    NEXT = "next"
    TO_DO = "to do"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class MeetingStep:
    """`note` says what is on record of it. `commands` are those that the viewer may
    submit now, the usual one first; with a `label` they share one button. What is not
    `is_due` yet may be done, and is not proposed as the next.
    """

    titles: StepTitle
    state: StepState
    note: str = ""
    commands: tuple[type[Command], ...] = ()
    is_due: bool = True
    label: str | None = None

    @property
    def title(self) -> str:
        return self.titles.done if self.state is StepState.DONE else self.titles.to_do


@dataclass(frozen=True, slots=True)
class AgendaDraft:
    """How many sessions the draft of the agenda has, and whether it can be released:
    something in it differs from what everybody sees.
    """

    sessions: int
    is_unreleased: bool


def meeting_steps(
    meeting: Meeting,
    delegations: Sequence[MeetingDelegation],
    objectives: Sequence[Objective],
    registrations: Sequence[RegistrationCount] | None,
    may_submit: Callable[[type[Command]], bool],
    today: date,
    draft: AgendaDraft | None = None,
) -> tuple[MeetingStep, ...]:
    """All steps in their order; those that a cancelled meeting did not come to are
    skipped. `registrations` is None for whoever may not read them;
    their step is left out then. `today` is the day at the meeting's place; `draft` is
    None for whoever may not read it.
    """
    steps = [
        replace(
            step,
            commands=tuple(
                command
                for command in step.commands
                if command.is_possible(meeting.status) and may_submit(command)
            ),
        )
        for step in _steps(
            meeting, delegations, objectives, registrations, today, draft
        )
    ]
    if meeting.status == MeetingStatus.CANCELLED:
        return tuple(
            replace(
                step,
                state=_state(done=step.state is StepState.DONE, too_late=True),
                commands=(),
            )
            for step in steps
        )
    for number, step in enumerate(steps):
        if step.state is StepState.TO_DO:
            if step.is_due:
                steps[number] = replace(step, state=StepState.NEXT)
            break
    return tuple(steps)


def _steps(
    meeting: Meeting,
    delegations: Sequence[MeetingDelegation],
    objectives: Sequence[Objective],
    registrations: Sequence[RegistrationCount] | None,
    today: date,
    draft: AgendaDraft | None,
) -> Iterator[MeetingStep]:
    objectives = tuple(filterfalse(is_withdrawn, objectives))
    status = MeetingStatus(meeting.status_before or meeting.status)
    is_postponed = meeting.status == MeetingStatus.POSTPONED
    has_begun = _has_reached(status, MeetingStatus.IN_SESSION)
    is_over = status is MeetingStatus.CONCLUDED
    had_registration = meeting.capacity is not None
    is_past = today > meeting.ends_on
    is_closed = _has_reached(status, MeetingStatus.REGISTRATION_CLOSED)
    closing_is_due = _closing_is_due(meeting, delegations, today)
    yield MeetingStep(
        step_texts.ANNOUNCED,
        StepState.DONE,
        step_texts.announced_note(meeting),
        (
            ChangeDetails,
            *(() if is_postponed else (PostponeMeeting,)),
            CancelMeeting,
            NameSource,
        ),
        label=step_texts.CHANGE_MEETING,
    )
    if is_postponed:
        yield MeetingStep(
            step_texts.NEW_DAYS_SET,
            StepState.TO_DO,
            step_texts.postponed_note(meeting),
            (PostponeMeeting,),
        )
    yield MeetingStep(
        step_texts.INVITED,
        _state(done=bool(delegations), too_late=has_begun),
        step_texts.invited_note(delegations),
        # Once it has begun, no seat can be assigned to whoever is invited.
        ()
        if has_begun
        else (
            InviteDelegations,
            *((ChangeQuota, WithdrawInvitation) if delegations else ()),
        ),
    )
    yield MeetingStep(
        step_texts.AGENDA if draft is None else step_texts.AGENDA_RELEASED,
        _state(
            done=bool(meeting.agenda)
            and (is_over or draft is None or not draft.is_unreleased),
            too_late=is_over,
        ),
        step_texts.agenda_note(
            len(meeting.agenda),
            draft.sessions if draft and draft.is_unreleased else None,
        ),
        (ReleaseAgenda, ScheduleSession)
        if draft is not None and draft.is_unreleased
        else (ScheduleSession,),
    )
    yield MeetingStep(
        step_texts.OBJECTIVES,
        _state(done=bool(objectives), too_late=is_over),
        step_texts.count_note(len(objectives), "objective"),
        () if is_over else (SetObjective, ChooseSymbol),
    )
    yield MeetingStep(
        step_texts.REGISTRATION_OPENED,
        _state(done=had_registration, too_late=has_begun),
        step_texts.count_note(meeting.capacity, "seat"),
        (
            OpenRegistration,
            *((ChangeCapacity,) if had_registration else ()),
            *(() if is_over else (SetRegistrationTerms,)),
        ),
    )
    if registrations is not None:
        yield MeetingStep(
            step_texts.REGISTERED,
            _state(
                done=bool(registrations) and (is_closed or closing_is_due),
                too_late=is_closed,
            ),
            step_texts.registered_note(registrations, delegations),
            () if is_closed else (RegisterDelegates,),
        )
    is_open = meeting.status == MeetingStatus.REGISTRATION_OPEN
    yield MeetingStep(
        step_texts.REGISTRATION_CLOSED,
        _state(done=had_registration and is_closed, too_late=has_begun),
        step_texts.open_until_note(meeting) if is_open else "",
        (CloseRegistration, ReopenRegistration),
        is_due=closing_is_due,
    )
    yield MeetingStep(
        step_texts.OPENED,
        _state(done=has_begun),
        step_texts.planned_note(meeting, today)
        if not (has_begun or meeting.status_before)
        else "",
        (OpenMeeting,),
    )
    yield MeetingStep(
        step_texts.CONCLUDED,
        _state(done=is_over),
        objectives_finding(objectives) if has_begun and objectives else "",
        (ConcludeMeeting,),
    )
    yield MeetingStep(
        step_texts.ATTENDANCE_STATED,
        _state(done=meeting.stated is not None),
        step_texts.attendance_note(meeting.stated, registrations or ()),
        (
            StateAttendance if meeting.stated is None else CorrectAttendance,
            *((IssueList,) if had_registration or is_past else ()),
        ),
    )


def _closing_is_due(
    meeting: Meeting, delegations: Sequence[MeetingDelegation], today: date
) -> bool:
    """Whether nobody is expected to register any more: every seat is taken, every
    delegation has nominated, or the meeting is near.
    """
    seats_taken = sum(delegation.participants for delegation in delegations)
    return (
        today >= meeting.starts_on - _CLOSING_PERIOD
        or (meeting.capacity is not None and seats_taken >= meeting.capacity)
        or (bool(delegations) and all(each.registrations for each in delegations))
    )


def _has_reached(status: MeetingStatus, other: MeetingStatus) -> bool:
    return _STATUS_ORDER.index(status) >= _STATUS_ORDER.index(other)


def _state(*, done: bool, too_late: bool = False) -> StepState:
    if done:
        return StepState.DONE
    return StepState.SKIPPED if too_late else StepState.TO_DO
