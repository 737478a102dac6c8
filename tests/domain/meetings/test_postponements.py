"""How a meeting is postponed (rule D6 of record 0056) and cancelled, and registration
reopened.
"""

from datetime import date

import pytest
from domain.meetings.meeting_histories import (
    POSTPONED,
    REASON,
    RELEASED,
    SCHEDULED,
    days,
    details_with,
    meeting,
    postponing,
    scheduled,
)
from examples import (
    DETAILS,
    MEETING,
    METADATA,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    SESSION,
    header,
    session,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.meetings.meeting_facts import (
    MeetingCancelled,
    MeetingPostponed,
    MeetingStatus,
    RegistrationReopened,
)
from bsm_domain.meetings.meeting_state import Agenda

# D6


@pytest.mark.parametrize("history", [(), (POSTPONED,)])
@pytest.mark.parametrize(
    ("its_days", "sentence"),
    [
        (days(12, 13), "12 Apr 2016 is not later than 12 Apr 2016"),
        (days(11, 12), "11 Apr 2016 is not later than 12 Apr 2016"),
        (days(14, 13), "the meeting would end on 13 Apr 2016, before it starts on 14"),
        ({"starts_on": date(2016, 5, 1)}, "enter both the first and the last day"),
        ({"ends_on": date(2016, 5, 1)}, "enter both the first and the last day"),
        (
            {"starts_on": date(3000, 1, 1), "ends_on": date(3000, 1, 2)},
            "is not a possible date of a meeting",
        ),
    ],
)
def test_a_meeting_is_postponed_to_later_days(
    history: tuple[DomainEvent, ...], its_days, sentence: str
):
    meeting(*history).when(postponing(**its_days)).then_refused(InvalidValue, sentence)


def test_sessions_move_along_when_a_meeting_is_postponed_to_other_days():
    (
        meeting(SCHEDULED, RELEASED)
        .when(postponing(**days(10, 11, month=5)))
        .then(
            MeetingPostponed(
                **header(5, MEETING),
                **days(10, 11, month=5),
                sessions_moved_by=28,
                reason=REASON,
            ),
            status=MeetingStatus.ANNOUNCED,
            details=details_with(**days(10, 11, month=5)),
            draft=Agenda({SESSION: session(date(2016, 5, 10))}),
            released=Agenda({SESSION: session()}),
        )
    )


def test_sessions_stay_while_a_meeting_is_postponed_until_further_notice():
    (
        meeting(SCHEDULED)
        .when(postponing())
        .then(
            MeetingPostponed(**header(4, MEETING), sessions_moved_by=0, reason=REASON),
            status=MeetingStatus.POSTPONED,
            details=DETAILS,
            draft=Agenda({SESSION: session()}),
        )
    )


def test_a_postponed_meeting_is_not_postponed_without_days_again():
    (
        meeting(POSTPONED)
        .when(postponing())
        .then_refused(InvalidTransition, "already postponed; enter its days")
    )


def test_a_shorter_meeting_is_postponed_where_its_sessions_fit():
    on_the_second_day = scheduled(on=date(2016, 4, 13))
    (
        meeting(on_the_second_day)
        .when(postponing(**days(10, 10, month=5)))
        .then_refused(InvalidValue, "“Opening” does not fit: 11 May 2016 is outside")
    )


# What ends


def test_a_meeting_is_cancelled_for_a_reason_and_keeps_what_it_was():
    (
        meeting(SCHEDULED, RELEASED)
        .when(lambda it: it.cancel(METADATA, reason=REASON))
        .then(
            MeetingCancelled(**header(5, MEETING), reason=REASON),
            status=MeetingStatus.CANCELLED,
            draft=Agenda({SESSION: session()}),
            released=Agenda({SESSION: session()}),
            quotas={"AT": 2, "IT": 1},
        )
    )


def test_registration_is_reopened_with_the_seats_that_there_are():
    (
        meeting(REGISTRATION_OPENED, REGISTRATION_CLOSED)
        .when(lambda it: it.reopen_registration(METADATA, reason=REASON))
        .then(
            RegistrationReopened(**header(5, MEETING), reason=REASON),
            status=MeetingStatus.REGISTRATION_OPEN,
            capacity=100,
        )
    )
