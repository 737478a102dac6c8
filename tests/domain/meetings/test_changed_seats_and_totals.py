"""How invitations, capacity and totals change, and when a meeting is opened: rules C2
to C5 of record 0056.
"""

from datetime import UTC, datetime

import pytest
from domain.meetings.meeting_histories import (
    FIRST_MORNING,
    OPENED,
    REASON,
    at,
    changing,
    days,
    meeting,
    meeting_after,
)
from examples import (
    INVITED,
    MEETING,
    METADATA,
    REGISTRATION_OPENED,
    TOTAL,
    header,
)

from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotInvited,
    TooEarly,
)
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    AttendanceCorrected,
    CapacityChanged,
    InvitationWithdrawn,
)

# C2


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        (1, "AT holds or waits for 1 seat; withdraw this registration first"),
        (2, "AT holds or waits for 2 seats; withdraw these registrations first"),
    ],
)
def test_an_invitation_stays_while_somebody_holds_a_seat(seats: int, sentence: str):
    (
        meeting()
        .when(
            lambda it: it.withdraw_invitation(
                METADATA, delegation="AT", reason=REASON, seats=seats
            )
        )
        .then_refused(InvalidTransition, sentence)
    )


def test_whose_invitation_was_withdrawn_finds_no_seat_and_can_be_invited_again():
    withdrawn = InvitationWithdrawn(
        **header(4, MEETING), delegation="AT", reason=REASON
    )
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.withdraw_invitation(METADATA, delegation="AT", reason=REASON)
        )
        .then(withdrawn, quotas={"IT": 1})
    )
    state = meeting_after(REGISTRATION_OPENED, withdrawn)
    with pytest.raises(NotInvited):
        state.must_send("AT", DelegateFunction.MEMBER)
    with pytest.raises(NotInvited):
        state.withdraw_invitation(METADATA, delegation="AT", reason=REASON)
    assert state.invite(METADATA, INVITED.delegations[:1])


# C3


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [
        (50, "57 seats are taken, so the capacity cannot be 50; enter 57 or more"),
        (0, "a meeting with registration needs at least 1 seat"),
        (100, "the meeting already has 100 seats; enter another number"),
    ],
)
def test_a_capacity_is_another_and_not_below_the_seats_that_are_taken(
    capacity: int, sentence: str
):
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.change_capacity(
                METADATA, capacity=capacity, reason=REASON, taken=57
            )
        )
        .then_refused(InvalidValue, sentence)
    )


@pytest.mark.parametrize(("capacity", "taken"), [(57, 57), (1, 0), (1, 1), (101, 100)])
def test_a_capacity_changes_for_a_reason(capacity: int, taken: int):
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.change_capacity(
                METADATA, capacity=capacity, reason=REASON, taken=taken
            )
        )
        .then(
            CapacityChanged(
                **header(4, MEETING), capacity=capacity, before=100, reason=REASON
            ),
            capacity=capacity,
        )
    )


# C4


def test_a_total_is_stated_once_and_then_corrected():
    state = meeting_after(OPENED)
    stated = state.evolve(state.state_attendance(METADATA, TOTAL))

    with pytest.raises(InvalidTransition, match="correct it instead"):
        stated.state_attendance(METADATA, TOTAL)
    corrected = stated.correct_attendance(METADATA, total=TOTAL, reason=REASON)
    assert type(corrected) is AttendanceCorrected
    assert stated.evolve(corrected).correct_attendance(
        METADATA, total=TOTAL, reason=REASON
    )
    with pytest.raises(InvalidTransition, match="no attendance total is on record yet"):
        state.correct_attendance(METADATA, total=TOTAL, reason=REASON)


# C5


@pytest.mark.parametrize(
    ("moment", "is_early"),
    [
        # Midnight in Berlin is at 22:00 UTC.
        (datetime(2016, 4, 11, 21, 59, tzinfo=UTC), True),
        (datetime(2016, 4, 11, 22, 0, tzinfo=UTC), False),
        (datetime(2016, 4, 20, 9, 0, tzinfo=UTC), False),
    ],
)
def test_a_meeting_is_opened_on_its_first_day_at_the_earliest(
    moment: datetime, is_early: bool
):
    if is_early:
        with pytest.raises(TooEarly, match="the meeting begins on 12 Apr 2016"):
            meeting_after().open(at(moment))
    else:
        assert meeting_after().open(at(moment)).occurred_at == moment


def test_whoever_begins_earlier_changes_the_days_first():
    before = at(datetime(2016, 4, 11, 9, tzinfo=UTC))
    state = meeting_after()
    earlier: Meeting = state.evolve(changing(**days(11, 13))(state))
    assert earlier.open(before)
    assert earlier.open(FIRST_MORNING)
