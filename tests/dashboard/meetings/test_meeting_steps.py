"""The steps of a meeting: done, next or to do, and who may take which."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from meeting_examples import AIM, AUSTRIA, MEETING, SESSION

from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting, StatedAttendance
from bsm_projections.registration.queries import RegistrationCount
from bsm_service.application.command import Command, commands_about
from bsm_service.imports.commands import ImportActivities
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.commands import (
    CallRoll,
    CancelMeeting,
    ChangeCapacity,
    ChangeDetails,
    ChangeQuota,
    ChooseSymbol,
    CloseRegistration,
    ConcludeMeeting,
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
from bsm_service.registration.attendance.commands import (
    RecordAttendances,
    RecordPast,
    RegisterAtDoor,
)
from bsm_service.registration.commands import (
    ConfirmRegistrations,
    NominateDelegate,
    NominateDelegation,
    RegisterDelegates,
    RequestRegistration,
)
from bsm_service.registration.delegation_commands import (
    AnswerInvitation,
    DestroyNoteFile,
    ReceiveNote,
    ReplaceNote,
)
from bsm_service.registration.list_of_participants.commands import IssueList
from bsm_service.registration.session_places.commands import SetSessionPlaces
from dashboard.meetings import form_texts, step_texts, texts
from dashboard.meetings.steps import AgendaDraft, MeetingStep, StepState, meeting_steps

SEATED = RegistrationCount("AT", "member", "confirmed", 2)
WAITING = RegistrationCount("AT", "member", "nominated", 1)
STATED = StatedAttendance(102, True, "a page")
PRESENT = RegistrationCount("AT", "head", "attended", 1)
NOMINATING = replace(AUSTRIA, registrations=3, participants=2, came=True)
SILENT = replace(AUSTRIA, code="ES", name="Spain")
UNRELEASED = AgendaDraft(2, is_unreleased=True)
PREPARED = replace(MEETING, agenda=(SESSION,), status="registration open", capacity=9)


def steps(
    meeting: Meeting = MEETING,
    delegations: tuple[MeetingDelegation, ...] = (AUSTRIA,),
    objectives: tuple[Objective, ...] = (AIM,),
    registrations: tuple[RegistrationCount, ...] | None = (),
    may: tuple[type[Command], ...] | None = None,
    today: date = date(2027, 1, 11),
    draft: AgendaDraft | None = None,
) -> tuple[MeetingStep, ...]:
    return meeting_steps(
        meeting,
        delegations,
        objectives,
        registrations,
        lambda command: may is None or command in may,
        today,
        draft,
    )


def in_status(status: str, **more: object) -> Meeting:
    """The prepared meeting; it was postponed or cancelled before it was opened."""
    before = "registration closed" if status in ("postponed", "cancelled") else None
    return replace(PREPARED, status=status, status_before=before, **more)


def commands(steps: tuple[MeetingStep, ...]) -> set[type[Command]]:
    return {command for step in steps for command in step.commands}


def test_after_its_announcement_delegations_are_invited_next():
    shown = steps(delegations=(), objectives=(), draft=UNRELEASED)

    assert [step.state for step in shown[:3]] == ["done", "next", "to do"]
    assert shown[0].note == "Vienna, 12 and 13 Apr 2027"
    assert commands(shown) == {
        ChooseSymbol,
        InviteDelegations,
        ScheduleSession,
        ReleaseAgenda,
        SetObjective,
        OpenRegistration,
        SetRegistrationTerms,
        OpenMeeting,
        *(ChangeDetails, PostponeMeeting, CancelMeeting, NameSource),
    }


def test_what_is_on_record_is_counted():
    shown = steps(PREPARED, (NOMINATING, SILENT), registrations=(SEATED, WAITING))
    notes = {step.title: step.note for step in shown if step.note}

    assert notes == {
        "Meeting announced": "Vienna, 12 and 13 Apr 2027",
        "Delegations invited": "2 delegations, 4 seats",
        "Agenda set": "1 session",
        "Objectives set": "1 objective",
        "Registration opened": "9 seats",
        "Register delegates": "1 of 2 delegations has nominated 3 delegates, 2 of them "
        "with a seat",
        "Close registration": "open until 12 Apr 2027 at the latest",
        "Open the meeting": "planned for 12 Apr 2027",
    }
    assert next_title(shown) == "Register delegates"


@pytest.mark.parametrize(
    ("agenda", "draft", "title", "state", "note", "is_released"),
    [
        ((), None, "Set the agenda", "next", "", False),
        ((), AgendaDraft(0, False), "Release the agenda", "next", "", False),
        (
            (),
            UNRELEASED,
            "Release the agenda",
            "next",
            "draft with 2 sessions to be released",
            True,
        ),
        (
            (SESSION,),
            UNRELEASED,
            "Release the agenda",
            "next",
            "1 session; draft with 2 sessions to be released",
            True,
        ),
        (
            (SESSION,),
            AgendaDraft(1, False),
            "Agenda released",
            "done",
            "1 session",
            False,
        ),
        ((SESSION,), None, "Agenda set", "done", "1 session", False),
    ],
)
def test_the_release_is_proposed_to_whoever_sees_a_draft_that_differs(
    agenda: tuple[MeetingSession, ...],
    draft: AgendaDraft | None,
    title: str,
    state: str,
    note: str,
    is_released: bool,
):
    step = steps(replace(MEETING, agenda=agenda), draft=draft)[2]

    assert (step.title, step.state, step.note) == (title, state, note)
    expected = (ReleaseAgenda, ScheduleSession) if is_released else (ScheduleSession,)
    assert step.commands == expected


def next_title(steps: tuple[MeetingStep, ...]) -> str | None:
    return next((step.title for step in steps if step.state is StepState.NEXT), None)


@pytest.mark.parametrize(
    ("delegations", "capacity", "today", "next_step"),
    [
        ((NOMINATING, SILENT), 9, date(2027, 4, 4), "Register delegates"),
        ((NOMINATING, SILENT), 9, date(2027, 4, 5), "Close registration"),
        ((NOMINATING, SILENT), 2, date(2027, 1, 11), "Close registration"),
        ((NOMINATING,), 9, date(2027, 1, 11), "Close registration"),
    ],
    ids=["early", "a week before", "all seats taken", "all have nominated"],
)
def test_registration_is_closed_next_when_nobody_more_is_expected(
    delegations: tuple[MeetingDelegation, ...],
    capacity: int,
    today: date,
    next_step: str,
):
    meeting = replace(PREPARED, capacity=capacity)

    shown = steps(meeting, delegations, registrations=(SEATED, WAITING), today=today)

    assert next_title(shown) == next_step
    assert CloseRegistration in commands(shown)
    unread = next_title(steps(meeting, delegations, registrations=None, today=today))
    assert unread == (None if next_step == "Register delegates" else next_step)


def test_each_status_offers_the_commands_that_it_allows():
    for status, expected in {
        "registration open": {RegisterDelegates, CloseRegistration},
        "registration closed": {OpenMeeting, ReopenRegistration},
        "postponed": set(),
        "in session": {ChangeDetails, ConcludeMeeting, ChangeCapacity, StateAttendance},
        "concluded": {ChangeDetails, NameSource, StateAttendance, IssueList},
        "cancelled": set(),
    }.items():
        usual = {
            *(ChangeDetails, PostponeMeeting, CancelMeeting, ChangeCapacity),
            *(InviteDelegations, ChangeQuota, WithdrawInvitation, NameSource),
            *(ScheduleSession, ReleaseAgenda, SetObjective, ChooseSymbol),
            SetRegistrationTerms,
        }
        if status == "in session":  # seats can no longer be assigned
            usual = {ScheduleSession, ReleaseAgenda, SetObjective, ChooseSymbol}
            usual |= {NameSource, SetRegistrationTerms}
        usual.add(IssueList)
        is_over = status in ("concluded", "cancelled")
        assert commands(steps(in_status(status), draft=UNRELEASED)) == (
            expected if is_over else expected | usual
        )


def test_every_command_about_a_meeting_stands_in_a_step():
    offered = {
        command
        for status in MeetingStatus
        for stated in (None, STATED)
        for command in commands(
            steps(in_status(status, stated=stated), draft=UNRELEASED)
        )
    }

    elsewhere = {
        NominateDelegate,  # with the registrations
        *(ImportActivities, RecordPast),  # on the page Import
        *(RecordAttendances, RegisterAtDoor),  # beside the registrations
        CallRoll,  # on the page Room
        # Beside the session.
        *(ChangeSession, NameSpeakers, DropSession, SetSessionPlaces),
        # On the page My delegation.
        *(AnswerInvitation, ReceiveNote, ReplaceNote, DestroyNoteFile),
        *(RequestRegistration, NominateDelegation),
        ConfirmRegistrations,  # on the page Queue
    }
    assert offered == set(commands_about("meeting_id")) - elsewhere


def test_a_postponed_meeting_gets_its_new_days_next():
    """Whatever was done before stays done."""
    since = datetime(2027, 3, 1, 12, tzinfo=UTC)
    postponed = replace(
        PREPARED,
        status="postponed",
        status_before="registration closed",
        status_since=since,
    )
    shown = {step.title: step for step in steps(postponed, registrations=(SEATED,))}

    assert shown["Set the new days"].state is StepState.NEXT
    assert shown["Set the new days"].note == ("was to take place on 12 and 13 Apr 2027")
    assert shown["Set the new days"].commands == (PostponeMeeting,)
    assert shown["Registration closed"].state is StepState.DONE
    assert shown["Open the meeting"].note == ""


def test_a_cancelled_meeting_has_no_step_left():
    cancelled = replace(PREPARED, status="cancelled", status_before="registration open")
    shown = steps(cancelled)

    assert {step.state for step in shown} == {StepState.DONE, StepState.SKIPPED}
    assert commands(shown) == set()
    done = sum(step.state is StepState.DONE for step in shown)
    assert step_texts.steps_finding(done, len(shown), None, is_cancelled=True) == (
        "Cancelled after 5 of 10 steps"
    )


def test_a_meeting_held_without_registration_went_without_these_steps():
    shown = {
        step.title: step.state for step in steps(replace(MEETING, status="concluded"))
    }

    assert shown["Open registration"] is StepState.SKIPPED
    assert shown["Register delegates"] is StepState.SKIPPED
    assert shown["Close registration"] is StepState.SKIPPED
    assert shown["Set the agenda"] is StepState.SKIPPED
    assert shown["Meeting concluded"] is StepState.DONE
    assert shown["Record the attendance total"] is StepState.NEXT


def test_after_the_last_step_nothing_is_next():
    held = replace(PREPARED, status="concluded", stated=STATED)
    shown = steps(held, registrations=(SEATED, PRESENT))

    assert {step.state for step in shown} == {StepState.DONE}
    assert shown[-1].title == "Attendance total recorded"
    assert shown[-1].note == (
        "more than 102 participants according to a source; 1 of 3 delegates with a "
        "seat recorded as present"
    )


def test_who_may_not_read_registrations_sees_no_step_that_counts_them():
    titles = [step.title for step in steps(PREPARED, registrations=None)]

    assert "Register delegates" not in titles
    assert RegisterDelegates not in commands(steps(PREPARED, registrations=None))


def test_commands_are_those_that_the_viewer_may_submit():
    assert commands(steps(may=(SetObjective, OpenMeeting))) == {
        SetObjective,
        OpenMeeting,
    }
    assert commands(steps(may=())) == set()


def test_whoever_closes_registration_reads_how_many_are_registered():
    assert form_texts.registered_so_far([SEATED, WAITING]) == (
        "2 delegates are confirmed; 1 is waiting for a decision or a seat."
    )
    refused = replace(WAITING, status="refused")
    assert form_texts.registered_so_far([refused]) == (
        "Nobody is registered for this meeting."
    )


def test_whoever_took_all_steps_reads_which_objectives_were_not_discussed():
    objectives = (AIM, replace(AIM, discussed_at=datetime(2016, 4, 12, tzinfo=UTC)))

    assert step_texts.steps_finding(9, 10, "Conclude", objectives) == (
        "9 of 10 steps done; next: conclude"
    )
    assert step_texts.steps_finding(10, 10, None, objectives) == (
        "All 10 steps done; 1 of 2 objectives discussed"
    )
    assert step_texts.steps_finding(10, 10, None, objectives[1:]) == (
        "All 10 steps done"
    )


def test_a_meeting_concluded_early_did_not_last_until_its_last_day():
    meeting = replace(MEETING, status="concluded")

    early = texts.headline(meeting, (), (), 0, date(2027, 4, 12))

    assert early.startswith(
        "The network met in Vienna (planned for 12 and 13 Apr 2027)"
    )
    assert texts.headline(meeting, (), (), 0, date(2027, 4, 13)).startswith(
        "The network met in Vienna on 12 and 13 Apr 2027"
    )
