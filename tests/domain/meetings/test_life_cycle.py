"""What can be recorded of a meeting in which status: the table of record 0056."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from domain.meetings.meeting_histories import (
    ANOTHER,
    FIRST_MORNING,
    POSTPONED,
    REASON,
    SCHEDULED,
    WAY_TO,
    days,
    details_with,
    meeting_after,
    planned,
)
from examples import (
    MEETING,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    SESSION,
    TOTAL,
    header,
    invited,
)

from bsm_domain.foundation.aggregate import DomainEvent, is_possible
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    AttendanceStated,
    MeetingPostponed,
    MeetingStatus,
    RollLine,
)
from bsm_domain.meetings.registration_terms import RegistrationTerms

NOW = FIRST_MORNING
ASKING = RegistrationTerms(people_may_ask=True)
STATED = AttendanceStated(**header(1, MEETING), total=TOTAL)
COLUMNS = (
    MeetingStatus.ANNOUNCED,
    MeetingStatus.REGISTRATION_OPEN,
    MeetingStatus.REGISTRATION_CLOSED,
    MeetingStatus.POSTPONED,
    MeetingStatus.IN_SESSION,
    MeetingStatus.CONCLUDED,
    MeetingStatus.CANCELLED,
)
Decide = Callable[[Meeting], Any]
# By decision: a mark for each column, + where it is possible.
TABLE: dict[str, tuple[str, Decide]] = {
    "change details": (
        "++++++-",
        lambda it: it.change_details(
            NOW, details=details_with(title="Annual Meeting"), reason=REASON
        ),
    ),
    "change the days": (
        "+++-++-",
        lambda it: it.change_details(
            NOW, details=details_with(**days(12, 14)), reason=REASON
        ),
    ),
    "postpone to other days": (
        "++++---",
        lambda it: it.postpone(NOW, **days(10, 11, month=5), reason=REASON),
    ),
    "postpone until further notice": (
        "+++----",
        lambda it: it.postpone(NOW, reason=REASON),
    ),
    "cancel": ("++++---", lambda it: it.cancel(NOW, reason=REASON)),
    "invite": ("+++++--", lambda it: it.invite(NOW, [invited("FR")])),
    "change a quota": (
        "+++++--",
        lambda it: it.change_quota(
            NOW, delegation="AT", quota=9, reason=REASON, taken=0
        ),
    ),
    "withdraw an invitation": (
        "++++---",
        lambda it: it.withdraw_invitation(NOW, delegation="AT", reason=REASON),
    ),
    "open registration": (
        "+------",
        lambda it: it.open_registration(NOW, capacity=10),
    ),
    "close registration": ("-+-----", lambda it: it.close_registration(NOW)),
    "reopen registration": (
        "--+----",
        lambda it: it.reopen_registration(NOW, reason=REASON),
    ),
    # Once registration was opened.
    "change the capacity": (
        "-++++--",
        lambda it: it.change_capacity(NOW, capacity=50, reason=REASON, taken=3),
    ),
    "schedule a session": (
        "+++++--",
        lambda it: it.schedule(NOW, **planned(session_id=ANOTHER, title="Maps")),
    ),
    "change a session": (
        "+++++--",
        lambda it: it.change_session(
            NOW,
            session_id=SESSION,
            title="Maps",
            kind="plenary",
            on=days(13, 13)["ends_on"],
        ),
    ),
    "drop a session": (
        "+++++--",
        lambda it: it.drop_session(NOW, session_id=SESSION),
    ),
    "name speakers": (
        "+++++--",
        lambda it: it.name_speakers(NOW, session_id=SESSION, speakers=REASON),
    ),
    "release the agenda": ("+++++--", lambda it: it.release_agenda(NOW)),
    "open": ("+-+----", lambda it: it.open(NOW)),
    "conclude": ("----+--", lambda it: it.conclude(NOW)),
    "call the roll": (
        "----+--",
        lambda it: it.call_roll(
            NOW,
            lines=[RollLine(delegation=code, present=True) for code in ("AT", "IT")],
        ),
    ),
    "state the attendance": ("----++-", lambda it: it.state_attendance(NOW, TOTAL)),
    "choose the symbol": ("++++++-", lambda it: it.choose_symbol(NOW, prefix="NFM")),
    # What is recorded of other things asks the meeting.
    "objectives, texts, positions": (
        "++++++-",
        lambda it: it.must_not_be_cancelled(),
    ),
    "set the terms of registration": (
        "+++++--",
        lambda it: it.set_registration_terms(NOW, terms=RegistrationTerms()),
    ),
    "nominate": (
        "-++----",
        lambda it: it.must_accept_nominations(NOW, is_explained=True),
    ),
    "ask to take part": (
        "-+-----",
        lambda it: replace(it, terms=ASKING).must_accept_requests(
            "AT", DelegateFunction.MEMBER
        ),
    ),
    "answer the invitation": ("+++++--", lambda it: it.must_take_answers("AT")),
    "decide on registrations": (
        "+++++--",
        lambda it: it.must_decide_on_registrations(),
    ),
    "withdraw a registration": (
        "+++++-+",
        lambda it: it.must_allow_withdrawal(NOW, is_explained=True),
    ),
    "change a function": (
        "-++-+--",
        lambda it: it.must_allow_change(NOW, holds_seat=True, is_explained=True),
    ),
    "assign seats": ("-++-+--", lambda it: it.must_assign_seats()),
    "record a discussion": ("----++-", lambda it: it.must_have_begun()),
    "record attendance": ("-++-++-", lambda it: it.must_take_arrivals(NOW)),
    "register at the door": (
        "----+--",
        lambda it: replace(it, capacity=1).must_register_at_door(
            "AT", DelegateFunction.MEMBER
        ),
    ),
    "record a past list": (
        "+----+-",
        lambda it: it.must_take_past_list(
            replace(NOW, recorded_at=NOW.recorded_at + timedelta(days=1))
        ),
    ),
    "adopt in the room": ("----+--", lambda it: it.must_be_in_session()),
}


@pytest.mark.parametrize("status", COLUMNS)
@pytest.mark.parametrize("decision", TABLE)
def test_a_decision_is_possible_in_the_statuses_of_the_table(
    decision: str, status: MeetingStatus
):
    marks, decide = TABLE[decision]
    meeting = meeting_after(SCHEDULED, *WAY_TO[status])
    assert meeting.status is status

    if marks[COLUMNS.index(status)] == "+":
        decide(meeting)
    else:
        with pytest.raises(InvalidTransition):
            decide(meeting)


@pytest.mark.parametrize("status", COLUMNS)
def test_a_stated_attendance_is_corrected_while_or_after_it_was_in_session(
    status: MeetingStatus,
):
    """C4: and no other attendance is stated."""
    meeting = meeting_after(*WAY_TO[status], STATED)

    with pytest.raises(InvalidTransition):
        meeting.state_attendance(NOW, TOTAL)
    if status in (MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED):
        meeting.correct_attendance(NOW, total=TOTAL, reason=REASON)
    else:
        with pytest.raises(InvalidTransition):
            meeting.correct_attendance(NOW, total=TOTAL, reason=REASON)


@pytest.mark.parametrize("status", COLUMNS)
def test_nothing_is_corrected_that_was_not_stated(status: MeetingStatus):
    with pytest.raises(InvalidTransition):
        meeting_after(*WAY_TO[status]).correct_attendance(
            NOW, total=TOTAL, reason=REASON
        )


def test_a_meeting_without_registration_has_no_capacity_also_when_postponed():
    with pytest.raises(InvalidTransition, match="the meeting has no seats yet"):
        meeting_after(POSTPONED).change_capacity(
            NOW, capacity=50, reason=REASON, taken=0
        )


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ((), MeetingStatus.ANNOUNCED),
        ((REGISTRATION_OPENED,), MeetingStatus.REGISTRATION_OPEN),
        ((REGISTRATION_OPENED, REGISTRATION_CLOSED), MeetingStatus.REGISTRATION_CLOSED),
    ],
)
def test_a_meeting_goes_back_to_where_it_was_once_its_days_are_known(
    way: tuple[DomainEvent, ...], status: MeetingStatus
):
    to_may = MeetingPostponed(
        **header(1, MEETING),
        **days(10, 11, month=5),
        sessions_moved_by=28,
        reason=REASON,
    )

    assert meeting_after(*way, POSTPONED).status is MeetingStatus.POSTPONED
    assert meeting_after(*way, POSTPONED, to_may).status is status
    assert meeting_after(*way, to_may).status is status
    assert meeting_after(*way, POSTPONED, to_may, POSTPONED, to_may).status is status


def test_forms_of_a_cancelled_meeting_offer_nothing():
    """By the statuses that decisions declare, which is what forms ask."""
    decisions = (
        Meeting.change_details,
        Meeting.choose_symbol,
        Meeting.postpone,
        Meeting.cancel,
        Meeting.invite,
        Meeting.change_quota,
        Meeting.withdraw_invitation,
        Meeting.change_capacity,
        Meeting.schedule,
        Meeting.release_agenda,
        Meeting.open,
        Meeting.correct_attendance,
    )
    assert not [
        decision
        for decision in decisions
        if is_possible(decision, MeetingStatus.CANCELLED)
    ]
